// Included by CKernels.h once for each scalar type.
//
// Sums of multiples of arrays. Coefficients are rounded to the scalar type first.

// out = base + sum of coefficients[k] * terms[k], added in the order of k; a null base is 0.
// One pass over memory for each eight terms. `out` may be `base`, but none of the terms.
void KERNEL(linear_combination)(
    const SCALAR *base, const double *coefficients, const SCALAR *const *terms, size_t term_count,
    SCALAR *out, size_t count);

// y += coefficient * x
void KERNEL(add_scaled)(SCALAR *y, double coefficient, const SCALAR *x, size_t count);
// y *= coefficient
void KERNEL(scale)(SCALAR *y, double coefficient, size_t count);
// y = coefficient * x
void KERNEL(scaled_copy)(const SCALAR *x, double coefficient, SCALAR *y, size_t count);
// y = value
void KERNEL(fill)(SCALAR *y, double value, size_t count);
// y += value
void KERNEL(add_constant)(const SCALAR *x, double value, SCALAR *y, size_t count);
