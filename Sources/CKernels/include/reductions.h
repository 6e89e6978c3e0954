// Included by CKernels.h once for each scalar type.
//
// Sums are accumulated in double, in sixteen lanes whose order of combination is fixed: the
// result depends on the numbers and their count, never on the processor.

double KERNEL(sum)(const SCALAR *x, size_t count);
double KERNEL(dot)(const SCALAR *a, const SCALAR *b, size_t count);
double KERNEL(sum_of_squares)(const SCALAR *x, size_t count);

// 1 if no element is infinite or NaN, else 0.
int KERNEL(all_finite)(const SCALAR *x, size_t count);
// The largest |x|; 0 for an empty array, NaN if any element is NaN.
double KERNEL(max_abs)(const SCALAR *x, size_t count);

// Sum over the middle axis of x: [outer, axis, inner]; out: [outer, inner].
void KERNEL(sum_axis)(const SCALAR *x, size_t outer, size_t axis, size_t inner, SCALAR *out);
// sums[j] += sum over i of x[i, j], for x: [rows, columns], one row after the other.
void KERNEL(add_column_sums)(const SCALAR *x, size_t rows, size_t columns, double *sums);
// Largest element along the middle axis, and the first position that holds it (`argument` may
// be null). A NaN counts as the largest. `axis` must not be 0.
void KERNEL(max_axis)(
    const SCALAR *x, size_t outer, size_t axis, size_t inner, SCALAR *out, int64_t *argument);

// The weighted square error of a step, sum of (e / (atol + rtol * max(|y0|, |y1|)))^2.
// An element with e = 0 adds 0. Any infinite or NaN element of y0, y1 or e makes the result
// infinite or NaN.
double KERNEL(error_ratio)(
    const SCALAR *error, const SCALAR *y0, const SCALAR *y1, double absolute_tolerance,
    double relative_tolerance, size_t count);
