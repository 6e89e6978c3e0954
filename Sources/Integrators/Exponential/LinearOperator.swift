/// A linear map `L` on states, and what solving `dy/dt = L y + b` needs of it.
///
/// Exponential methods multiply by `L`, by its transpose, and ask for gradients of its parameters; they never
/// see its elements. Three products that belong to a polynomial recurrence have versions that an operator may
/// fuse into one pass over memory; those that come by themselves are right, and slower.
public protocol LinearOperator<State>: Sendable {
  /// What the operator maps.
  associatedtype State: StateVector

  /// A gradient of the operator's parameters.
  associatedtype Gradient: AdditiveArithmetic, Sendable

  /// Where the eigenvalues of the operator lie.
  var spectrum: OperatorSpectrum { get }

  /// Replaces `y` by `a L x + b x + c y`, with the factors of a step.
  func advance(_ y: inout State, from x: State, by step: RecurrenceStep)

  /// Replaces `y` by `a Lᵀ x + b x + c y`, with the factors of a step.
  func advanceTransposed(_ y: inout State, from x: State, by step: RecurrenceStep)

  /// Adds the gradient of `factor ⟨left, L right⟩` in the operator's parameters.
  func addGradient(
    of left: State, times factor: Double, at right: State, to gradient: inout Gradient)

  /// Replaces `y` as ``advance(_:from:by:)`` does, and adds `factor · x` to `sum`.
  func advance(
    _ y: inout State, from x: State, by step: RecurrenceStep, adding factor: Double,
    to sum: inout State)

  /// Replaces `y` as ``advance(_:from:by:)`` does, and adds the gradient of `factor ⟨left, L x⟩`.
  func advance(
    _ y: inout State, from x: State, by step: RecurrenceStep, with left: State, times factor: Double,
    to gradient: inout Gradient)

  /// Replaces `y` as ``advanceTransposed(_:from:by:)`` does, and adds `factor · term` to it.
  func advanceTransposed(
    _ y: inout State, from x: State, by step: RecurrenceStep, adding factor: Double, times term: State)

  /// Returns a state in the coordinates that the operator works in; orthonormal ones.
  func coordinates(of state: State) -> State

  /// Returns the state of some coordinates.
  func state(ofCoordinates coordinates: State) -> State
}

/// The factors of `y ← a L x + b x + c y`, a step of a recurrence of three terms.
public struct RecurrenceStep: Sendable, Equatable {
  /// The factor `a` of the product.
  public let product: Double
  /// The factor `b` of the state that is multiplied.
  public let identity: Double
  /// The factor `c` of the state that is replaced; with 0 that is not read.
  public let previous: Double

  /// Creates a step from its factors.
  public init(product: Double, identity: Double = 0, previous: Double = 0) {
    self.product = product
    self.identity = identity
    self.previous = previous
  }
}

extension LinearOperator {
  /// Replaces `y` by a step of the recurrence, and adds `factor · x` to `sum` in a pass of its own.
  public func advance(
    _ y: inout State, from x: State, by step: RecurrenceStep, adding factor: Double,
    to sum: inout State
  ) {
    advance(&y, from: x, by: step)
    sum.add(x, times: factor)
  }

  /// Replaces `y` by a step of the recurrence, and adds a gradient by a product of its own.
  public func advance(
    _ y: inout State, from x: State, by step: RecurrenceStep, with left: State, times factor: Double,
    to gradient: inout Gradient
  ) {
    advance(&y, from: x, by: step)
    addGradient(of: left, times: factor, at: x, to: &gradient)
  }

  /// Replaces `y` by a transposed step of the recurrence, and adds `factor · term` in a pass of its own.
  public func advanceTransposed(
    _ y: inout State, from x: State, by step: RecurrenceStep, adding factor: Double, times term: State
  ) {
    advanceTransposed(&y, from: x, by: step)
    y.add(term, times: factor)
  }

  /// Returns the state itself.
  public func coordinates(of state: State) -> State { state }

  /// Returns the coordinates themselves.
  public func state(ofCoordinates coordinates: State) -> State { coordinates }
}
