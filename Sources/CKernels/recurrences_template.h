// Included by for_each_scalar.h once for each scalar type; documented in recurrences.h.

typedef SCALAR HELPER(recurrence_panel) __attribute__((vector_size(64)));
#define PANEL HELPER(recurrence_panel)
#define LANES (64 / sizeof(SCALAR))
#define AHEAD 8

// The sum of the elements of a panel, in a fixed order.
INLINE SCALAR HELPER(panel_total)(const PANEL *panel) {
  SCALAR parts[LANES];
  memcpy(parts, panel, sizeof parts);
  UNROLLED
  for (size_t half = LANES / 2; half > 0; half /= 2) {
    UNROLLED
    for (size_t k = 0; k < half; k++) { parts[k] += parts[k + half]; }
  }
  return parts[0];
}

// Adds the term of an entry to the sums of a row.
INLINE void HELPER(recurrence_term)(
    const KERNEL(recurrence) *s, PANEL *sums, size_t entry, size_t column, const int count,
    const int is_rated, const size_t bytes) {
  const size_t neighbour = s->columns[entry];
  const SCALAR factor = is_rated ? s->values[entry] * s->column_rate[neighbour] : s->values[entry];
  const SCALAR *source = s->x + neighbour * s->width + column;
  UNROLLED
  for (int j = 0; j < count; j++) {
    PANEL part = {0};
    memcpy(&part, source + j * LANES, bytes);
    sums[j] += (factor - (PANEL){0}) * part;
  }
}

// `count` panels of each row from a column on, of which the first `bytes` bytes count; all but `bytes` are
// constant at every call. A single panel has two chains of sums, of which one goes on while the other waits.
INLINE void HELPER(recurrence_panels)(
    const KERNEL(recurrence) *s, size_t first_row, size_t last_row, size_t column, const int count,
    const int is_rated, const size_t bytes) {
  const size_t width = s->width;
  const size_t last_entry = s->offsets[last_row];
  for (size_t i = first_row; i < last_row; i++) {
    const size_t own = i * width + column;
    PANEL sums[4], others[4], part = {0}, state = {0}, result;
    UNROLLED
    for (int j = 0; j < count; j++) { sums[j] = others[j] = (PANEL){0}; }
    size_t e = s->offsets[i];
    const size_t end = s->offsets[i + 1];
    for (; count == 1 && e + 2 <= end; e += 2) {
      HELPER(recurrence_term)(s, sums, e, column, count, is_rated, bytes);
      HELPER(recurrence_term)(s, others, e + 1, column, count, is_rated, bytes);
    }
    for (; e < end; e++) {
      // Wide rows of x may be far away: they come nearer while those before them are added.
      if (count == 4 && e + AHEAD < last_entry) {
        const SCALAR *later = s->x + s->columns[e + AHEAD] * width + column;
        UNROLLED
        for (int j = 0; j < count; j++) { __builtin_prefetch(later + j * LANES); }
      }
      HELPER(recurrence_term)(s, sums, e, column, count, is_rated, bytes);
    }
    const SCALAR diagonal = is_rated ? s->diagonal * s->column_rate[i] : s->diagonal;
    const SCALAR product = s->row_rate ? s->product * s->row_rate[i] : s->product;
    SCALAR dot = 0;
    UNROLLED
    for (int j = 0; j < count; j++) {
      const size_t place = own + j * LANES;
      memcpy(&state, s->x + place, bytes);
      if (count == 1) { sums[j] += others[j]; }
      sums[j] += diagonal * state;
      if (s->y) {
        result = product * sums[j] + s->identity * state;
        if (s->previous != 0) {
          memcpy(&part, s->y_before + place, bytes);
          result += s->previous * part;
        }
        if (s->term) {
          memcpy(&part, s->term + place, bytes);
          result += s->term_factor * part;
        }
        memcpy(s->y + place, &result, bytes);
      }
      if (s->sum) {
        memcpy(&part, s->sum + place, bytes);
        part += s->sum_factor * state;
        memcpy(s->sum + place, &part, bytes);
      }
      if (s->left) {
        PANEL left = {0};
        memcpy(&left, s->left + place, bytes);
        left *= sums[j];
        dot += HELPER(panel_total)(&left);
      }
    }
    if (s->left) { s->dots[i] += s->dot_factor * dot; }
  }
}

INLINE void HELPER(recurrence_columns)(
    const KERNEL(recurrence) *s, size_t first_row, size_t last_row, const int is_rated) {
  size_t j = 0;
  for (; j + 4 * LANES <= s->width; j += 4 * LANES) {
    HELPER(recurrence_panels)(s, first_row, last_row, j, 4, is_rated, sizeof(PANEL));
  }
  for (; j + LANES <= s->width; j += LANES) {
    HELPER(recurrence_panels)(s, first_row, last_row, j, 1, is_rated, sizeof(PANEL));
  }
  if (j < s->width) {
    HELPER(recurrence_panels)(s, first_row, last_row, j, 1, is_rated, (s->width - j) * sizeof(SCALAR));
  }
}

// Where rows are wide, a few of them go through all columns before the next, while the rows of x that they share
// are at hand.
INLINE void HELPER(recurrence_blocks)(
    const KERNEL(recurrence) *s, size_t first_row, size_t last_row, const int is_rated) {
  const size_t block = s->width > 4 * LANES ? 16 : last_row - first_row;
  for (size_t row = first_row; row < last_row; row += block) {
    const size_t end = last_row - row < block ? last_row : row + block;
    HELPER(recurrence_columns)(s, row, end, is_rated);
  }
}

CLONED WIDE_VECTORS void KERNEL(recurrence_step)(
    const KERNEL(recurrence) *step, size_t first_row, size_t last_row) {
  const KERNEL(recurrence) s = *step;
  if (s.column_rate) {
    HELPER(recurrence_blocks)(&s, first_row, last_row, 1);
  } else {
    HELPER(recurrence_blocks)(&s, first_row, last_row, 0);
  }
}

#undef PANEL
#undef LANES
#undef AHEAD
