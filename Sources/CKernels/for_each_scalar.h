// Includes the file TEMPLATE for float and for double. KERNEL names a public function, HELPER a
// private one.

#define SCALAR float
#define SCALAR_IS_DOUBLE 0
#define KERNEL(name) graphode_##name##_f32
#define HELPER(name) name##_f32
#include TEMPLATE
#undef SCALAR
#undef SCALAR_IS_DOUBLE
#undef KERNEL
#undef HELPER

#define SCALAR double
#define SCALAR_IS_DOUBLE 1
#define KERNEL(name) graphode_##name##_f64
#define HELPER(name) name##_f64
#include TEMPLATE
#undef SCALAR
#undef SCALAR_IS_DOUBLE
#undef KERNEL
#undef HELPER

#undef TEMPLATE
