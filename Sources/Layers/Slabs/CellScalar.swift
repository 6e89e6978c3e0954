import CKernels
import Tensors

/// The kernels of recurrent cells and diffusion convolutions; each is documented in C, in `gates.h`.
protocol CellScalar: KernelScalar {
  static func gates(
    _ saved: Rows<Self>, block: Int, bias: UnsafePointer<Self>, state: Rows<Self>?,
    resetState: Rows<Self>, rows: Int, channels: Int)

  static func output(
    _ saved: Rows<Self>, block: Int, bias: UnsafePointer<Self>, state: Rows<Self>?,
    observed: Rows<Self>?, _ out: Rows<Self>, rows: Int, channels: Int)

  static func outputPullback(
    _ saved: Rows<Self>, block: Int, state: Rows<Self>?, observed: Rows<Self>?, upstream: Rows<Self>,
    candidateGradient: Rows<Self>, updateGradient: Rows<Self>, stateGradient: Rows<Self>,
    resetState: Rows<Self>, candidateSums: UnsafeMutablePointer<Self>,
    updateSums: UnsafeMutablePointer<Self>, rows: Int, channels: Int)

  static func resetPullback(
    _ saved: Rows<Self>, state: Rows<Self>, resetGradient: Rows<Self>, gateGradient: Rows<Self>,
    stateGradient: Rows<Self>, sums: UnsafeMutablePointer<Self>, rows: Int, channels: Int)

  static func step(
    _ saved: Rows<Self>, block: Int, inputBias: UnsafePointer<Self>, stateBias: UnsafePointer<Self>,
    state: Rows<Self>?, observed: Rows<Self>?, _ out: Rows<Self>, rows: Int, channels: Int)

  static func stepPullback(
    _ saved: Rows<Self>, block: Int, state: Rows<Self>?, observed: Rows<Self>?, upstream: Rows<Self>,
    gradient: Rows<Self>, stateGradient: Rows<Self>, sums: UnsafeMutablePointer<Self>, rows: Int,
    channels: Int)

  static func biased(
    _ input: Rows<Self>, bias: UnsafePointer<Self>, _ out: Rows<Self>, rows: Int, channels: Int)

  static func ratedTanh(
    _ input: Rows<Self>, bias: UnsafePointer<Self>, rate: UnsafePointer<Self>, _ out: Rows<Self>,
    rows: Int, channels: Int)

  static func biasedPullback(
    upstream: Rows<Self>, gradient: Rows<Self>, biasSums: UnsafeMutablePointer<Self>, rows: Int,
    channels: Int)

  static func ratedTanhPullback(
    _ tangents: Rows<Self>, rate: UnsafePointer<Self>, upstream: Rows<Self>, gradient: Rows<Self>,
    biasSums: UnsafeMutablePointer<Self>, rateSums: UnsafeMutablePointer<Self>, rows: Int, channels: Int)

  static func relaxation(
    _ products: Rows<Self>, bias: UnsafePointer<Self>, offset: UnsafePointer<Self>?, state: Rows<Self>,
    _ out: Rows<Self>, rows: Int, channels: Int)

  static func relaxationPullback(
    _ saved: Rows<Self>, state: Rows<Self>, upstream: Rows<Self>, gradient: Rows<Self>,
    biasSums: UnsafeMutablePointer<Self>, offsetSums: UnsafeMutablePointer<Self>?, rows: Int,
    channels: Int)

  static func relaxationDecay(
    _ saved: Rows<Self>, upstream: Rows<Self>, gradient: Rows<Self>, rows: Int, channels: Int)
}
