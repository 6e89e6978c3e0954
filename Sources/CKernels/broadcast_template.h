// Included by for_each_scalar.h once for each scalar type; documented in broadcast.h.

// One row, with a column stride of 0 or 1 known to the compiler.
#define ROW(a_column, b_column, operation)                                      \
  INDEPENDENT                                                                   \
  for (size_t j = 0; j < columns; j++) {                                        \
    out[i * columns + j] = a_start[j * (a_column)] operation b_start[j * (b_column)]; \
  }

#define BINARY(name, operation)                                                 \
  CLONED void KERNEL(name)(                                                     \
      const SCALAR *a, size_t a_row, size_t a_column, const SCALAR *b,          \
      size_t b_row, size_t b_column, SCALAR *out, size_t rows, size_t columns) { \
    if (HELPER(is_flat)(&a_row, &a_column, columns) &                           \
        HELPER(is_flat)(&b_row, &b_column, columns)) {                          \
      columns *= rows;                                                          \
      rows = 1;                                                                 \
    }                                                                           \
    for (size_t i = 0; i < rows; i++) {                                         \
      const SCALAR *a_start = a + i * a_row;                                    \
      const SCALAR *b_start = b + i * b_row;                                    \
      if (a_column && b_column) {                                               \
        ROW(1, 1, operation)                                                    \
      } else if (a_column) {                                                    \
        const SCALAR b_value = *b_start;                                        \
        b_start = &b_value;                                                     \
        ROW(1, 0, operation)                                                    \
      } else if (b_column) {                                                    \
        const SCALAR a_value = *a_start;                                        \
        a_start = &a_value;                                                     \
        ROW(0, 1, operation)                                                    \
      } else {                                                                  \
        const SCALAR value = *a_start operation *b_start;                       \
        INDEPENDENT                                                             \
        for (size_t j = 0; j < columns; j++) { out[i * columns + j] = value; }  \
      }                                                                         \
    }                                                                           \
  }

// Whether element (i, j) of an operand is the next of one long row, or always the same one. A
// single column is a dense matrix too.
INLINE int HELPER(is_flat)(const size_t *row, size_t *column, size_t columns) {
  if (columns == 1 && *row == 1) { *column = 1; }
  return (*row == columns && *column == 1) || (*row == 0 && *column == 0);
}

BINARY(add, +)
BINARY(subtract, -)
BINARY(multiply, *)
BINARY(divide, /)

#undef ROW
#undef BINARY
