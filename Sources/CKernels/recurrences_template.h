// Included by for_each_scalar.h once for each scalar type; documented in recurrences.h.

typedef SCALAR HELPER(recurrence_panel) __attribute__((vector_size(64)));
#define PANEL HELPER(recurrence_panel)
#define LANES (64 / sizeof(SCALAR))

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

// `panels` whole panels of each row from a column on, or `tail` elements of a last one that is not whole;
// `panels` is constant at every call.
INLINE void HELPER(recurrence_panels)(
    const KERNEL(recurrence) *s, size_t first_row, size_t last_row, size_t column, const int panels,
    const size_t tail) {
  const size_t width = s->width;
  const size_t bytes = panels == 0 ? tail * sizeof(SCALAR) : sizeof(PANEL);
  const int count = panels == 0 ? 1 : panels;
  for (size_t i = first_row; i < last_row; i++) {
    const size_t own = i * width + column;
    PANEL sums[4], part = {0}, state = {0}, result;
    UNROLLED
    for (int j = 0; j < count; j++) { sums[j] = (PANEL){0}; }
    for (size_t e = s->offsets[i]; e < s->offsets[i + 1]; e++) {
      const size_t neighbour = s->columns[e];
      SCALAR factor = s->values[e];
      if (s->column_rate) { factor *= s->column_rate[neighbour]; }
      const PANEL value = factor - (PANEL){0};
      const SCALAR *source = s->x + neighbour * width + column;
      UNROLLED
      for (int j = 0; j < count; j++) {
        memcpy(&part, source + j * LANES, bytes);
        sums[j] += value * part;
      }
    }
    const SCALAR diagonal = s->column_rate ? s->diagonal * s->column_rate[i] : s->diagonal;
    const SCALAR product = s->row_rate ? s->product * s->row_rate[i] : s->product;
    SCALAR dot = 0;
    UNROLLED
    for (int j = 0; j < count; j++) {
      const size_t place = own + j * LANES;
      memcpy(&state, s->x + place, bytes);
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

CLONED WIDE_VECTORS void KERNEL(recurrence_step)(
    const KERNEL(recurrence) *step, size_t first_row, size_t last_row) {
  const KERNEL(recurrence) s = *step;
  size_t j = 0;
  for (; j + 4 * LANES <= s.width; j += 4 * LANES) {
    HELPER(recurrence_panels)(&s, first_row, last_row, j, 4, 0);
  }
  for (; j + LANES <= s.width; j += LANES) {
    HELPER(recurrence_panels)(&s, first_row, last_row, j, 1, 0);
  }
  if (j < s.width) { HELPER(recurrence_panels)(&s, first_row, last_row, j, 0, s.width - j); }
}

#undef PANEL
#undef LANES
