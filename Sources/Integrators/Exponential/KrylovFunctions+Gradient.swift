extension KrylovFunctions {
  /// Returns the gradient of the start, and adds that of the operator's parameters.
  ///
  /// A function of the time `τ` with the weights `wⱼ` and the gradient `g` is `w₀ p(τ)` plus an integral over
  /// `p(t) = eᵗᴸ v`. So the gradient of `p` is the solution of
  /// `−da/dt = Lᵀ a + Σⱼ wⱼ τ⁻ʲ (τ − t)ʲ⁻¹/(j − 1)! g` from `τ` to 0, which grows by `w₀ g` at `τ`; all functions add
  /// to the same one. At 0 it is the gradient of the start, and the operator's is `∫ ⟨a, ∂L p⟩ dt`.
  ///
  /// It is solved backwards through stretches that end where those of the values or the times of functions do:
  /// a product for each vector, and a gradient of a product for each vector of the smaller space.
  func pullback(
    _ upstreams: [FunctionUpstream<State>], through record: Record,
    addingTo gradient: inout Operator.Gradient
  ) -> State {
    let parts = upstreams.filter { !$0.gradient.isShapelessZero }
    var pending = parts.filter { $0.function.scale != 0 }
      .sorted { abs($0.function.scale) > abs($1.function.scale) }
    var adjoint = State.zero
    var passed: [FunctionUpstream<State>] = []
    var time = pending.first?.function.scale ?? 0
    while time != 0 {
      while let part = pending.first, part.function.scale == time {
        adjoint.add(part.gradient, times: part.function.weights[0])
        passed.append(part)
        pending.removeFirst()
      }
      let stretch = record.stretch(of: time)
      let next = pending.first?.function.scale ?? 0
      let target = abs(next) > abs(stretch.start) ? next : stretch.start
      let piece = AdjointPiece(from: time, to: target, at: adjoint, of: passed)
      guard let reached = piece.solve(by: self, along: stretch, addingTo: &gradient) else {
        // A gradient arrived that is not finite, or no space is large enough for it.
        return parts[0].gradient.notANumber
      }
      (time, adjoint) = reached
    }
    for part in parts where part.function.scale == 0 {
      adjoint.add(part.gradient, times: part.function(0))
    }
    return adjoint
  }
}

/// A piece of the adjoint's way back, from a time `t₁` to `t₀`: the solution of `−da/dt = Lᵀ a + Σₗ (t₁ − t)ˡ/l! bₗ`.
///
/// The polynomial is made by a small nilpotent matrix beside the operator, so that one Krylov space serves all.
///
/// Reference: A. H. Al-Mohy and N. J. Higham, "Computing the action of the matrix exponential, with an
/// application to exponential integrators", SIAM Journal on Scientific Computing 33, 2011, section 2.
private struct AdjointPiece<State: StateVector> {
  let time: Double
  let target: Double
  let adjoint: State
  /// The vectors `(t₁ − t₀)ˡ⁺¹ bₗ`.
  private var forces: [State] = []
  /// The sum of their norms.
  private var scale = 0.0

  private var span: Double { time - target }

  init(
    from time: Double, to target: Double, at adjoint: State, of parts: [FunctionUpstream<State>]
  ) {
    self.time = time
    self.target = target
    self.adjoint = adjoint
    for order in 0..<(parts.map { $0.function.weights.count - 1 }.max() ?? 0) {
      var force = State.zero
      for part in parts {
        let function = part.function
        for index in function.weights.indices.dropFirst(order + 1) where function.weights[index] != 0 {
          let power = index - 1 - order
          let factor =
            raised(function.scale - time, power) * raised(span, order + 1)
            / (factorial(power) * raised(function.scale, index))
          if factor != 0 { force.add(part.gradient, times: function.weights[index] * factor) }
        }
      }
      forces.append(force)
      scale += force.length
    }
    if scale == 0 { forces = [] }
  }

  /// Solves as much of the piece as one space allows, and adds the gradient of the operator's parameters.
  ///
  /// - Returns: The time that was reached, and the adjoint there.
  func solve<Operator: LinearOperator>(
    by functions: KrylovFunctions<Operator>, along stretch: KrylovStretch<State>,
    addingTo gradient: inout Operator.Gradient
  ) -> (time: Double, adjoint: State)? where Operator.State == State {
    let tail = forces.indices.map { $0 == 0 ? scale : 0 }
    var space = ArnoldiSpace(from: ExtendedState(state: adjoint, tail: tail))
    let length = space.reach(
      span, limit: functions.largestDimension + forces.count,
      by: { product(of: $0, functions.linearOperator) }
    ) { space, length in
      let stretch = KrylovStretch(start: 0, space: space, integrals: [])
      let (error, size) = stretch.error(of: PhiSum(scale: length, weights: [1]))
      return error <= functions.tolerance * max(space.length, size)
    }
    guard let length, space.length.isFinite else { return nil }
    let reached = length == span ? target : time - length
    let exponential = KrylovStretch(start: 0, space: space, integrals: [])
    let result = exponential.value(of: PhiSum(scale: length, weights: [1]))
    addGradient(
      of: space, over: length, at: stretch.space, from: reached - stretch.start, functions.linearOperator,
      to: &gradient)
    return (reached, result)
  }

  /// Adds `∫ ⟨a, ∂L p⟩ dt` with `a` from one space and `p` from another: `Σᵢⱼ cᵢⱼ ⟨wᵢ, ∂L vⱼ⟩`, where `c` is a block of
  /// the exponential of a triangular matrix.
  private func addGradient<Operator: LinearOperator>(
    of left: ArnoldiSpace<State>, over length: Double, at right: ArnoldiSpace<State>,
    from elapsed: Double, _ linearOperator: Operator, to gradient: inout Operator.Gradient
  ) where Operator.State == State {
    let (rows, columns) = (left.dimension, right.dimension)
    guard rows > 0 && columns > 0 else { return }
    let values = right.matrix(isCorrected: false)
    let start = values.phiColumns(times: elapsed, upTo: 0)[0]
    var matrix = SmallMatrix(size: rows + columns)
    matrix.add(left.matrix(isCorrected: false), times: length, at: 0)
    matrix.add(values, times: length, at: rows, transposed: true)
    for column in 0..<columns { matrix[0, rows + column] = length * start[column] }
    let exponential = matrix.exponential()
    func factor(_ row: Int, _ column: Int) -> Double {
      left.length * right.length * exponential[row, rows + column]
    }
    let lefts = (0..<rows).filter { !left.vectors[$0].state.isShapelessZero }
    if columns <= lefts.count {
      for column in 0..<columns {
        linearOperator.addGradient(
          of: left.sum((0..<rows).map { factor($0, column) }), times: 1,
          at: right.vectors[column].state, to: &gradient)
      }
    } else {
      for row in lefts {
        linearOperator.addGradient(
          of: left.vectors[row].state, times: 1,
          at: right.sum((0..<columns).map { factor(row, $0) }), to: &gradient)
      }
    }
  }

  /// The product of the operator's transpose, with the vectors of the polynomial beside it.
  private func product<Operator: LinearOperator>(
    of vector: ExtendedState<State>, _ linearOperator: Operator
  ) -> ExtendedState<State> where Operator.State == State {
    var result = ExtendedState(state: State.zero, tail: vector.tail)
    if !vector.state.isShapelessZero {
      linearOperator.advanceTransposed(&result.state, from: vector.state, by: RecurrenceStep(product: 1))
    }
    for (force, factor) in zip(forces, vector.tail) where factor != 0 {
      result.state.add(force, times: factor / (span * scale))
    }
    for index in vector.tail.indices { result.tail[index] = index == 0 ? 0 : vector.tail[index - 1] / span }
    return result
  }
}
