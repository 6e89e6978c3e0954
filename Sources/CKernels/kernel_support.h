// What every kernel file needs.
#pragma once

#include "CKernels.h"

#include <float.h>
#include <math.h>
#include <string.h>

// a * b + c stays two operations in every clone: the same bits on every processor.
#pragma STDC FP_CONTRACT OFF

// One function, three builds, picked by the loader (needs ELF's indirect functions).
#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONED
#endif

// Helpers must be inlined, or they would be built for the baseline only.
#define INLINE static inline __attribute__((always_inline))

// The iterations of the next loop are independent: outputs are inputs or do not overlap them.
#if defined(__clang__)
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define INDEPENDENT _Pragma("GCC ivdep")
#endif

// The next loop is too short for vectors, and for the tests that lead to them.
#if defined(__clang__)
#define NOT_VECTORISED _Pragma("clang loop vectorize(disable)")
#else
#define NOT_VECTORISED
#endif

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

// Eight doubles: the lanes of a reduction. Passed by pointer, since the calling convention of
// vectors differs between processors.
typedef double lanes __attribute__((vector_size(64)));
typedef int64_t lane_bits __attribute__((vector_size(64)));

// The sum of sixteen lanes, in a fixed order.
INLINE double sum_of_lanes(const lanes *low, const lanes *high) {
  const lanes s = *low + *high;
  return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

#define TEMPLATE "scalar_math.h"
#include "for_each_scalar.h"
#define TEMPLATE "reduction_helpers.h"
#include "for_each_scalar.h"
