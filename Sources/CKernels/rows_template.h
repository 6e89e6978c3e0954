// Included by for_each_scalar.h once for each scalar type; documented in rows.h.

INLINE SCALAR HELPER(largest)(const SCALAR *x, size_t count) {
  SCALAR largest = x[0];
  for (size_t j = 1; j < count; j++) { largest = x[j] > largest ? x[j] : largest; }
  return largest;
}

CLONED void KERNEL(softmax_rows)(const SCALAR *x, SCALAR *y, size_t rows, size_t columns) {
  for (size_t i = 0; i < rows && columns > 0; i++, x += columns, y += columns) {
    const SCALAR largest = HELPER(largest)(x, columns);
    INDEPENDENT
    for (size_t j = 0; j < columns; j++) { y[j] = HELPER(exponential)(x[j] - largest); }
    const SCALAR factor = (SCALAR)(1 / HELPER(total)(y, columns));
    INDEPENDENT
    for (size_t j = 0; j < columns; j++) { y[j] *= factor; }
  }
}

// log(sum of exp(x[j] - largest)), in blocks that stay in cache.
INLINE SCALAR HELPER(log_sum_exp)(const SCALAR *x, size_t columns, SCALAR largest) {
  double total = 0;
  SCALAR powers[256];
  for (size_t first = 0; first < columns; first += 256) {
    const size_t width = columns - first < 256 ? columns - first : 256;
    INDEPENDENT
    for (size_t j = 0; j < width; j++) {
      powers[j] = HELPER(exponential)(x[first + j] - largest);
    }
    total += HELPER(total)(powers, width);
  }
  return HELPER(logarithm)((SCALAR)total);
}

CLONED void KERNEL(log_softmax_rows)(const SCALAR *x, SCALAR *y, size_t rows, size_t columns) {
  for (size_t i = 0; i < rows && columns > 0; i++, x += columns, y += columns) {
    const SCALAR largest = HELPER(largest)(x, columns);
    const SCALAR rest = HELPER(log_sum_exp)(x, columns, largest);
    INDEPENDENT
    for (size_t j = 0; j < columns; j++) { y[j] = (x[j] - largest) - rest; }
  }
}

CLONED void KERNEL(softmax_rows_pullback)(
    const SCALAR *y, const SCALAR *upstream, SCALAR *out, size_t rows, size_t columns) {
  for (size_t i = 0; i < rows; i++, y += columns, upstream += columns, out += columns) {
    const SCALAR mean = (SCALAR)HELPER(dot_product)(y, upstream, columns);
    INDEPENDENT
    for (size_t j = 0; j < columns; j++) { out[j] = y[j] * (upstream[j] - mean); }
  }
}

CLONED void KERNEL(log_softmax_rows_pullback)(
    const SCALAR *y, const SCALAR *upstream, SCALAR *out, size_t rows, size_t columns) {
  for (size_t i = 0; i < rows; i++, y += columns, upstream += columns, out += columns) {
    const SCALAR sum = (SCALAR)HELPER(total)(upstream, columns);
    INDEPENDENT
    for (size_t j = 0; j < columns; j++) {
      out[j] = upstream[j] - HELPER(exponential)(y[j]) * sum;
    }
  }
}

void KERNEL(gather_rows)(
    const SCALAR *x, size_t columns, const int64_t *indices, size_t count, SCALAR *out) {
  for (size_t i = 0; i < count; i++) {
    memcpy(out + i * columns, x + (size_t)indices[i] * columns, columns * sizeof(SCALAR));
  }
}

CLONED void KERNEL(scatter_add_rows)(
    const SCALAR *x, size_t columns, const int64_t *indices, size_t count, SCALAR *out) {
  for (size_t i = 0; i < count; i++) {
    const SCALAR *source = x + i * columns;
    SCALAR *target = out + (size_t)indices[i] * columns;
    INDEPENDENT
    for (size_t j = 0; j < columns; j++) { target[j] += source[j]; }
  }
}

// Tiles of 16 × 16 touch each cache line of both sides once.
CLONED void KERNEL(transpose)(
    const SCALAR *x, size_t x_stride, size_t rows, size_t columns, SCALAR *out, size_t out_stride) {
  const size_t tile = 16;
  for (size_t top = 0; top < rows; top += tile) {
    const size_t bottom = rows - top < tile ? rows : top + tile;
    for (size_t left = 0; left < columns; left += tile) {
      const size_t right = columns - left < tile ? columns : left + tile;
      for (size_t j = left; j < right; j++) {
        for (size_t i = top; i < bottom; i++) { out[j * out_stride + i] = x[i * x_stride + j]; }
      }
    }
  }
}

void KERNEL(copy_block)(
    const SCALAR *source, size_t source_stride, SCALAR *target, size_t target_stride, size_t rows,
    size_t columns) {
  if (source_stride == columns && target_stride == columns) {
    columns *= rows;
    rows = rows > 0;
  }
  // Narrow rows are copied before a call to memcpy would have begun.
  if (columns <= 8) {
    for (size_t i = 0; i < rows; i++) {
      const SCALAR *from = source + i * source_stride;
      SCALAR *to = target + i * target_stride;
      NOT_VECTORISED
      for (size_t j = 0; j < columns; j++) { to[j] = from[j]; }
    }
    return;
  }
  for (size_t i = 0; i < rows; i++) {
    memcpy(target + i * target_stride, source + i * source_stride, columns * sizeof(SCALAR));
  }
}
