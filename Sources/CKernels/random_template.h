// Included by for_each_scalar.h once for each scalar type; documented in random_fills.h.

CLONED void KERNEL(philox_uniform)(
    uint64_t key, uint64_t stream, uint64_t first, SCALAR low, SCALAR high, SCALAR *out,
    size_t count) {
  const SCALAR width = high - low;
#if SCALAR_IS_DOUBLE
  const double unit = 0x1p-53;
  const int unused_bits = 11;
  const SCALAR last = nextafter(high, low);
#else
  const float unit = 0x1p-24f;
  const int unused_bits = 40;
  const SCALAR last = nextafterf(high, low);
#endif
  uint64_t words[TILE_WORDS];
  while (count > 0) {
    const size_t skipped = first & 1;
    const size_t size = count < TILE_WORDS - skipped ? count : TILE_WORDS - skipped;
    philox_blocks(key, stream, first >> 1, (skipped + size + 1) / 2, words);
    INDEPENDENT
    for (size_t i = 0; i < size; i++) {
      const SCALAR x = low + width * ((SCALAR)(words[skipped + i] >> unused_bits) * unit);
      out[i] = x < high ? x : last;  // the sum may round up
    }
    out += size;
    first += size;
    count -= size;
  }
}

CLONED void KERNEL(philox_keep_mask)(
    uint64_t key, uint64_t stream, uint64_t first, double keep, SCALAR scale, SCALAR *out,
    size_t count) {
  const uint64_t limit = keep_limit(keep);
  uint64_t words[TILE_WORDS];
  uint32_t halves[2 * TILE_WORDS];
  while (count > 0) {
    const size_t skipped = first & 3;
    const size_t room = 2 * TILE_WORDS - skipped;
    const size_t size = count < room ? count : room;
    philox_blocks(key, stream, first >> 2, (skipped + size + 3) / 4, words);
    halves_of_words(words, (skipped + size + 1) / 2, halves);
    INDEPENDENT
    for (size_t i = 0; i < size; i++) { out[i] = halves[skipped + i] < limit ? scale : 0; }
    out += size;
    first += size;
    count -= size;
  }
}

CLONED void KERNEL(philox_normal)(
    uint64_t key, uint64_t stream, uint64_t first, SCALAR mean, SCALAR deviation, SCALAR *out,
    size_t count) {
  uint64_t words[TILE_WORDS];
  double normals[TILE_WORDS];
  while (count > 0) {
    const size_t skipped = first & 1;
    const size_t size = count < TILE_WORDS - skipped ? count : TILE_WORDS - skipped;
    const size_t pairs = (skipped + size + 1) / 2;
    philox_blocks(key, stream, first >> 1, pairs, words);
    box_muller(words, pairs, normals);
    INDEPENDENT
    for (size_t i = 0; i < size; i++) {
      out[i] = mean + deviation * (SCALAR)normals[skipped + i];
    }
    out += size;
    first += size;
    count -= size;
  }
}
