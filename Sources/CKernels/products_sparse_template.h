// Included by for_each_scalar.h once for each scalar type; documented in products.h.

#define PANEL HELPER(panel)
#define LANES (64 / sizeof(SCALAR))

// What a walk over sparse rows reads and writes; named as the arguments of products.h.
typedef struct {
  const uint64_t *offsets, *columns;
  const SCALAR *values;
  const uint64_t *kept, *sources;
  SCALAR factor;
  size_t rows;
  const SCALAR *x;
  size_t x_row;
  const SCALAR *start;
  size_t start_row;
  SCALAR *y;
  size_t y_row;
} HELPER(walk);

#if SCALAR_IS_DOUBLE
#define WORD uint64_t
#else
#define WORD uint32_t
#endif

// The value of an entry times the factor, or zero if it is not kept.
INLINE SCALAR HELPER(kept_value)(const HELPER(walk) *w, size_t entry) {
  const size_t source = w->sources[entry];
  const WORD is_kept = w->kept[source / 64] >> source % 64 & 1;
  SCALAR value = w->values[entry] * w->factor;
  WORD bits;
  memcpy(&bits, &value, sizeof bits);
  bits &= -is_kept;
  memcpy(&value, &bits, sizeof bits);
  return value;
}

#define VECTOR PANEL
#define VECTOR_HELPER(name) HELPER(name##_whole)
#include "products_sparse_walks.h"

typedef SCALAR HELPER(half_panel) __attribute__((vector_size(32)));
#define VECTOR HELPER(half_panel)
#define VECTOR_HELPER(name) HELPER(name##_half)
#include "products_sparse_walks.h"

typedef SCALAR HELPER(quarter_panel) __attribute__((vector_size(16)));
#define VECTOR HELPER(quarter_panel)
#define VECTOR_HELPER(name) HELPER(name##_quarter)
#include "products_sparse_walks.h"

#if !SCALAR_IS_DOUBLE
typedef SCALAR HELPER(eighth_panel) __attribute__((vector_size(8)));
#define VECTOR HELPER(eighth_panel)
#define VECTOR_HELPER(name) HELPER(name##_eighth)
#include "products_sparse_walks.h"
#endif

typedef SCALAR HELPER(single) __attribute__((vector_size(sizeof(SCALAR))));
#define VECTOR HELPER(single)
#define VECTOR_HELPER(name) HELPER(name##_single)
#include "products_sparse_walks.h"

// Whole panels first; fewer columns than a panel are two vectors that may overlap, in which case both
// write the same.
INLINE void HELPER(walk_columns)(HELPER(walk) w, size_t left, const int kind) {
#define WALK(vectors, count, apart, advance)                               \
  {                                                                        \
    switch (kind) {                                                        \
      case ALL_ENTRIES: HELPER(walk_##vectors)(&w, count, apart); break;   \
      case KEPT: HELPER(walk_kept_##vectors)(&w, count, apart); break;     \
      default: HELPER(walk_sourced_##vectors)(&w, count, apart);           \
    }                                                                      \
    w.x += advance;                                                        \
    w.y += advance;                                                        \
    if (w.start) { w.start += advance; }                                   \
    left -= advance;                                                       \
  }
  while (left >= 4 * LANES) { WALK(whole, 4, LANES, 4 * LANES) }
  if (left >= 2 * LANES) { WALK(whole, 2, LANES, 2 * LANES) }
  if (left >= LANES) { WALK(whole, 1, LANES, LANES) }
  if (left > LANES / 2) {
    WALK(half, 2, left - LANES / 2, left)
  } else if (left == LANES / 2) {
    WALK(half, 1, 0, left)
  } else if (left >= LANES / 4) {
    WALK(quarter, 2, left - LANES / 4, left)
#if !SCALAR_IS_DOUBLE
  } else if (left >= LANES / 8) {
    WALK(eighth, 2, left - LANES / 8, left)
#endif
  } else if (left == 1) {
    WALK(single, 1, 0, left)
  }
#undef WALK
}

// Where rows are wide, a few of them go through all columns before the next, while the rows of x that
// they share pages with are at hand.
INLINE void HELPER(walk_blocks)(const HELPER(walk) *whole, size_t width, const int kind) {
  HELPER(walk) w = *whole;
  const size_t block = width > 4 * LANES ? 16 : w.rows;
  for (size_t left = w.rows; left > 0; left -= w.rows) {
    w.rows = left < block ? left : block;
    HELPER(walk_columns)(w, width, kind);
    w.offsets += w.rows;
    w.y += w.rows * w.y_row;
    if (w.start) { w.start += w.rows * w.start_row; }
  }
}

CLONED WIDE_VECTORS void KERNEL(walk_rows)(
    const uint64_t *offsets, const uint64_t *columns, const SCALAR *values, size_t rows,
    const SCALAR *x, size_t x_row, const SCALAR *start, size_t start_row, SCALAR *y, size_t y_row,
    size_t width) {
  const HELPER(walk) w = {
      .offsets = offsets, .columns = columns, .values = values, .rows = rows, .x = x, .x_row = x_row,
      .start = start, .start_row = start_row, .y = y, .y_row = y_row};
  HELPER(walk_blocks)(&w, width, ALL_ENTRIES);
}

CLONED WIDE_VECTORS void KERNEL(walk_kept_rows)(
    const uint64_t *offsets, const uint64_t *columns, const SCALAR *values, const uint64_t *kept,
    const uint64_t *sources, SCALAR factor, size_t rows, const SCALAR *x, size_t x_row,
    const SCALAR *start, size_t start_row, SCALAR *y, size_t y_row, size_t width) {
  const HELPER(walk) w = {
      .offsets = offsets, .columns = columns, .values = values, .kept = kept, .sources = sources,
      .factor = factor, .rows = rows, .x = x, .x_row = x_row, .start = start, .start_row = start_row,
      .y = y, .y_row = y_row};
  if (sources) {
    HELPER(walk_blocks)(&w, width, KEPT_BY_SOURCE);
  } else {
    HELPER(walk_blocks)(&w, width, KEPT);
  }
}

#undef WORD
#undef PANEL
#undef LANES
