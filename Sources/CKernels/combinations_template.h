// Included by for_each_scalar.h once for each scalar type; documented in combinations.h.

// `term_count` is a constant at every call, so that the inner loop disappears.
INLINE void HELPER(combine)(
    const SCALAR *base, const SCALAR *c, const SCALAR *const *terms, const size_t term_count,
    SCALAR *out, size_t count) {
  const SCALAR *t[8] = {0};
  for (size_t k = 0; k < term_count; k++) { t[k] = terms[k]; }
  INDEPENDENT
  for (size_t i = 0; i < count; i++) {
    SCALAR sum = base ? base[i] : 0;
    if (term_count > 0) { sum += c[0] * t[0][i]; }
    if (term_count > 1) { sum += c[1] * t[1][i]; }
    if (term_count > 2) { sum += c[2] * t[2][i]; }
    if (term_count > 3) { sum += c[3] * t[3][i]; }
    if (term_count > 4) { sum += c[4] * t[4][i]; }
    if (term_count > 5) { sum += c[5] * t[5][i]; }
    if (term_count > 6) { sum += c[6] * t[6][i]; }
    if (term_count > 7) { sum += c[7] * t[7][i]; }
    out[i] = sum;
  }
}

INLINE void HELPER(combine_up_to_eight)(
    const SCALAR *base, const SCALAR *c, const SCALAR *const *terms, size_t term_count, SCALAR *out,
    size_t count) {
  switch (term_count) {
    case 0: HELPER(combine)(base, c, terms, 0, out, count); break;
    case 1: HELPER(combine)(base, c, terms, 1, out, count); break;
    case 2: HELPER(combine)(base, c, terms, 2, out, count); break;
    case 3: HELPER(combine)(base, c, terms, 3, out, count); break;
    case 4: HELPER(combine)(base, c, terms, 4, out, count); break;
    case 5: HELPER(combine)(base, c, terms, 5, out, count); break;
    case 6: HELPER(combine)(base, c, terms, 6, out, count); break;
    case 7: HELPER(combine)(base, c, terms, 7, out, count); break;
    default: HELPER(combine)(base, c, terms, 8, out, count); break;
  }
}

CLONED void KERNEL(linear_combination)(
    const SCALAR *base, const double *coefficients, const SCALAR *const *terms, size_t term_count,
    SCALAR *out, size_t count) {
  do {
    const size_t width = term_count < 8 ? term_count : 8;
    SCALAR c[8] = {0};
    for (size_t k = 0; k < width; k++) { c[k] = (SCALAR)coefficients[k]; }
    if (base) {
      HELPER(combine_up_to_eight)(base, c, terms, width, out, count);
    } else {
      HELPER(combine_up_to_eight)(NULL, c, terms, width, out, count);
    }
    base = out;
    coefficients += width;
    terms += width;
    term_count -= width;
  } while (term_count > 0);
}

CLONED void KERNEL(add_scaled)(SCALAR *y, double coefficient, const SCALAR *x, size_t count) {
  const SCALAR c = (SCALAR)coefficient;
  INDEPENDENT
  for (size_t i = 0; i < count; i++) { y[i] += c * x[i]; }
}

CLONED void KERNEL(scale)(SCALAR *y, double coefficient, size_t count) {
  const SCALAR c = (SCALAR)coefficient;
  INDEPENDENT
  for (size_t i = 0; i < count; i++) { y[i] *= c; }
}

CLONED void KERNEL(scaled_copy)(const SCALAR *x, double coefficient, SCALAR *y, size_t count) {
  const SCALAR c = (SCALAR)coefficient;
  INDEPENDENT
  for (size_t i = 0; i < count; i++) { y[i] = c * x[i]; }
}

CLONED void KERNEL(fill)(SCALAR *y, double value, size_t count) {
  const SCALAR c = (SCALAR)value;
  for (size_t i = 0; i < count; i++) { y[i] = c; }
}

CLONED void KERNEL(add_constant)(const SCALAR *x, double value, SCALAR *y, size_t count) {
  const SCALAR c = (SCALAR)value;
  INDEPENDENT
  for (size_t i = 0; i < count; i++) { y[i] = x[i] + c; }
}
