// Included by CKernels.h once for each scalar type.
//
// Matrices seen as rows.

// Softmax of each row, and its logarithm, with the row's largest element taken out first.
void KERNEL(softmax_rows)(const SCALAR *x, SCALAR *y, size_t rows, size_t columns);
void KERNEL(log_softmax_rows)(const SCALAR *x, SCALAR *y, size_t rows, size_t columns);
// Pullbacks from the output y.
void KERNEL(softmax_rows_pullback)(
    const SCALAR *y, const SCALAR *upstream, SCALAR *out, size_t rows, size_t columns);
void KERNEL(log_softmax_rows_pullback)(
    const SCALAR *y, const SCALAR *upstream, SCALAR *out, size_t rows, size_t columns);

// out[i, :] = x[indices[i], :]
void KERNEL(gather_rows)(
    const SCALAR *x, size_t columns, const int64_t *indices, size_t count, SCALAR *out);
// out[indices[i], :] += x[i, :], in the order of i; `out` must not overlap x.
void KERNEL(scatter_add_rows)(
    const SCALAR *x, size_t columns, const int64_t *indices, size_t count, SCALAR *out);

// out[j * out_stride + i] = x[i * x_stride + j]; no overlap. Dense: x_stride = columns,
// out_stride = rows. A range of rows starts at x + first * x_stride and out + first.
void KERNEL(transpose)(
    const SCALAR *x, size_t x_stride, size_t rows, size_t columns, SCALAR *out, size_t out_stride);
// target[i * target_stride + j] = source[i * source_stride + j]; no overlap.
void KERNEL(copy_block)(
    const SCALAR *source, size_t source_stride, SCALAR *target, size_t target_stride, size_t rows,
    size_t columns);
