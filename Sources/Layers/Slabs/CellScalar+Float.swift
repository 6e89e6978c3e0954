import CKernels
import Tensors

extension Float: CellScalar {
  static func gates(
    _ saved: Rows<Self>, block: Int, bias: UnsafePointer<Self>, state: Rows<Self>?,
    resetState: Rows<Self>, rows: Int, channels: Int
  ) {
    graphode_gru_gates_f32(
      saved.start, saved.stride, block, bias, state?.start, state?.stride ?? 0, resetState.start,
      resetState.stride, rows, channels)
  }

  static func output(
    _ saved: Rows<Self>, block: Int, bias: UnsafePointer<Self>, state: Rows<Self>?,
    observed: Rows<Self>?, _ out: Rows<Self>, rows: Int, channels: Int
  ) {
    graphode_gru_output_f32(
      saved.start, saved.stride, block, bias, state?.start, state?.stride ?? 0, observed?.start,
      observed?.stride ?? 0, out.start, out.stride, rows, channels)
  }

  static func outputPullback(
    _ saved: Rows<Self>, block: Int, state: Rows<Self>?, observed: Rows<Self>?, upstream: Rows<Self>,
    candidateGradient: Rows<Self>, updateGradient: Rows<Self>, stateGradient: Rows<Self>,
    resetState: Rows<Self>, candidateSums: UnsafeMutablePointer<Self>,
    updateSums: UnsafeMutablePointer<Self>, rows: Int, channels: Int
  ) {
    graphode_gru_output_pullback_f32(
      saved.start, saved.stride, block, state?.start, state?.stride ?? 0, observed?.start,
      observed?.stride ?? 0, upstream.start, upstream.stride, candidateGradient.start,
      candidateGradient.stride, updateGradient.start, updateGradient.stride, stateGradient.start,
      stateGradient.stride, resetState.start, resetState.stride, candidateSums, updateSums, rows,
      channels)
  }

  static func resetPullback(
    _ saved: Rows<Self>, state: Rows<Self>, resetGradient: Rows<Self>, gateGradient: Rows<Self>,
    stateGradient: Rows<Self>, sums: UnsafeMutablePointer<Self>, rows: Int, channels: Int
  ) {
    graphode_gru_reset_pullback_f32(
      saved.start, saved.stride, state.start, state.stride, resetGradient.start, resetGradient.stride,
      gateGradient.start, gateGradient.stride, stateGradient.start, stateGradient.stride, sums, rows,
      channels)
  }

  static func step(
    _ saved: Rows<Self>, block: Int, inputBias: UnsafePointer<Self>, stateBias: UnsafePointer<Self>,
    state: Rows<Self>?, observed: Rows<Self>?, _ out: Rows<Self>, rows: Int, channels: Int
  ) {
    graphode_gru_step_f32(
      saved.start, saved.stride, block, inputBias, stateBias, state?.start, observed?.start, out.start,
      rows, channels)
  }

  static func stepPullback(
    _ saved: Rows<Self>, block: Int, state: Rows<Self>?, observed: Rows<Self>?, upstream: Rows<Self>,
    gradient: Rows<Self>, stateGradient: Rows<Self>, sums: UnsafeMutablePointer<Self>, rows: Int,
    channels: Int
  ) {
    graphode_gru_step_pullback_f32(
      saved.start, saved.stride, block, state?.start, observed?.start, upstream.start, gradient.start,
      gradient.stride, stateGradient.start, stateGradient.stride, sums, rows, channels)
  }

  static func biased(
    _ input: Rows<Self>, bias: UnsafePointer<Self>, _ out: Rows<Self>, rows: Int, channels: Int
  ) {
    graphode_biased_rows_f32(
      input.start, input.stride, bias, out.start, out.stride, rows, channels)
  }

  static func ratedTanh(
    _ input: Rows<Self>, bias: UnsafePointer<Self>, rate: UnsafePointer<Self>, _ out: Rows<Self>,
    rows: Int, channels: Int
  ) {
    graphode_rated_tanh_rows_f32(
      input.start, input.stride, bias, rate, out.start, out.stride, rows, channels)
  }

  static func biasedPullback(
    upstream: Rows<Self>, gradient: Rows<Self>, biasSums: UnsafeMutablePointer<Self>, rows: Int,
    channels: Int
  ) {
    graphode_biased_rows_pullback_f32(
      upstream.start, upstream.stride, gradient.start, gradient.stride, biasSums, rows, channels)
  }

  static func ratedTanhPullback(
    _ tangents: Rows<Self>, rate: UnsafePointer<Self>, upstream: Rows<Self>, gradient: Rows<Self>,
    biasSums: UnsafeMutablePointer<Self>, rateSums: UnsafeMutablePointer<Self>, rows: Int, channels: Int
  ) {
    graphode_rated_tanh_rows_pullback_f32(
      tangents.start, tangents.stride, rate, upstream.start, upstream.stride, gradient.start,
      gradient.stride, biasSums, rateSums, rows, channels)
  }

  static func relaxation(
    _ products: Rows<Self>, bias: UnsafePointer<Self>, offset: UnsafePointer<Self>?, state: Rows<Self>,
    _ out: Rows<Self>, rows: Int, channels: Int
  ) {
    graphode_relaxation_rows_f32(
      products.start, products.stride, bias, offset, state.start, state.stride, out.start, out.stride,
      rows, channels)
  }

  static func relaxationPullback(
    _ saved: Rows<Self>, state: Rows<Self>, upstream: Rows<Self>, gradient: Rows<Self>,
    biasSums: UnsafeMutablePointer<Self>, offsetSums: UnsafeMutablePointer<Self>?, rows: Int,
    channels: Int
  ) {
    graphode_relaxation_rows_pullback_f32(
      saved.start, saved.stride, state.start, state.stride, upstream.start, upstream.stride,
      gradient.start, gradient.stride, biasSums, offsetSums, rows, channels)
  }

  static func relaxationDecay(
    _ saved: Rows<Self>, upstream: Rows<Self>, gradient: Rows<Self>, rows: Int, channels: Int
  ) {
    graphode_relaxation_rows_decay_f32(
      saved.start, saved.stride, upstream.start, upstream.stride, gradient.start, gradient.stride, rows,
      channels)
  }
}
