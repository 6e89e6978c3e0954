// Included by products_sparse_template.h once for each kind of vector.
//
// A walk over rows sums `count` vectors of a row at once, `apart` elements from one to the next. Few
// vectors have two chains of sums, of which one goes on while the other waits. `count` is constant at
// every call, so that sums are registers.

typedef struct {
  VECTOR chain[2][4];
} VECTOR_HELPER(sums);

#define CHAINS(count) ((count) > 2 ? 1 : 2)

INLINE void VECTOR_HELPER(begin)(
    const HELPER(walk) *w, VECTOR_HELPER(sums) *sums, size_t row, const int count, size_t apart) {
  UNROLLED
  for (int j = 0; j < count; j++) {
    sums->chain[0][j] = sums->chain[1][j] = (VECTOR){0};
    if (w->start) {
      memcpy(&sums->chain[0][j], w->start + row * w->start_row + j * apart, sizeof(VECTOR));
    }
  }
}

INLINE void VECTOR_HELPER(end)(
    const HELPER(walk) *w, VECTOR_HELPER(sums) *sums, size_t row, const int count, size_t apart) {
  UNROLLED
  for (int j = 0; j < count; j++) {
    if (CHAINS(count) > 1) { sums->chain[0][j] += sums->chain[1][j]; }
    memcpy(w->y + row * w->y_row + j * apart, &sums->chain[0][j], sizeof(VECTOR));
  }
}

// Adds the term of an entry.
INLINE void VECTOR_HELPER(add)(
    const HELPER(walk) *w, VECTOR *chain, size_t entry, SCALAR value, const int count, size_t apart) {
  const SCALAR *source = w->x + w->columns[entry] * w->x_row;
  UNROLLED
  for (int j = 0; j < count; j++) {
    VECTOR term;
    memcpy(&term, source + j * apart, sizeof(VECTOR));
    chain[j] += (value - (VECTOR){0}) * term;
  }
}

INLINE void VECTOR_HELPER(walk)(const HELPER(walk) *w, const int count, size_t apart) {
  const int second = CHAINS(count) - 1;
  for (size_t i = 0; i < w->rows; i++) {
    VECTOR_HELPER(sums) s;
    VECTOR_HELPER(begin)(w, &s, i, count, apart);
    size_t e = w->offsets[i];
    const size_t end = w->offsets[i + 1];
    for (; e + 2 <= end; e += 2) {
      VECTOR_HELPER(add)(w, s.chain[0], e, w->values[e], count, apart);
      VECTOR_HELPER(add)(w, s.chain[second], e + 1, w->values[e + 1], count, apart);
    }
    if (e < end) {
      VECTOR_HELPER(add)(w, s.chain[0], e, w->values[e], count, apart);
    }
    VECTOR_HELPER(end)(w, &s, i, count, apart);
  }
}

// From one kept entry to the next.
INLINE void VECTOR_HELPER(walk_kept)(const HELPER(walk) *w, const int count, size_t apart) {
  const int second = CHAINS(count) - 1;
  for (size_t i = 0; i < w->rows; i++) {
    VECTOR_HELPER(sums) s;
    VECTOR_HELPER(begin)(w, &s, i, count, apart);
    const size_t end = w->offsets[i + 1];
    for (size_t e = w->offsets[i]; e < end;) {
      // The bits of this row in a word, and as many of its entries.
      const size_t first = e / 64 * 64;
      uint64_t bits = w->kept[e / 64] >> e % 64 << e % 64;
      e = first + 64;
      if (e > end) {
        bits = bits << (e - end) >> (e - end);
        e = end;
      }
      int left = __builtin_popcountll(bits);
#define NEXT(chain)                                                                   \
  {                                                                                   \
    const size_t entry = first + (size_t)__builtin_ctzll(bits);                       \
    bits &= bits - 1;                                                                 \
    VECTOR_HELPER(add)(w, chain, entry, w->values[entry] * w->factor, count, apart); \
  }
      for (; left >= 2; left -= 2) { NEXT(s.chain[0]) NEXT(s.chain[second]) }
      if (left > 0) { NEXT(s.chain[0]) }
#undef NEXT
    }
    VECTOR_HELPER(end)(w, &s, i, count, apart);
  }
}

// Over all entries, where values that are not kept count as zero: bits in disorder are dear to branch on.
INLINE void VECTOR_HELPER(walk_sourced)(const HELPER(walk) *w, const int count, size_t apart) {
  const int second = CHAINS(count) - 1;
  for (size_t i = 0; i < w->rows; i++) {
    VECTOR_HELPER(sums) s;
    VECTOR_HELPER(begin)(w, &s, i, count, apart);
    size_t e = w->offsets[i];
    const size_t end = w->offsets[i + 1];
    for (; e + 2 <= end; e += 2) {
      VECTOR_HELPER(add)(w, s.chain[0], e, HELPER(kept_value)(w, e), count, apart);
      VECTOR_HELPER(add)(w, s.chain[second], e + 1, HELPER(kept_value)(w, e + 1), count, apart);
    }
    if (e < end) { VECTOR_HELPER(add)(w, s.chain[0], e, HELPER(kept_value)(w, e), count, apart); }
    VECTOR_HELPER(end)(w, &s, i, count, apart);
  }
}

#undef CHAINS
#undef VECTOR
#undef VECTOR_HELPER
