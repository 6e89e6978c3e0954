// Included by for_each_scalar.h once for each scalar type; documented in reductions.h.

CLONED double KERNEL(sum)(const SCALAR *x, size_t count) { return HELPER(total)(x, count); }

CLONED double KERNEL(dot)(const SCALAR *a, const SCALAR *b, size_t count) {
  return HELPER(dot_product)(a, b, count);
}

CLONED double KERNEL(sum_of_squares)(const SCALAR *x, size_t count) {
  return HELPER(dot_product)(x, x, count);
}

// Without its sign bit, a number's pattern orders as an integer: numbers, infinity, NaN.
#if SCALAR_IS_DOUBLE
typedef int64_t HELPER(pattern);
#else
typedef int32_t HELPER(pattern);
#endif

INLINE HELPER(pattern) HELPER(largest_magnitude)(const SCALAR *x, size_t count) {
  HELPER(pattern) largest = 0;
  for (size_t i = 0; i < count; i++) {
    const HELPER(pattern) bits = (HELPER(pattern))HELPER(bits_of)(HELPER(magnitude)(x[i]));
    largest = bits > largest ? bits : largest;
  }
  return largest;
}

CLONED int KERNEL(all_finite)(const SCALAR *x, size_t count) {
  const HELPER(pattern) infinity = (HELPER(pattern))HELPER(bits_of)((SCALAR)INFINITY);
  const size_t block = 4096;
  for (size_t i = 0; i < count; i += block) {
    const size_t size = count - i < block ? count - i : block;
    if (HELPER(largest_magnitude)(x + i, size) >= infinity) { return 0; }
  }
  return 1;
}

CLONED double KERNEL(max_abs)(const SCALAR *x, size_t count) {
  return HELPER(from_bits)((HELPER(bits))HELPER(largest_magnitude)(x, count));
}

// Adds `count` columns of rows that lie `stride` apart, each in the order of its rows.
INLINE void HELPER(add_rows)(
    const SCALAR *x, size_t rows, size_t stride, size_t count, double *sums) {
  lanes low, high, part;
  size_t j = 0;
  for (; j + 16 <= count; j += 16) {
    memcpy(&low, sums + j, sizeof low);
    memcpy(&high, sums + j + 8, sizeof high);
    for (size_t i = 0; i < rows; i++) {
      HELPER(load)(x + i * stride + j, &part);
      low += part;
      HELPER(load)(x + i * stride + j + 8, &part);
      high += part;
    }
    memcpy(sums + j, &low, sizeof low);
    memcpy(sums + j + 8, &high, sizeof high);
  }
  // Eight columns at once, of which some may be those of the next row and do not count.
  const size_t end = rows > 0 ? (rows - 1) * stride + count : 0;
  for (; j < count; j += 8) {
    const size_t here = count - j < 8 ? count - j : 8;
    double eight[8] = {0};
    memcpy(eight, sums + j, here * sizeof(double));
    memcpy(&low, eight, sizeof low);
    size_t i = 0;
    for (; i < rows && i * stride + j + 8 <= end; i++) {
      HELPER(load)(x + i * stride + j, &part);
      low += part;
    }
    memcpy(eight, &low, sizeof low);
    for (; i < rows; i++) {
      for (size_t k = 0; k < here; k++) { eight[k] += (double)x[i * stride + j + k]; }
    }
    memcpy(sums + j, eight, here * sizeof(double));
  }
}

CLONED void KERNEL(sum_axis)(
    const SCALAR *x, size_t outer, size_t axis, size_t inner, SCALAR *out) {
  if (inner == 1) {
    for (size_t o = 0; o < outer; o++) { out[o] = (SCALAR)HELPER(total)(x + o * axis, axis); }
    return;
  }
  for (size_t o = 0; o < outer; o++) {
    for (size_t first = 0; first < inner; first += 64) {
      const size_t width = inner - first < 64 ? inner - first : 64;
      double sums[64] = {0};
      HELPER(add_rows)(x + o * axis * inner + first, axis, inner, width, sums);
      for (size_t j = 0; j < width; j++) { out[o * inner + first + j] = (SCALAR)sums[j]; }
    }
  }
}

CLONED void KERNEL(add_column_sums)(const SCALAR *x, size_t rows, size_t columns, double *sums) {
  HELPER(add_rows)(x, rows, columns, columns, sums);
}

CLONED void KERNEL(max_axis)(
    const SCALAR *x, size_t outer, size_t axis, size_t inner, SCALAR *out, int64_t *argument) {
  for (size_t o = 0; o < outer; o++) {
    const SCALAR *slab = x + o * axis * inner;
    for (size_t j = 0; j < inner; j++) {
      SCALAR largest = slab[j];
      size_t position = 0;
      for (size_t k = 1; k < axis && largest == largest; k++) {
        const SCALAR value = slab[k * inner + j];
        if (value > largest || value != value) {
          largest = value;
          position = k;
        }
      }
      out[o * inner + j] = largest;
      if (argument) { argument[o * inner + j] = (int64_t)position; }
    }
  }
}

INLINE void HELPER(add_error_ratio)(
    const SCALAR *error, const SCALAR *y0, const SCALAR *y1, double absolute_tolerance,
    double relative_tolerance, lanes *sum) {
  const lane_bits magnitude = (lane_bits){0} + INT64_MAX;
  lanes e, a, b;
  HELPER(load)(error, &e);
  HELPER(load)(y0, &a);
  HELPER(load)(y1, &b);
  const lane_bits a_bits = (lane_bits)a & magnitude;
  const lane_bits b_bits = (lane_bits)b & magnitude;
  const lane_bits a_is_larger = a_bits > b_bits;  // as in largest_magnitude; NaN wins
  const lanes larger = (lanes)((a_is_larger & a_bits) | (~a_is_larger & b_bits));
  const lanes ratio = e / (absolute_tolerance + relative_tolerance * larger);
  const lanes square = (lanes)((lane_bits)(ratio * ratio) & (lane_bits)(e != 0));
  *sum += square + (larger - larger);  // the difference is NaN for an infinite state
}

CLONED double KERNEL(error_ratio)(
    const SCALAR *error, const SCALAR *y0, const SCALAR *y1, double absolute_tolerance,
    double relative_tolerance, size_t count) {
  lanes low = {0}, high = {0};
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    HELPER(add_error_ratio)(
        error + i, y0 + i, y1 + i, absolute_tolerance, relative_tolerance, &low);
    HELPER(add_error_ratio)(
        error + i + 8, y0 + i + 8, y1 + i + 8, absolute_tolerance, relative_tolerance, &high);
  }
  double total = sum_of_lanes(&low, &high);
  for (; i < count; i += 8) {  // the rest, filled up with zero errors, which add nothing
    const size_t size = (count - i < 8 ? count - i : 8) * sizeof(SCALAR);
    SCALAR e[8] = {0}, a[8] = {0}, b[8] = {0};
    memcpy(e, error + i, size);
    memcpy(a, y0 + i, size);
    memcpy(b, y1 + i, size);
    lanes rest = {0}, none = {0};
    HELPER(add_error_ratio)(e, a, b, absolute_tolerance, relative_tolerance, &rest);
    total += sum_of_lanes(&rest, &none);
  }
  return total;
}
