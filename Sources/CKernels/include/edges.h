// Included by CKernels.h once for each scalar type.
//
// Values on the entries of a sparse matrix in CSR form: the entries of row i are
// offsets[i] ..< offsets[i + 1], and entry e lies in column columns[e].

// out[e] = sum over k < width of g[i, k] * x[columns[e], k], for the entries e of the rows i in
// first_row ..< last_row. All pointers are to the start of the whole arrays.
void KERNEL(sampled_dots)(
    const uint64_t *offsets, const uint64_t *columns, size_t first_row, size_t last_row,
    const SCALAR *g, const SCALAR *x, size_t width, SCALAR *out);

// out[e] = values[e] * rate[i] and out[e] = sum over the entries e of row i, same ranges.
void KERNEL(scale_entries_by_row)(
    const uint64_t *offsets, size_t first_row, size_t last_row, const SCALAR *values,
    const SCALAR *rate, SCALAR *out);
void KERNEL(sum_entries_by_row)(
    const uint64_t *offsets, size_t first_row, size_t last_row, const SCALAR *values, SCALAR *out);
