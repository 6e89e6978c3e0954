#include "kernel_support.h"

CLONED void graphode_convert_f32_to_f64(const float *x, double *y, size_t count) {
  INDEPENDENT
  for (size_t i = 0; i < count; i++) { y[i] = (double)x[i]; }
}

CLONED void graphode_convert_f64_to_f32(const double *x, float *y, size_t count) {
  INDEPENDENT
  for (size_t i = 0; i < count; i++) { y[i] = (float)x[i]; }
}
