// Normal numbers from uniform ones: G. Box and M. Muller, "A note on the generation of random
// normal deviates", Annals of Mathematical Statistics 29, 1958.
#pragma once

#include "kernel_support.h"

// cos and sin of a quarter-turn-reduced angle |t| <= pi/4, by their Taylor series: below 1 ulp.
INLINE double cosine_reduced(double z) {
  double p = 1.0 / 20922789888000;
  p = p * z - 1.0 / 87178291200;
  p = p * z + 1.0 / 479001600;
  p = p * z - 1.0 / 3628800;
  p = p * z + 1.0 / 40320;
  p = p * z - 1.0 / 720;
  p = p * z + 1.0 / 24;
  p = p * z - 1.0 / 2;
  return 1 + p * z;
}

INLINE double sine_reduced(double t, double z) {
  double p = 1.0 / 355687428096000;
  p = p * z - 1.0 / 1307674368000;
  p = p * z + 1.0 / 6227020800;
  p = p * z - 1.0 / 39916800;
  p = p * z + 1.0 / 362880;
  p = p * z - 1.0 / 5040;
  p = p * z + 1.0 / 120;
  p = p * z - 1.0 / 6;
  return t + t * (p * z);
}

// Turns each pair of words (u, v) into sqrt(-2 log(1 - u)) (cos(2 pi v), sin(2 pi v)).
INLINE void box_muller(const uint64_t *words, size_t pairs, double *normals) {
  INDEPENDENT
  for (size_t i = 0; i < pairs; i++) {
    const double u = (double)(words[2 * i] >> 11) * 0x1p-53;
    const double quarters = (double)(words[2 * i + 1] >> 11) * 0x1p-51;  // 0 ..< 4
    const double radius = square_root_f64(-2 * logarithm_f64(1 - u));
    const double shifted = quarters + 0x1.8p52;
    const double whole = shifted - 0x1.8p52;
    const double t = (quarters - whole) * 0x1.921fb54442d18p0;
    const uint64_t quadrant = bits_of_f64(shifted);
    const double c = cosine_reduced(t * t);
    const double s = sine_reduced(t, t * t);
    const double x = quadrant & 1 ? -s : c;
    const double y = quadrant & 1 ? c : s;
    const double sign = quadrant & 2 ? -radius : radius;
    normals[2 * i] = sign * x;
    normals[2 * i + 1] = sign * y;
  }
}
