#include "box_muller.h"
#include "philox_words.h"

void graphode_philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]) {
  uint64_t low, high;
  philox_rounds(counter[0], counter[1], counter[2], counter[3], key[0], key[1], &low, &high);
  out[0] = (uint32_t)low;
  out[1] = (uint32_t)(low >> 32);
  out[2] = (uint32_t)high;
  out[3] = (uint32_t)(high >> 32);
}

// Halves below the limit are kept.
INLINE uint64_t keep_limit(double keep) {
  return (uint64_t)((keep < 0 ? 0 : (keep > 1 ? 1 : keep)) * 0x1p32);
}

INLINE void halves_of_words(const uint64_t *words, size_t count, uint32_t *halves) {
  INDEPENDENT
  for (size_t w = 0; w < count; w++) {
    halves[2 * w] = (uint32_t)words[w];
    halves[2 * w + 1] = (uint32_t)(words[w] >> 32);
  }
}

CLONED void graphode_philox_words(
    uint64_t key, uint64_t stream, uint64_t first, uint64_t *out, size_t count) {
  uint64_t words[TILE_WORDS];
  while (count > 0) {
    const size_t skipped = first & 1;
    const size_t width = count < TILE_WORDS - skipped ? count : TILE_WORDS - skipped;
    philox_blocks(key, stream, first >> 1, (skipped + width + 1) / 2, words);
    memcpy(out, words + skipped, width * sizeof(uint64_t));
    out += width;
    first += width;
    count -= width;
  }
}

CLONED void graphode_philox_keep_bits(
    uint64_t key, uint64_t stream, uint64_t first, double keep, uint64_t *bits, size_t count) {
  const uint64_t limit = keep_limit(keep);
  uint64_t words[TILE_WORDS];
  uint32_t halves[2 * TILE_WORDS];
  while (count > 0) {
    const size_t skipped = first & 3;
    const size_t room = skipped == 0 ? 2 * TILE_WORDS : 2 * TILE_WORDS - 64;
    const size_t size = count < room ? count : room;
    philox_blocks(key, stream, first >> 2, (skipped + size + 3) / 4, words);
    halves_of_words(words, (skipped + size + 1) / 2, halves);
    for (size_t i = 0; i < size; i += 64) {
      uint64_t word = 0;
      if (i + 64 <= size) {
        for (size_t b = 0; b < 64; b++) {
          word |= (uint64_t)(halves[skipped + i + b] < limit) << b;
        }
      } else {
        NOT_VECTORISED
        for (size_t b = 0; i + b < size; b++) {
          word |= (uint64_t)(halves[skipped + i + b] < limit) << b;
        }
      }
      *bits++ = word;
    }
    first += size;
    count -= size;
  }
}

#define TEMPLATE "random_template.h"
#include "for_each_scalar.h"
