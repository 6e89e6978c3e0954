public import Integrators
public import Tensors

/// A linear operator beside a mixing of channels: `x ↦ L x + x S` with a symmetric matrix `S`.
///
/// In the eigenbasis of `S = Q diag(s) Qᵀ` the channels of `x Q` do not interact: each follows `L` shifted by its
/// eigenvalue. The operator works in these coordinates, where a product costs one pass more than that of `L`.
/// Its eigenvalues are the sums of those of `L` and of `S`.
public struct MixingOperator<Base: LinearOperator>: LinearOperator where Base.State == Tensor {
  /// A gradient of the parameters of `L` and of the matrix `S`, `[channels, channels]`.
  public struct Gradient: AdditiveArithmetic, Sendable {
    /// The gradient of the parameters of `L`.
    public var base: Base.Gradient
    /// The gradient of `S` in the coordinates of its eigenbasis.
    var mixing: Tensor

    /// No gradient.
    public static var zero: Self { Self(base: .zero, mixing: .zero) }

    /// Returns the sum of both.
    public static func + (left: Self, right: Self) -> Self {
      Self(base: left.base + right.base, mixing: left.mixing + right.mixing)
    }

    /// Returns the difference of both.
    public static func - (left: Self, right: Self) -> Self {
      Self(base: left.base - right.base, mixing: left.mixing - right.mixing)
    }
  }

  let base: Base
  private let shifts: Tensor
  private let extremeShifts: ClosedRange<Double>
  private let basis: Tensor

  /// Creates an operator from `L` and the eigensystem of `S`.
  init(base: Base, shifts: Tensor, basis: Tensor, scalarType: ScalarType) {
    self.base = base
    let extremes = shifts.extremes
    extremeShifts = extremes.lowest...Swift.max(extremes.lowest, extremes.highest)
    self.shifts = shifts.converted(to: scalarType)
    self.basis = basis.converted(to: scalarType)
  }

  /// The sums of the eigenvalues of both parts, where those of `L` are known.
  public var spectrum: OperatorSpectrum {
    guard case .real(let interval) = base.spectrum else { return .general }
    return .real(
      interval.lowerBound + extremeShifts.lowerBound...interval.upperBound + extremeShifts.upperBound)
  }

  /// Replaces `y` by `a (L x + x S) + b x + c y`, in coordinates.
  public func advance(_ y: inout Tensor, from x: Tensor, by step: RecurrenceStep) {
    base.advance(&y, from: x, by: step)
    y.addColumns(of: x, scaledBy: shifts, times: step.product)
  }

  /// Replaces `y` by `a (Lᵀ x + x S) + b x + c y`, in coordinates.
  public func advanceTransposed(_ y: inout Tensor, from x: Tensor, by step: RecurrenceStep) {
    base.advanceTransposed(&y, from: x, by: step)
    y.addColumns(of: x, scaledBy: shifts, times: step.product)
  }

  /// Replaces `y` by `a (L x + x S) + b x + c y`, and adds `factor · x` to `sum`.
  public func advance(
    _ y: inout Tensor, from x: Tensor, by step: RecurrenceStep, adding factor: Double,
    to sum: inout Tensor
  ) {
    base.advance(&y, from: x, by: step, adding: factor, to: &sum)
    y.addColumns(of: x, scaledBy: shifts, times: step.product)
  }

  /// Replaces `y` by `a (L x + x S) + b x + c y`, and adds the gradient of `factor ⟨left, L x + x S⟩`.
  public func advance(
    _ y: inout Tensor, from x: Tensor, by step: RecurrenceStep, with left: Tensor, times factor: Double,
    to gradient: inout Gradient
  ) {
    base.advance(&y, from: x, by: step, with: left, times: factor, to: &gradient.base)
    y.addColumns(of: x, scaledBy: shifts, times: step.product)
    gradient.mixing.addGram(of: x, left, times: factor)
  }

  /// Replaces `y` by `a (Lᵀ x + x S) + b x + c y + factor · term`.
  public func advanceTransposed(
    _ y: inout Tensor, from x: Tensor, by step: RecurrenceStep, adding factor: Double, times term: Tensor
  ) {
    base.advanceTransposed(&y, from: x, by: step, adding: factor, times: term)
    y.addColumns(of: x, scaledBy: shifts, times: step.product)
  }

  /// Adds the gradient of `factor ⟨left, L right + right S⟩`.
  public func addGradient(
    of left: Tensor, times factor: Double, at right: Tensor, to gradient: inout Gradient
  ) {
    base.addGradient(of: left, times: factor, at: right, to: &gradient.base)
    gradient.mixing.addGram(of: right, left, times: factor)
  }

  /// Returns `x Q`.
  public func coordinates(of state: Tensor) -> Tensor {
    state.isShapelessZero ? state : matmul(state, basis)
  }

  /// Returns `z Qᵀ`.
  public func state(ofCoordinates coordinates: Tensor) -> Tensor {
    coordinates.isShapelessZero ? coordinates : matmul(coordinates, basis, transposing: .second)
  }

  /// Returns the gradient of `S` itself.
  func mixingGradient(_ gradient: Gradient) -> Tensor {
    gradient.mixing.isShapelessZero
      ? .zero : matmul(matmul(basis, gradient.mixing), basis, transposing: .second)
  }
}

extension Tensor {
  /// Adds `factor · xᵢⱼ sⱼ` to each element.
  fileprivate mutating func addColumns(of x: Tensor, scaledBy scales: Tensor, times factor: Double) {
    add(x * scales, times: factor)
  }

  /// Adds `factor · xᵀ y`, summed over all axes but the last.
  fileprivate mutating func addGram(of x: Tensor, _ y: Tensor, times factor: Double) {
    if x.isShapelessZero || y.isShapelessZero { return }
    let gram = matmul(x.flattenedRows, y.flattenedRows, transposing: .first).scaled(by: factor)
    if isShapelessZero { self = gram } else { add(gram, times: 1) }
  }

  /// This tensor as a matrix of all its rows.
  private var flattenedRows: Tensor {
    let columns = shape.last ?? 1
    return sharing(shape: [elementCount / Swift.max(columns, 1), columns])
  }
}
