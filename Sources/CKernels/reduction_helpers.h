// Included by kernel_support.h once for each scalar type.
//
// Sums in double, in sixteen lanes and a rest, always in the same order.

typedef SCALAR HELPER(octet) __attribute__((vector_size(8 * sizeof(SCALAR))));

// Eight elements from any address, as doubles.
INLINE void HELPER(load)(const SCALAR *x, lanes *out) {
  HELPER(octet) octet;
  memcpy(&octet, x, sizeof octet);
  *out = __builtin_convertvector(octet, lanes);
}

INLINE double HELPER(dot_product)(const SCALAR *a, const SCALAR *b, size_t count) {
  lanes low = {0}, high = {0}, p, q;
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    HELPER(load)(a + i, &p);
    HELPER(load)(b + i, &q);
    low += p * q;
    HELPER(load)(a + i + 8, &p);
    HELPER(load)(b + i + 8, &q);
    high += p * q;
  }
  double total = sum_of_lanes(&low, &high);
  for (; i < count; i++) { total += (double)a[i] * (double)b[i]; }
  return total;
}

INLINE double HELPER(total)(const SCALAR *x, size_t count) {
  lanes low = {0}, high = {0}, p;
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    HELPER(load)(x + i, &p);
    low += p;
    HELPER(load)(x + i + 8, &p);
    high += p;
  }
  double total = sum_of_lanes(&low, &high);
  for (; i < count; i++) { total += (double)x[i]; }
  return total;
}
