#pragma once

#if __has_include(<GraphBLAS.h>)
#include <GraphBLAS.h>
#else
#include <suitesparse/GraphBLAS.h>
#endif
#if __has_include(<cholmod.h>)
#include <cholmod.h>
#else
#include <suitesparse/cholmod.h>
#endif
#include <stdlib.h>

// GraphBLAS names its types, operators and semirings by global variables, which Swift's
// concurrency checking does not accept. Each is reached through a function instead.

static inline GrB_Type graphode_fp32(void) { return GrB_FP32; }
static inline GrB_Type graphode_fp64(void) { return GrB_FP64; }
static inline GrB_BinaryOp graphode_plus_fp32(void) { return GrB_PLUS_FP32; }
static inline GrB_BinaryOp graphode_plus_fp64(void) { return GrB_PLUS_FP64; }
static inline GrB_Semiring graphode_plus_times_fp32(void) { return GrB_PLUS_TIMES_SEMIRING_FP32; }
static inline GrB_Semiring graphode_plus_times_fp64(void) { return GrB_PLUS_TIMES_SEMIRING_FP64; }

/// Starts GraphBLAS with the allocator that tensor storage uses, so that buffers may move
/// between the two. To be called once.
static inline GrB_Info graphode_graphblas_start(void) {
  return GxB_init(GrB_NONBLOCKING, malloc, calloc, realloc, free);
}

/// Sets the number of threads of later operations.
static inline GrB_Info graphode_graphblas_set_threads(int count) {
  return GxB_Global_Option_set(GxB_NTHREADS, count);
}

/// Starts a session of CHOLMOD with 64-bit indices: factors are L Lᵀ, nothing is printed, and work
/// stops at the first pivot that is not positive. Returns whether it succeeded.
static inline int graphode_cholmod_start(cholmod_common *session) {
  if (!cholmod_l_start(session)) { return 0; }
  session->print = 0;
  session->try_catch = 1;
  session->final_ll = 1;
  session->quick_return_if_not_posdef = 1;
  return 1;
}

/// Returns the square sparse matrix of `size` columns whose arrays are given, of which the rows up
/// to the diagonal count. The matrix borrows the arrays; without `values` it is a pattern.
static inline cholmod_sparse graphode_cholmod_symmetric(
    size_t size, size_t entry_count, const void *offsets, const void *indices, const void *values) {
  cholmod_sparse matrix = {
    .nrow = size, .ncol = size, .nzmax = entry_count, .p = (void *)offsets, .i = (void *)indices,
    .x = (void *)values, .stype = 1, .itype = CHOLMOD_LONG,
    .xtype = values ? CHOLMOD_REAL : CHOLMOD_PATTERN, .dtype = CHOLMOD_DOUBLE, .sorted = 1,
    .packed = 1};
  return matrix;
}

/// Returns the dense matrix in column order whose elements are given and borrowed.
static inline cholmod_dense graphode_cholmod_dense(size_t rows, size_t columns, const double *elements) {
  cholmod_dense matrix = {
    .nrow = rows, .ncol = columns, .nzmax = rows * columns, .d = rows, .x = (void *)elements,
    .xtype = CHOLMOD_REAL, .dtype = CHOLMOD_DOUBLE};
  return matrix;
}
