// Included by CKernels.h once for each scalar type.
//
// Products of matrices that are narrow and stay in cache: the rows of a few nodes by the weights of
// a layer; and of sparse matrices with dense ones. Nothing may overlap.

// c[i, j] = sum over k of a[i, k] * b[k, j], added to what is there if `adds`, for i < rows and
// j < columns. Element (i, k) of a is a[i * a_row + s * a_column], where s runs through the spans:
// first, first + 1, ..., first + count - 1 of each, one after the other; row k of b is at
// b + k * b_row. `columns` is a multiple of the elements in 64 bytes. Every element is summed in the
// order of k, in one rounding a term where the processor can.
void KERNEL(panel_product)(
    const SCALAR *a, size_t a_row, size_t a_column, const graphode_span *spans, size_t span_count,
    const SCALAR *b, size_t b_row, SCALAR *c, size_t c_row, size_t rows, size_t columns, int adds);

// y[i, :] = start[i * start_row ...] + sum over the entries e of row i of values[e] * x[columns[e], :].
// The matrix is in CSR form: the entries of row i are offsets[i] ..< offsets[i + 1]. Rows of x and y are
// x_row and y_row apart and `width` wide, any number. A null `start` is 0; it may be y itself with its
// stride, or one row for all with stride 0. Terms are added in the order of the entries, but for columns
// that do not fill four panels of 64 bytes the even ones of a row and the odd ones are summed apart.
void KERNEL(walk_rows)(
    const uint64_t *offsets, const uint64_t *columns, const SCALAR *values, size_t rows,
    const SCALAR *x, size_t x_row, const SCALAR *start, size_t start_row, SCALAR *y, size_t y_row,
    size_t width);

// As walk_rows, but only those entries count whose bit is set, each times `factor`. Entry e has the bit
// b = sources[e], or b = e where `sources` is null, which is kept[b / 64] >> b % 64 & 1.
void KERNEL(walk_kept_rows)(
    const uint64_t *offsets, const uint64_t *columns, const SCALAR *values, const uint64_t *kept,
    const uint64_t *sources, SCALAR factor, size_t rows, const SCALAR *x, size_t x_row,
    const SCALAR *start, size_t start_row, SCALAR *y, size_t y_row, size_t width);
