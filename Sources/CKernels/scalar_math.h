// Included by kernel_support.h once for each scalar type.
//
// Branch-free elementary functions that vectorise, from range reduction and power series.

#if SCALAR_IS_DOUBLE
typedef uint64_t HELPER(bits);
#define MANTISSA_BITS 52
#define EXPONENT_BIAS 1023
#define LOWEST_NORMAL DBL_MIN
#define ROUNDING_SHIFT 0x1.8p52  // x + shift - shift rounds x to an integer
#define INTEGER_SHIFT 0x1p52     // its bits, or'ed with an integer, hold shift + integer
#define LN2_HIGH 0x1.62e42feep-1 // exact when multiplied by an exponent
#define LN2_LOW 0x1.a39ef35793c76p-33
#define SUBNORMAL_SCALE 0x1p54
#define SUBNORMAL_EXPONENT 54
#else
typedef uint32_t HELPER(bits);
#define MANTISSA_BITS 23
#define EXPONENT_BIAS 127
#define LOWEST_NORMAL FLT_MIN
#define ROUNDING_SHIFT 0x1.8p23f
#define INTEGER_SHIFT 0x1p23f
#define LN2_HIGH 0x1.63p-1f
#define LN2_LOW -0x1.bd0106p-13f
#define SUBNORMAL_SCALE 0x1p25f
#define SUBNORMAL_EXPONENT 25
#endif
#define BITS HELPER(bits)
#define NUMBER(x) ((SCALAR)(x))

INLINE BITS HELPER(bits_of)(SCALAR x) {
  BITS bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

INLINE SCALAR HELPER(from_bits)(BITS bits) {
  SCALAR x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

INLINE SCALAR HELPER(magnitude)(SCALAR x) {
  const BITS sign = (BITS)1 << (8 * sizeof(BITS) - 1);
  return HELPER(from_bits)(HELPER(bits_of)(x) & ~sign);
}

INLINE SCALAR HELPER(with_sign_of)(SCALAR magnitude, SCALAR x) {
  const BITS sign = (BITS)1 << (8 * sizeof(BITS) - 1);
  return HELPER(from_bits)(HELPER(bits_of)(magnitude) | (HELPER(bits_of)(x) & sign));
}

// The C library's sqrt sets errno, which keeps loops scalar.
INLINE SCALAR HELPER(square_root)(SCALAR x) {
#if defined(__clang__)
  return __builtin_elementwise_sqrt(x);
#elif SCALAR_IS_DOUBLE
  return sqrt(x);
#else
  return sqrtf(x);
#endif
}

// exp(r) - 1 for |r| <= ln(2) / 2, by its Taylor series; the remainder is below 2^-57 (2^-27).
INLINE SCALAR HELPER(expm1_reduced)(SCALAR r) {
#if SCALAR_IS_DOUBLE
  SCALAR p = NUMBER(1.0 / 6227020800);
  p = p * r + NUMBER(1.0 / 479001600);
  p = p * r + NUMBER(1.0 / 39916800);
  p = p * r + NUMBER(1.0 / 3628800);
  p = p * r + NUMBER(1.0 / 362880);
  p = p * r + NUMBER(1.0 / 40320);
  p = p * r + NUMBER(1.0 / 5040);
#else
  SCALAR p = NUMBER(1.0 / 5040);
#endif
  p = p * r + NUMBER(1.0 / 720);
  p = p * r + NUMBER(1.0 / 120);
  p = p * r + NUMBER(1.0 / 24);
  p = p * r + NUMBER(1.0 / 6);
  p = p * r + NUMBER(1.0 / 2);
  return r + r * r * p;
}

// x = n ln(2) + r with a whole n; `shifted` holds n in its low bits.
#define REDUCE_BY_LN2(x)                                                     \
  const SCALAR shifted = (x) * NUMBER(0x1.71547652b82fep0) + ROUNDING_SHIFT; \
  const SCALAR n = shifted - ROUNDING_SHIFT;                                 \
  const SCALAR r = ((x) - n * LN2_HIGH) - n * LN2_LOW;                       \
  const BITS exponent = HELPER(bits_of)(shifted) - HELPER(bits_of)(ROUNDING_SHIFT)

INLINE SCALAR HELPER(power_of_two)(BITS exponent) {
  return HELPER(from_bits)((exponent + EXPONENT_BIAS) << MANTISSA_BITS);
}

// exp(x): error below 1.1 ulp. The power of two is applied in halves, so that neither overflows
// and results below the normal range are rounded once.
INLINE SCALAR HELPER(exponential)(SCALAR x) {
  const SCALAR lowest = SCALAR_IS_DOUBLE ? NUMBER(-746) : NUMBER(-104);
  const SCALAR highest = SCALAR_IS_DOUBLE ? NUMBER(710) : NUMBER(89);
  x = x < lowest ? lowest : x;
  x = x > highest ? highest : x;
  REDUCE_BY_LN2(x);
  const SCALAR shifted_half = n * NUMBER(0.5) + ROUNDING_SHIFT;
  const BITS half = HELPER(bits_of)(shifted_half) - HELPER(bits_of)(ROUNDING_SHIFT);
  const SCALAR e = NUMBER(1) + HELPER(expm1_reduced)(r);
  return (e * HELPER(power_of_two)(half)) * HELPER(power_of_two)(exponent - half);
}

// exp(x) - 1 for x <= 60, with an error below 2 ulp also near 0.
INLINE SCALAR HELPER(exponential_minus_one)(SCALAR x) {
  const SCALAR lowest = NUMBER(-60);
  x = x < lowest ? lowest : x;
  REDUCE_BY_LN2(x);
  const SCALAR power = HELPER(power_of_two)(exponent);
  return power * HELPER(expm1_reduced)(r) + (power - NUMBER(1));
}

// tanh(x) = t / (t + 2) with t = exp(2x) - 1: error below 3 ulp.
INLINE SCALAR HELPER(hyperbolic_tangent)(SCALAR x) {
  const SCALAR limit = SCALAR_IS_DOUBLE ? NUMBER(22) : NUMBER(10);  // 1 from here on
  SCALAR a = HELPER(magnitude)(x);
  a = a > limit ? limit : a;
  const SCALAR t = HELPER(exponential_minus_one)(a + a);
  return HELPER(with_sign_of)(t / (t + NUMBER(2)), x);
}

// 1 / (1 + exp(-x)) without overflow on either side: error below 3 ulp.
INLINE SCALAR HELPER(logistic)(SCALAR x) {
  const SCALAR e = HELPER(exponential)(-HELPER(magnitude)(x));
  return (x < 0 ? e : NUMBER(1)) / (NUMBER(1) + e);
}

// log(1 + e) for 0 <= e <= 1, as 2 artanh(s) with s = e / (2 + e) <= 1/3: error below 2 ulp.
INLINE SCALAR HELPER(log1p_of_unit)(SCALAR e) {
  const SCALAR s = e / (NUMBER(2) + e);
  const SCALAR z = s * s;
#if SCALAR_IS_DOUBLE
  SCALAR p = NUMBER(2.0 / 33);
  p = p * z + NUMBER(2.0 / 31);
  p = p * z + NUMBER(2.0 / 29);
  p = p * z + NUMBER(2.0 / 27);
  p = p * z + NUMBER(2.0 / 25);
  p = p * z + NUMBER(2.0 / 23);
  p = p * z + NUMBER(2.0 / 21);
  p = p * z + NUMBER(2.0 / 19);
  p = p * z + NUMBER(2.0 / 17);
  p = p * z + NUMBER(2.0 / 15);
#else
  SCALAR p = NUMBER(2.0 / 15);
#endif
  p = p * z + NUMBER(2.0 / 13);
  p = p * z + NUMBER(2.0 / 11);
  p = p * z + NUMBER(2.0 / 9);
  p = p * z + NUMBER(2.0 / 7);
  p = p * z + NUMBER(2.0 / 5);
  p = p * z + NUMBER(2.0 / 3);
  return (s + s) + s * (z * p);
}

// log(1 + exp(x)): error below 3 ulp.
INLINE SCALAR HELPER(soft_plus)(SCALAR x) {
  const SCALAR e = HELPER(exponential)(-HELPER(magnitude)(x));
  return (x > 0 ? x : NUMBER(0)) + HELPER(log1p_of_unit)(e);
}

// log(x): error below 1 ulp. With x = 2^k (1 + f), where 1 + f lies between the square roots of
// 1/2 and 2, and s = f / (2 + f): log(1 + f) = 2 artanh(s) = f - f^2/2 + s (f^2/2 + R(s^2)).
INLINE SCALAR HELPER(logarithm)(SCALAR x) {
  const int is_small = x < LOWEST_NORMAL;
  const BITS bits = HELPER(bits_of)(is_small ? x * SUBNORMAL_SCALE : x);
  const BITS root_half = HELPER(bits_of)(NUMBER(0x1.6a09e667f3bcdp-1));
  const BITS moved = bits + (HELPER(bits_of)(NUMBER(1)) - root_half);
  const BITS biased = moved >> MANTISSA_BITS;
  const SCALAR k = HELPER(from_bits)(biased | HELPER(bits_of)(INTEGER_SHIFT))
                   - (INTEGER_SHIFT + EXPONENT_BIAS) - (is_small ? SUBNORMAL_EXPONENT : NUMBER(0));
  const BITS mantissa = moved & (((BITS)1 << MANTISSA_BITS) - 1);
  const SCALAR f = HELPER(from_bits)(mantissa + root_half) - NUMBER(1);
  const SCALAR s = f / (NUMBER(2) + f);
  const SCALAR z = s * s;
#if SCALAR_IS_DOUBLE
  SCALAR p = NUMBER(2.0 / 23);
  p = p * z + NUMBER(2.0 / 21);
  p = p * z + NUMBER(2.0 / 19);
  p = p * z + NUMBER(2.0 / 17);
  p = p * z + NUMBER(2.0 / 15);
  p = p * z + NUMBER(2.0 / 13);
  p = p * z + NUMBER(2.0 / 11);
#else
  SCALAR p = NUMBER(2.0 / 11);
#endif
  p = p * z + NUMBER(2.0 / 9);
  p = p * z + NUMBER(2.0 / 7);
  p = p * z + NUMBER(2.0 / 5);
  p = p * z + NUMBER(2.0 / 3);
  const SCALAR h = NUMBER(0.5) * f * f;
  SCALAR y = k * LN2_HIGH - ((h - (s * (h + z * p) + k * LN2_LOW)) - f);
  y = x == 0 ? -NUMBER(INFINITY) : y;
  y = x < 0 ? NUMBER(NAN) : y;
  return x <= (SCALAR_IS_DOUBLE ? NUMBER(DBL_MAX) : NUMBER(FLT_MAX)) ? y : x;  // +inf, NaN
}

#undef MANTISSA_BITS
#undef EXPONENT_BIAS
#undef LOWEST_NORMAL
#undef ROUNDING_SHIFT
#undef INTEGER_SHIFT
#undef LN2_HIGH
#undef LN2_LOW
#undef SUBNORMAL_SCALE
#undef SUBNORMAL_EXPONENT
#undef REDUCE_BY_LN2
#undef BITS
#undef NUMBER
