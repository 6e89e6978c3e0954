#pragma once

#if __has_include(<GraphBLAS.h>)
#include <GraphBLAS.h>
#else
#include <suitesparse/GraphBLAS.h>
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
