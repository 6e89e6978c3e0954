// Philox4x32-10, inlined into the kernels that use it.
#pragma once

#include "kernel_support.h"

// Ten rounds; the constants are those of the paper (multipliers from its table 2; the key
// schedule's increments are the golden ratio and sqrt(3) - 1).
INLINE void philox_rounds(
    uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3, uint32_t k0, uint32_t k1, uint64_t *low,
    uint64_t *high) {
#define ROUND                                                    \
  {                                                              \
    const uint64_t p0 = (uint64_t)0xD2511F53 * c0;               \
    const uint64_t p1 = (uint64_t)0xCD9E8D57 * c2;               \
    c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;                         \
    c1 = (uint32_t)p1;                                           \
    c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;                         \
    c3 = (uint32_t)p0;                                           \
    k0 += 0x9E3779B9;                                            \
    k1 += 0xBB67AE85;                                            \
  }
  ROUND ROUND ROUND ROUND ROUND ROUND ROUND ROUND ROUND ROUND
#undef ROUND
  *low = (uint64_t)c1 << 32 | c0;
  *high = (uint64_t)c3 << 32 | c2;
}

// The two words of each of `count` blocks.
INLINE void philox_blocks(
    uint64_t key, uint64_t stream, uint64_t first_block, size_t count, uint64_t *words) {
  INDEPENDENT
  for (size_t b = 0; b < count; b++) {
    const uint64_t block = first_block + b;
    uint64_t low, high;
    philox_rounds(
        (uint32_t)block, (uint32_t)(block >> 32), (uint32_t)stream, (uint32_t)(stream >> 32),
        (uint32_t)key, (uint32_t)(key >> 32), &low, &high);
    words[2 * b] = low;
    words[2 * b + 1] = high;
  }
}

// Words at a time; fits the first-level cache with what is made of it.
#define TILE_WORDS 256
