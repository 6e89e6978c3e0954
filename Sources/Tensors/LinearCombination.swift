import CKernels

extension Tensor {
  /// Returns `self + Σ cᵢ kᵢ` in one pass over memory: what a stage of a solver asks for.
  ///
  /// - Parameters:
  ///   - terms: The tensors `kᵢ`, each of this tensor's shape.
  ///   - coefficients: The numbers `cᵢ`, which have no derivative.
  /// - Returns: A tensor of the shape of this one.
  /// - Precondition: There is one coefficient a term.
  /// - Complexity: O(elements × terms), with one read of each term and one write.
  @differentiable(reverse,wrt: (self, terms))
  public func adding(_ terms: [Tensor], times coefficients: [Double]) -> Tensor {
    Tensor.linearCombination(of: terms, times: coefficients, from: self)
  }

  @derivative(of: adding, wrt: (self, terms))
  @usableFromInline
  func _vjpAdding(
    _ terms: [Tensor], times coefficients: [Double]
  ) -> (value: Tensor, pullback: (Tensor) -> (Tensor, [Tensor].TangentVector)) {
    (
      adding(terms, times: coefficients),
      { upstream in (upstream, .init(coefficients.map { upstream.scaled(by: $0) })) }
    )
  }

  /// Returns `Σ cᵢ kᵢ` in one pass over memory, from `base` if there is one.
  ///
  /// - Precondition: There is one coefficient a term, and something to add; shapes agree.
  package static func linearCombination(
    of terms: [Tensor], times coefficients: [Double], from base: Tensor? = nil
  ) -> Tensor {
    precondition(
      terms.count == coefficients.count,
      "There are \(coefficients.count) coefficients for \(terms.count) terms.")
    guard let model = base ?? terms.first else {
      preconditionFailure("There is nothing to add.")
    }
    for term in terms { model.requireSameKind(as: term) }
    var result = Tensor(uninitialized: model.shape, scalarType: model.scalarType)
    result.fill(withSumOf: terms, times: coefficients, from: base)
    return result
  }

  private mutating func fill(
    withSumOf terms: [Tensor], times coefficients: [Double], from base: Tensor?
  ) {
    let count = elementCount
    defer { withExtendedLifetime((terms, base)) {} }
    switch scalarType {
    case .float32:
      let pointers = terms.map { UnsafePointer($0.unsafeAddress.assumingMemoryBound(to: Float.self)) }
      let start = base.map { UnsafePointer($0.unsafeAddress.assumingMemoryBound(to: Float.self)) }
      withMutableFloats { out in
        Parallel.forEachRange(count: count, grain: elementwiseGrain) { range in
          let from = range.lowerBound
          var shifted: [UnsafePointer<Float>?] = pointers.map { $0 + from }
          graphode_linear_combination_f32(
            start.map { $0 + from }, coefficients, &shifted, terms.count, out + from, range.count)
        }
      }
    case .float64:
      let pointers = terms.map { UnsafePointer($0.unsafeAddress.assumingMemoryBound(to: Double.self)) }
      let start = base.map { UnsafePointer($0.unsafeAddress.assumingMemoryBound(to: Double.self)) }
      withMutableDoubles { out in
        Parallel.forEachRange(count: count, grain: elementwiseGrain) { range in
          let from = range.lowerBound
          var shifted: [UnsafePointer<Double>?] = pointers.map { $0 + from }
          graphode_linear_combination_f64(
            start.map { $0 + from }, coefficients, &shifted, terms.count, out + from, range.count)
        }
      }
    }
  }
}
