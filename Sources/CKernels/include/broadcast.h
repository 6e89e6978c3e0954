// Included by CKernels.h once for each scalar type.
//
// Arithmetic on two matrices, out[i, j] = a[i, j] op b[i, j], with `out` dense.
// Element (i, j) of a is a[i * a_row + j * a_column], where a_column is 0 or 1; likewise b.
//   dense: row = columns, column = 1    one row for all:    row = 0, column = 1
//   scalar: row = 0, column = 0         one column for all: row = 1, column = 0
// `out` may be the same pointer as a dense a or b.

void KERNEL(add)(
    const SCALAR *a, size_t a_row, size_t a_column, const SCALAR *b, size_t b_row, size_t b_column,
    SCALAR *out, size_t rows, size_t columns);
void KERNEL(subtract)(
    const SCALAR *a, size_t a_row, size_t a_column, const SCALAR *b, size_t b_row, size_t b_column,
    SCALAR *out, size_t rows, size_t columns);
void KERNEL(multiply)(
    const SCALAR *a, size_t a_row, size_t a_column, const SCALAR *b, size_t b_row, size_t b_column,
    SCALAR *out, size_t rows, size_t columns);
void KERNEL(divide)(
    const SCALAR *a, size_t a_row, size_t a_column, const SCALAR *b, size_t b_row, size_t b_column,
    SCALAR *out, size_t rows, size_t columns);
