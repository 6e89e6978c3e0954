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

#define TEMPLATE "random_template.h"
#include "for_each_scalar.h"
