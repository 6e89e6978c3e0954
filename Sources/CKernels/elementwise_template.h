// Included by for_each_scalar.h once for each scalar type; documented in elementwise.h.

#define EACH(output, expression)              \
  INDEPENDENT                                 \
  for (size_t i = 0; i < count; i++) {        \
    const SCALAR x = input[i];                \
    output[i] = (expression);                 \
  }

#define UNARY(name, expression)                                                            \
  CLONED void KERNEL(name)(const SCALAR *input, SCALAR *output, size_t count) {            \
    EACH(output, expression)                                                               \
  }

UNARY(exp, HELPER(exponential)(x))
UNARY(log, HELPER(logarithm)(x))
UNARY(softplus, HELPER(soft_plus)(x))
UNARY(tanh, HELPER(hyperbolic_tangent)(x))
UNARY(sigmoid, HELPER(logistic)(x))
UNARY(sqrt, HELPER(square_root)(x))
UNARY(square, x * x)
UNARY(abs, HELPER(magnitude)(x))
UNARY(negate, -x)
UNARY(relu, x <= 0 ? 0 : x)

CLONED void KERNEL(leaky_relu)(const SCALAR *input, SCALAR *output, size_t count, SCALAR slope) {
  EACH(output, x >= 0 ? x : slope * x)
}

CLONED void KERNEL(elu)(const SCALAR *input, SCALAR *output, size_t count, SCALAR alpha) {
  EACH(output, x >= 0 ? x : alpha * HELPER(exponential_minus_one)(x > 0 ? 0 : x))
}

CLONED void KERNEL(clamp)(
    const SCALAR *input, SCALAR *output, size_t count, SCALAR low, SCALAR high) {
  EACH(output, x < low ? low : (x > high ? high : x))
}

// In the expressions, `u` is the upstream element, and `x` the saved input or output.
#define PULLBACK_LOOP(expression)             \
  INDEPENDENT                                 \
  for (size_t i = 0; i < count; i++) {        \
    const SCALAR x = saved[i];                \
    const SCALAR u = upstream[i];             \
    output[i] = (expression);                 \
  }

#define PULLBACK(name, expression)                                                         \
  CLONED void KERNEL(name##_pullback)(                                                     \
      const SCALAR *saved, const SCALAR *upstream, SCALAR *output, size_t count) {         \
    PULLBACK_LOOP(expression)                                                              \
  }

PULLBACK(exp, u * x)
PULLBACK(tanh, u * ((1 - x) * (1 + x)))
PULLBACK(sigmoid, u * (x * (1 - x)))
PULLBACK(sqrt, u / (x + x))
PULLBACK(log, u / x)
PULLBACK(square, u * (x + x))
PULLBACK(softplus, u * HELPER(logistic)(x))
PULLBACK(abs, x > 0 ? u : (x < 0 ? -u : x))
PULLBACK(relu, x <= 0 ? 0 : u)

CLONED void KERNEL(leaky_relu_pullback)(
    const SCALAR *saved, const SCALAR *upstream, SCALAR *output, size_t count, SCALAR slope) {
  PULLBACK_LOOP(x > 0 ? u : slope * u)
}

CLONED void KERNEL(elu_pullback)(
    const SCALAR *saved, const SCALAR *upstream, SCALAR *output, size_t count, SCALAR alpha) {
  PULLBACK_LOOP(x > 0 ? u : u * (alpha * HELPER(exponential)(x)))
}

CLONED void KERNEL(clamp_pullback)(
    const SCALAR *saved, const SCALAR *upstream, SCALAR *output, size_t count, SCALAR low,
    SCALAR high) {
  PULLBACK_LOOP(x < low || x > high ? 0 : u)
}

#undef EACH
#undef UNARY
#undef PULLBACK_LOOP
#undef PULLBACK
