#pragma once

// GraphBLAS by itself, to measure the library's products against. The library must have started
// GraphBLAS before.

#if __has_include(<GraphBLAS.h>)
#include <GraphBLAS.h>
#else
#include <suitesparse/GraphBLAS.h>
#endif
#include <stdlib.h>
#include <string.h>

typedef struct {
  GrB_Matrix matrix, source, target;
} bare_product;

static inline void *bare_copy(const void *from, size_t size) {
  void *to = malloc(size);
  if (to) memcpy(to, from, size);
  return to;
}

/// Takes copies of a matrix in compressed rows and makes two dense matrices of ones beside it.
/// Returns 0, or a status of GraphBLAS.
static inline int bare_product_make(
    bare_product *product, uint64_t rows, uint64_t columns, uint64_t channels, const uint64_t *offsets,
    const uint64_t *indices, const float *values) {
  const uint64_t entries = offsets[rows];
  GrB_Index *p = bare_copy(offsets, (rows + 1) * sizeof *p);
  GrB_Index *j = bare_copy(indices, entries * sizeof *j);
  void *x = bare_copy(values, entries * sizeof *values);
  GrB_Info status = GxB_Matrix_import_CSR(
      &product->matrix, GrB_FP32, rows, columns, &p, &j, &x, (rows + 1) * sizeof *p,
      entries * sizeof *j, entries * sizeof *values, false, false, NULL);
  GrB_Matrix *dense[] = {&product->source, &product->target};
  const uint64_t heights[] = {columns, rows};
  for (int index = 0; index < 2 && status == GrB_SUCCESS; index++) {
    const uint64_t count = heights[index] * channels;
    float *elements = malloc(count * sizeof *elements);
    for (uint64_t element = 0; elements && element < count; element++) elements[element] = 1;
    void *full = elements;
    status = GxB_Matrix_import_FullR(
        dense[index], GrB_FP32, heights[index], channels, &full, count * sizeof *elements, false, NULL);
  }
  return status;
}

/// Adds the product of matrix and source to the target.
static inline int bare_product_run(const bare_product *product) {
  return GrB_mxm(
      product->target, NULL, GrB_PLUS_FP32, GrB_PLUS_TIMES_SEMIRING_FP32, product->matrix,
      product->source, NULL);
}
