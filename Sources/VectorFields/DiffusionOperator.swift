public import Graphs
public import Integrators
public import Tensors

/// The linear part of diffusion over a graph: `L = diag(ρ) (Â + ι I) + δ I`.
///
/// `Â` is a normalised adjacency, `ρ` the rate of each node, and `ι` and `δ` are two numbers: −1 and 0 for the field
/// of CGNN's published code, 1 and −1 for that of its paper. With a symmetric `Â` and rates that are not
/// negative, all eigenvalues of `L` are real, since they are those of
/// `diag(ρ)^{1/2} (Â + ι I) diag(ρ)^{1/2} + δ I`; they lie between the products of the extreme rates with the ends
/// of the spectrum of `Â + ι I`, moved by `δ`.
///
/// A step of a recurrence is one pass over memory, whatever belongs to it.
public struct DiffusionOperator: LinearOperator {
  /// The rates `ρ`, `[nodeCount]`, in inverse units of time.
  public let rate: Tensor

  /// The normalised adjacency `Â`.
  public let adjacency: GraphOperator

  /// The number `ι` that is added to the adjacency's diagonal.
  public let identity: Double

  /// The number `δ` that is added to the diagonal, in inverse units of time.
  public let damping: Double

  /// Creates an operator.
  ///
  /// - Parameters:
  ///   - rate: The rates `ρ`, `[nodeCount]`.
  ///   - adjacency: The normalised adjacency `Â`.
  ///   - identity: The number `ι` that is added to the adjacency's diagonal.
  ///   - damping: The number `δ` that is added to the diagonal.
  /// - Precondition: There is a rate for each node, of the adjacency's scalar type.
  public init(rate: Tensor, over adjacency: GraphOperator, identity: Double, damping: Double) {
    precondition(
      rate.shape == [adjacency.nodeCount],
      "The rates have the shape \(rate.shape), but the graph has \(adjacency.nodeCount) nodes.")
    rate.requireSameScalarType(as: adjacency.matrix.values)
    self.rate = rate
    self.adjacency = adjacency
    self.identity = identity
    self.damping = damping
  }

  /// The interval of the eigenvalues where that of the adjacency is known and no rate is negative.
  public var spectrum: OperatorSpectrum {
    guard let interval = adjacency.spectralInterval else { return .general }
    let rates = rate.extremes
    // Without nodes, and where a rate is no number, any interval will do: the result has no number either.
    guard rates.lowest <= rates.highest, rates.highest.isFinite else { return .real(damping...damping) }
    guard rates.lowest >= 0 else { return .general }
    let (low, high) = (interval.lowerBound + identity, interval.upperBound + identity)
    return .real(
      Swift.min(low * rates.lowest, low * rates.highest) + damping...Swift.max(
        high * rates.lowest, high * rates.highest) + damping)
  }

  /// Replaces `y` by `a L x + b x + c y`.
  public func advance(_ y: inout Tensor, from x: Tensor, by step: RecurrenceStep) {
    run(&y, x, step)
  }

  /// Replaces `y` by `a L x + b x + c y`, and adds `factor · x` to `sum`.
  public func advance(
    _ y: inout Tensor, from x: Tensor, by step: RecurrenceStep, adding factor: Double,
    to sum: inout Tensor
  ) {
    if sum.isShapelessZero { sum = .zeros(x.shape, scalarType: x.scalarType) }
    sum.requireSameKind(as: x)
    sum.withMutableBytes { sum in
      run(&y, x, step) {
        $0.sum = sum
        $0.sumFactor = factor
      }
    }
  }

  /// Replaces `y` by `a L x + b x + c y`, and adds the gradient of `factor ⟨left, L x⟩` in the rates.
  public func advance(
    _ y: inout Tensor, from x: Tensor, by step: RecurrenceStep, with left: Tensor, times factor: Double,
    to gradient: inout Tensor
  ) {
    if gradient.isShapelessZero { gradient = .zeros(rate.shape, scalarType: rate.scalarType) }
    gradient.requireSameKind(as: rate)
    left.requireSameKind(as: x)
    left.withBytes { left in
      gradient.withMutableBytes { gradient in
        run(&y, x, step) {
          $0.left = left
          $0.dots = gradient
          $0.dotFactor = factor
        }
      }
    }
  }

  /// Replaces `y` by `a Lᵀ x + b x + c y`.
  public func advanceTransposed(_ y: inout Tensor, from x: Tensor, by step: RecurrenceStep) {
    run(&y, x, step, isTransposed: true)
  }

  /// Replaces `y` by `a Lᵀ x + b x + c y + factor · term`.
  public func advanceTransposed(
    _ y: inout Tensor, from x: Tensor, by step: RecurrenceStep, adding factor: Double, times term: Tensor
  ) {
    if term.isShapelessZero { return run(&y, x, step, isTransposed: true) }
    term.requireSameKind(as: x)
    term.withBytes { term in
      run(&y, x, step, isTransposed: true) {
        $0.term = term
        $0.termFactor = factor
      }
    }
  }

  /// Adds the gradient of `factor ⟨left, L right⟩` in the rates.
  public func addGradient(
    of left: Tensor, times factor: Double, at right: Tensor, to gradient: inout Tensor
  ) {
    if left.isShapelessZero || right.isShapelessZero { return }
    precondition(
      right.rank > 0 && right.shape[0] == adjacency.nodeCount,
      "A state of shape \(right.shape) does not fit a graph of \(adjacency.nodeCount) nodes.")
    right.requireSameScalarType(as: rate)
    left.requireSameKind(as: right)
    if gradient.isShapelessZero { gradient = .zeros(rate.shape, scalarType: rate.scalarType) }
    gradient.requireSameKind(as: rate)
    left.withBytes { left in
      gradient.withMutableBytes { gradient in
        var recurrence = SparseRecurrence(
          adjacency.matrix, product: 1, diagonal: identity, identity: 0, previous: 0,
          width: right.elementCount / Swift.max(right.shape[0], 1))
        recurrence.left = left
        recurrence.dots = gradient
        recurrence.dotFactor = factor
        recurrence.run(from: right)
      }
    }
  }
}

extension DiffusionOperator {
  /// One pass of the kernel.
  private func run(
    _ y: inout Tensor, _ x: Tensor, _ step: RecurrenceStep, isTransposed: Bool = false,
    _ prepare: (inout SparseRecurrence) -> Void = { _ in }
  ) {
    precondition(
      x.rank > 0 && x.shape[0] == adjacency.nodeCount,
      "A state of shape \(x.shape) does not fit a graph of \(adjacency.nodeCount) nodes.")
    x.requireSameScalarType(as: rate)
    if step.previous != 0 { y.requireSameKind(as: x) }
    var recurrence = SparseRecurrence(
      isTransposed ? adjacency.transposedMatrix : adjacency.matrix, product: step.product,
      diagonal: identity, identity: step.identity + step.product * damping, previous: step.previous,
      width: x.elementCount / Swift.max(x.shape[0], 1))
    prepare(&recurrence)
    rate.withBytes { rate in
      if isTransposed { recurrence.columnRate = rate } else { recurrence.rowRate = rate }
      recurrence.run(from: x, into: &y)
    }
  }
}
