// Conversions between the scalar types; no overlap.
#pragma once

#include <stddef.h>

void graphode_convert_f32_to_f64(const float *x, double *y, size_t count);
void graphode_convert_f64_to_f32(const double *x, float *y, size_t count);
