// Included by CKernels.h once for each scalar type.
//
// One step of a recurrence over a sparse matrix A in CSR form, with all that goes with it in one pass.

// For each row i in first_row ..< last_row, with the rated product
//   m[i, :] = sum over the entries e of row i of values[e] * column_rate[columns[e]] * x[columns[e], :]
//             + diagonal * column_rate[i] * x[i, :]:
//   y[i, :] = product * row_rate[i] * m[i, :] + identity * x[i, :] + previous * y_before[i, :]
//             + term_factor * term[i, :]
//   sum[i, :] += sum_factor * x[i, :]
//   dots[i] += dot_factor * (sum over k of left[i, k] * m[i, k])
// A null rate is 1. What belongs to a null `y`, `term`, `sum` or `left` is left out, and y_before is not read where
// `previous` is 0. All arrays are dense, `width` wide; `y` may be y_before. Pointers are to the starts of whole
// arrays.
typedef struct {
  const uint64_t *offsets, *columns;
  const SCALAR *values, *row_rate, *column_rate, *x, *y_before, *term, *left;
  SCALAR *y, *sum, *dots;
  SCALAR diagonal, product, identity, previous, term_factor, sum_factor, dot_factor;
  size_t width;
} KERNEL(recurrence);

void KERNEL(recurrence_step)(const KERNEL(recurrence) *step, size_t first_row, size_t last_row);
