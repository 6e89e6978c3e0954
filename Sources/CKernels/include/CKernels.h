// Kernels over plain arrays, each for `float` (suffix `_f32`) and `double` (`_f64`).
//
// Every kernel is serial and works on the range that it is given; callers split ranges over
// threads. On x86-64 Linux each kernel is built for AVX-512, AVX2 and the baseline, and the
// loader picks one. Products are never fused into sums behind our back (no contraction), so
// all three give the same bits. The products of dense matrices in products.h are the exception: they
// fuse wherever the processor can, as BLAS does.
//
// Arrays are dense and row-major. Unless a kernel says otherwise, an output may be the very
// same pointer as an input of the same shape, but must not overlap one in any other way.
#pragma once

#include <stddef.h>
#include <stdint.h>

// The columns first ..< first + count of a matrix.
typedef struct {
  size_t first, count;
} graphode_span;

#define SCALAR float
#define KERNEL(name) graphode_##name##_f32
#include "broadcast.h"
#include "combinations.h"
#include "edges.h"
#include "elementwise.h"
#include "gates.h"
#include "optimizers.h"
#include "products.h"
#include "random_fills.h"
#include "recurrences.h"
#include "reductions.h"
#include "rows.h"
#undef SCALAR
#undef KERNEL

#define SCALAR double
#define KERNEL(name) graphode_##name##_f64
#include "broadcast.h"
#include "combinations.h"
#include "edges.h"
#include "elementwise.h"
#include "gates.h"
#include "optimizers.h"
#include "products.h"
#include "random_fills.h"
#include "recurrences.h"
#include "reductions.h"
#include "rows.h"
#undef SCALAR
#undef KERNEL

#include "conversions.h"
#include "parallel.h"
#include "philox.h"
