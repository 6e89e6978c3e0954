// Included by for_each_scalar.h once for each scalar type; documented in products.h.

typedef SCALAR HELPER(panel) __attribute__((vector_size(64)));
#define PANEL HELPER(panel)
#define LANES (64 / sizeof(SCALAR))

typedef struct {
  const SCALAR *a;
  size_t a_row, a_column;
  const graphode_span *spans;
  size_t span_count;
  const SCALAR *b;
  size_t b_row;
  SCALAR *c;
  size_t c_row;
  int adds;
} HELPER(product);

// A tile of `height` rows and `width` panels, both constant at every call, so that its sums are
// registers.
INLINE void HELPER(tile)(
    const HELPER(product) *p, const int height, const int width, const int is_fused, size_t row,
    size_t column) {
  PANEL sums[6][4], right[4];
  SCALAR *c = p->c + row * p->c_row + column;
  UNROLLED
  for (int i = 0; i < height; i++) {
    UNROLLED
    for (int j = 0; j < width; j++) {
      if (p->adds) {
        memcpy(&sums[i][j], c + i * p->c_row + j * LANES, sizeof(PANEL));
      } else {
        // What is only written may be far away: it comes nearer meanwhile.
        __builtin_prefetch(c + i * p->c_row + j * LANES, 1);
        sums[i][j] = (PANEL){0};
      }
    }
  }
  const size_t a_row = p->a_row, a_column = p->a_column, b_row = p->b_row;
  const SCALAR *b = p->b + column;
  for (size_t s = 0; s < p->span_count; s++) {
    const SCALAR *a = p->a + row * a_row + p->spans[s].first * a_column;
    for (size_t k = 0; k < p->spans[s].count; k++) {
      UNROLLED
      for (int j = 0; j < width; j++) { memcpy(&right[j], b + j * LANES, sizeof(PANEL)); }
      UNROLLED
      for (int i = 0; i < height; i++) {
        const PANEL left = a[i * a_row] - (PANEL){0};
        UNROLLED
        for (int j = 0; j < width; j++) {
          sums[i][j] = is_fused ? FUSED(left, right[j], sums[i][j]) : sums[i][j] + left * right[j];
        }
      }
      a += a_column;
      b += b_row;
    }
  }
  UNROLLED
  for (int i = 0; i < height; i++) {
    UNROLLED
    for (int j = 0; j < width; j++) { memcpy(c + i * p->c_row + j * LANES, &sums[i][j], sizeof(PANEL)); }
  }
}

INLINE void HELPER(column_of_tiles)(
    const HELPER(product) *p, const int width, const int is_fused, size_t rows, size_t column) {
  size_t i = 0;
  for (; i + 6 <= rows; i += 6) { HELPER(tile)(p, 6, width, is_fused, i, column); }
  switch (rows - i) {
    case 5: HELPER(tile)(p, 5, width, is_fused, i, column); break;
    case 4: HELPER(tile)(p, 4, width, is_fused, i, column); break;
    case 3: HELPER(tile)(p, 3, width, is_fused, i, column); break;
    case 2: HELPER(tile)(p, 2, width, is_fused, i, column); break;
    case 1: HELPER(tile)(p, 1, width, is_fused, i, column); break;
    default: break;
  }
}

// The widest tile whose sums fit the registers goes first.
INLINE void HELPER(all_tiles)(
    const HELPER(product) *p, const int widest, const int is_fused, size_t rows, size_t columns) {
  size_t j = 0;
  for (; widest >= 4 && j + 4 * LANES <= columns; j += 4 * LANES) {
    HELPER(column_of_tiles)(p, 4, is_fused, rows, j);
  }
  for (; widest >= 2 && j + 2 * LANES <= columns; j += 2 * LANES) {
    HELPER(column_of_tiles)(p, 2, is_fused, rows, j);
  }
  for (; j < columns; j += LANES) { HELPER(column_of_tiles)(p, 1, is_fused, rows, j); }
}

#if defined(__x86_64__)
__attribute__((target("arch=x86-64-v4"))) WIDE_VECTORS static void HELPER(product_v4)(
    const HELPER(product) *p, size_t rows, size_t columns) {
  HELPER(all_tiles)(p, 4, 1, rows, columns);
}

__attribute__((target("arch=x86-64-v3"))) static void HELPER(product_v3)(
    const HELPER(product) *p, size_t rows, size_t columns) {
  HELPER(all_tiles)(p, 1, 1, rows, columns);
}
#endif

void KERNEL(panel_product)(
    const SCALAR *a, size_t a_row, size_t a_column, const graphode_span *spans, size_t span_count,
    const SCALAR *b, size_t b_row, SCALAR *c, size_t c_row, size_t rows, size_t columns, int adds) {
  const HELPER(product) p = {
      .a = a, .a_row = a_row, .a_column = a_column, .spans = spans, .span_count = span_count,
      .b = b, .b_row = b_row, .c = c, .c_row = c_row, .adds = adds};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) {
    HELPER(product_v4)(&p, rows, columns);
  } else if (__builtin_cpu_supports("x86-64-v3")) {
    HELPER(product_v3)(&p, rows, columns);
  } else {
    HELPER(all_tiles)(&p, 1, 0, rows, columns);
  }
#else
  HELPER(all_tiles)(&p, 1, 1, rows, columns);
#endif
}

#undef PANEL
#undef LANES
