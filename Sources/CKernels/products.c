#include "kernel_support.h"

// 512-bit vectors are registers of their own in the AVX-512 build, not pairs of half the width.
#if defined(__clang__)
#define WIDE_VECTORS __attribute__((min_vector_width(512)))
#define UNROLLED _Pragma("clang loop unroll(full)")
#define FUSED(a, b, c) __builtin_elementwise_fma(a, b, c)
#else
#define WIDE_VECTORS
#define UNROLLED
#define FUSED(a, b, c) ((a) * (b) + (c))
#endif

#define TEMPLATE "products_template.h"
#include "for_each_scalar.h"

// Which entries a walk over sparse rows adds up.
enum { ALL_ENTRIES, KEPT, KEPT_BY_SOURCE };

#define TEMPLATE "products_sparse_template.h"
#include "for_each_scalar.h"
