// Included by for_each_scalar.h once for each scalar type; documented in edges.h.

CLONED void KERNEL(sampled_dots)(
    const uint64_t *offsets, const uint64_t *columns, size_t first_row, size_t last_row,
    const SCALAR *g, const SCALAR *x, size_t width, SCALAR *out) {
  for (size_t i = first_row; i < last_row; i++) {
    for (size_t e = offsets[i]; e < offsets[i + 1]; e++) {
      out[e] = (SCALAR)HELPER(dot_product)(g + i * width, x + columns[e] * width, width);
    }
  }
}

CLONED void KERNEL(scale_entries_by_row)(
    const uint64_t *offsets, size_t first_row, size_t last_row, const SCALAR *values,
    const SCALAR *rate, SCALAR *out) {
  for (size_t i = first_row; i < last_row; i++) {
    const SCALAR factor = rate[i];
    INDEPENDENT
    for (size_t e = offsets[i]; e < offsets[i + 1]; e++) { out[e] = values[e] * factor; }
  }
}

CLONED void KERNEL(sum_entries_by_row)(
    const uint64_t *offsets, size_t first_row, size_t last_row, const SCALAR *values, SCALAR *out) {
  for (size_t i = first_row; i < last_row; i++) {
    out[i] = (SCALAR)HELPER(total)(values + offsets[i], offsets[i + 1] - offsets[i]);
  }
}
