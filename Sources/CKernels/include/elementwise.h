// Included by CKernels.h once for each scalar type.
//
// Functions of one array. NaN goes in, NaN comes out. Errors are in units in the last place of
// the result, measured by the tests; results below the normal range may lose bits.

// exp and log: below 1.1 ulp. softplus, tanh and sigmoid: below 3 ulp, relative also near 0.
void KERNEL(exp)(const SCALAR *x, SCALAR *y, size_t count);
void KERNEL(log)(const SCALAR *x, SCALAR *y, size_t count);
void KERNEL(softplus)(const SCALAR *x, SCALAR *y, size_t count);  // log(1 + exp(x))
void KERNEL(tanh)(const SCALAR *x, SCALAR *y, size_t count);
void KERNEL(sigmoid)(const SCALAR *x, SCALAR *y, size_t count);  // 1 / (1 + exp(-x))

// Correctly rounded.
void KERNEL(sqrt)(const SCALAR *x, SCALAR *y, size_t count);
void KERNEL(square)(const SCALAR *x, SCALAR *y, size_t count);
void KERNEL(abs)(const SCALAR *x, SCALAR *y, size_t count);
void KERNEL(negate)(const SCALAR *x, SCALAR *y, size_t count);
void KERNEL(relu)(const SCALAR *x, SCALAR *y, size_t count);

// x where x >= 0, slope * x elsewhere.
void KERNEL(leaky_relu)(const SCALAR *x, SCALAR *y, size_t count, SCALAR slope);
// x where x >= 0, alpha * (exp(x) - 1) elsewhere.
void KERNEL(elu)(const SCALAR *x, SCALAR *y, size_t count, SCALAR alpha);
// The nearest number in low...high.
void KERNEL(clamp)(const SCALAR *x, SCALAR *y, size_t count, SCALAR low, SCALAR high);

// Pullbacks: out = upstream * dy/dx. `x` is the saved input, `y` the saved output. Those of relu,
// leaky_relu and clamp choose a factor by x, and so pass a NaN on from upstream only.

void KERNEL(exp_pullback)(const SCALAR *y, const SCALAR *upstream, SCALAR *out, size_t count);
void KERNEL(tanh_pullback)(const SCALAR *y, const SCALAR *upstream, SCALAR *out, size_t count);
void KERNEL(sigmoid_pullback)(const SCALAR *y, const SCALAR *upstream, SCALAR *out, size_t count);
// upstream / (2 y): infinite at y = 0, as the derivative is, and NaN there if upstream is 0.
void KERNEL(sqrt_pullback)(const SCALAR *y, const SCALAR *upstream, SCALAR *out, size_t count);

void KERNEL(log_pullback)(const SCALAR *x, const SCALAR *upstream, SCALAR *out, size_t count);
void KERNEL(square_pullback)(const SCALAR *x, const SCALAR *upstream, SCALAR *out, size_t count);
void KERNEL(softplus_pullback)(const SCALAR *x, const SCALAR *upstream, SCALAR *out, size_t count);
// 0 at x = 0.
void KERNEL(abs_pullback)(const SCALAR *x, const SCALAR *upstream, SCALAR *out, size_t count);
// 0 at x = 0.
void KERNEL(relu_pullback)(const SCALAR *x, const SCALAR *upstream, SCALAR *out, size_t count);
// slope * upstream at x = 0.
void KERNEL(leaky_relu_pullback)(
    const SCALAR *x, const SCALAR *upstream, SCALAR *out, size_t count, SCALAR slope);
// alpha * upstream at x = 0.
void KERNEL(elu_pullback)(
    const SCALAR *x, const SCALAR *upstream, SCALAR *out, size_t count, SCALAR alpha);
// upstream where low <= x <= high, 0 elsewhere.
void KERNEL(clamp_pullback)(
    const SCALAR *x, const SCALAR *upstream, SCALAR *out, size_t count, SCALAR low, SCALAR high);
