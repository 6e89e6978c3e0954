// Included by CKernels.h once for each scalar type.
//
// Products of matrices that are narrow and stay in cache: the rows of a few nodes by the weights of
// a layer. Outputs come in whole panels of 64 bytes; nothing may overlap.

// c[i, j] = sum over k of a[i, k] * b[k, j], added to what is there if `adds`, for i < rows and
// j < columns. Element (i, k) of a is a[i * a_row + s * a_column], where s runs through the spans:
// first, first + 1, ..., first + count - 1 of each, one after the other; row k of b is at
// b + k * b_row. `columns` is a multiple of the elements in 64 bytes. Every element is summed in the
// order of k, in one rounding a term where the processor can.
void KERNEL(panel_product)(
    const SCALAR *a, size_t a_row, size_t a_column, const graphode_span *spans, size_t span_count,
    const SCALAR *b, size_t b_row, SCALAR *c, size_t c_row, size_t rows, size_t columns, int adds);

// y[i, :] = sum over the entries e of row i of values[e] * x[columns[e], :], added to what is there
// if `adds`. The matrix is in CSR form: the entries of row i are offsets[i] ..< offsets[i + 1]. Rows of
// x and y are x_row and y_row apart, and `width` is a multiple of the elements in 64 bytes.
void KERNEL(walk_rows)(
    const uint64_t *offsets, const uint64_t *columns, const SCALAR *values, size_t rows,
    const SCALAR *x, size_t x_row, SCALAR *y, size_t y_row, size_t width, int adds);
