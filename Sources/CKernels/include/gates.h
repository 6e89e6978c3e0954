// Included by CKernels.h once for each scalar type.
//
// What recurrent cells and diffusion convolutions do to each element between their products. A matrix
// `m` has its row i at m + i * m_row, for i < rows; rows hold `channels` elements. A null `observed`
// counts as ones; a null state as zeros. Outputs do not overlap inputs unless they are named as both.

// Cells without memory of their own: saved rows are r | u | c, each `block` elements wide.

// u = sigmoid(u + bias[1]), and with a state r = sigmoid(r + bias[0]) and reset_state = r * state. The
// two biases have `channels` elements each.
void KERNEL(gru_gates)(
    SCALAR *saved, size_t saved_row, size_t block, const SCALAR *bias, const SCALAR *state,
    size_t state_row, SCALAR *reset_state, size_t reset_row, size_t rows, size_t channels);

// c = tanh(c + bias), out = u * state + (1 - u) * c; where observed[i * observed_row] is 0, out = state.
void KERNEL(gru_output)(
    SCALAR *saved, size_t saved_row, size_t block, const SCALAR *bias, const SCALAR *state,
    size_t state_row, const SCALAR *observed, size_t observed_row, SCALAR *out, size_t out_row,
    size_t rows, size_t channels);

// From the gradient in `out`: those before the activations of c and u, whose sums over the rows are
// added to c_sums and u_sums; and with a state its gradient as far as that does not pass through the
// gates, and r * state.
void KERNEL(gru_output_pullback)(
    const SCALAR *saved, size_t saved_row, size_t block, const SCALAR *state, size_t state_row,
    const SCALAR *observed, size_t observed_row, const SCALAR *upstream, size_t upstream_row,
    SCALAR *c_gradient, size_t c_row, SCALAR *u_gradient, size_t u_row, SCALAR *state_gradient,
    size_t gradient_row, SCALAR *reset_state, size_t reset_row, SCALAR *c_sums, SCALAR *u_sums,
    size_t rows, size_t channels);

// From the gradient in r * state: that before the activation of r, whose sums over the rows are added
// to r_sums; its part in the state is added to state_gradient.
void KERNEL(gru_reset_pullback)(
    const SCALAR *saved, size_t saved_row, const SCALAR *state, size_t state_row,
    const SCALAR *reset_gradient, size_t reset_row, SCALAR *r_gradient, size_t r_row,
    SCALAR *state_gradient, size_t gradient_row, SCALAR *r_sums, size_t rows, size_t channels);

// Cells that reset after the product: saved rows are r | u | c | q, each `block` elements wide, and
// c = tanh(c + r * q).

// All of the step, from the sums of products: biases are those of the input, r | u | c, and of the
// state, r | u | q, `channels` elements each.
void KERNEL(gru_step)(
    SCALAR *saved, size_t saved_row, size_t block, const SCALAR *input_bias, const SCALAR *state_bias,
    const SCALAR *state, const SCALAR *observed, SCALAR *out, size_t rows, size_t channels);

// From the gradient in `out`, those before the activations, r | u | c | q as in saved rows, whose
// sums over the rows are added to `sums`, 4 * channels, and that in the state without the gates.
void KERNEL(gru_step_pullback)(
    const SCALAR *saved, size_t saved_row, size_t block, const SCALAR *state, const SCALAR *observed,
    const SCALAR *upstream, SCALAR *gradient, size_t gradient_row, SCALAR *state_gradient,
    size_t state_gradient_row, SCALAR *sums, size_t rows, size_t channels);

// out = x + bias, or with a rate: out = rate * tanh(x + bias), where x becomes the tangent.
void KERNEL(biased_rows)(
    const SCALAR *x, size_t x_row, const SCALAR *bias, SCALAR *out, size_t out_row, size_t rows,
    size_t channels);
void KERNEL(rated_tanh_rows)(
    SCALAR *x, size_t x_row, const SCALAR *bias, const SCALAR *rate, SCALAR *out, size_t out_row,
    size_t rows, size_t channels);

// The gradient before the bias, whose sums over the rows are added to bias_sums. With a rate, x is the
// saved tangent, and the sums of upstream * x are added to rate_sums.
void KERNEL(biased_rows_pullback)(
    const SCALAR *upstream, size_t upstream_row, SCALAR *gradient, size_t gradient_row,
    SCALAR *bias_sums, size_t rows, size_t channels);
void KERNEL(rated_tanh_rows_pullback)(
    const SCALAR *x, size_t x_row, const SCALAR *rate, const SCALAR *upstream, size_t upstream_row,
    SCALAR *gradient, size_t gradient_row, SCALAR *bias_sums, SCALAR *rate_sums, size_t rows,
    size_t channels);

// Gated relaxation: rows of x are z | g, `channels` elements each, as are rows of `offset`, which follow
// each other and may be null, and of `bias`. x becomes z = sigmoid(z + bias + offset) and
// g = tanh(g + bias + offset), and out = z * (g - state).
void KERNEL(relaxation_rows)(
    SCALAR *x, size_t x_row, const SCALAR *bias, const SCALAR *offset, const SCALAR *state,
    size_t state_row, SCALAR *out, size_t out_row, size_t rows, size_t channels);

// The gradient before the activations, z | g, which is added to each row of offset_sums, unless that is
// null, and whose sums over the rows are added to bias_sums.
void KERNEL(relaxation_rows_pullback)(
    const SCALAR *x, size_t x_row, const SCALAR *state, size_t state_row, const SCALAR *upstream,
    size_t upstream_row, SCALAR *gradient, size_t gradient_row, SCALAR *bias_sums,
    SCALAR *offset_sums, size_t rows, size_t channels);

// gradient -= upstream * z: what of the gradient in the state does not pass through the activations.
void KERNEL(relaxation_rows_decay)(
    const SCALAR *x, size_t x_row, const SCALAR *upstream, size_t upstream_row, SCALAR *gradient,
    size_t gradient_row, size_t rows, size_t channels);
