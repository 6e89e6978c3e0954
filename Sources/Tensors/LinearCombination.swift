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
    precondition(base != nil || !terms.isEmpty, "There is nothing to add.")
    var result = Tensor.zero
    result.assignSum(
      of: terms.count, term: { terms[$0] }, times: { coefficients[$0] }, from: base ?? .zero)
    return result
  }

  /// Replaces this tensor by `base + Σ cᵢ kᵢ`, in its own memory where nothing else holds that.
  ///
  /// Terms whose coefficient is zero are not asked for, and shapeless zeros are left out; where
  /// nothing is left the result is the shapeless zero.
  ///
  /// - Parameters:
  ///   - count: The number of terms.
  ///   - term: Returns the tensor `kᵢ`, which someone else keeps alive during the call.
  ///   - coefficient: Returns the number `cᵢ`.
  ///   - base: The tensor to start from, or the shapeless zero.
  /// - Precondition: Shapes and scalar types agree.
  package mutating func assignSum(
    of count: Int, term: (Int) -> Tensor, times coefficient: (Int) -> Double, from base: Tensor
  ) {
    withUnsafeTemporaryAllocation(of: UnsafeRawPointer.self, capacity: count) { pointers in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { coefficients in
        var model = base
        var width = 0
        for index in 0..<count {
          let factor = coefficient(index)
          if factor == 0 { continue }
          let tensor = term(index)
          if tensor.isShapelessZero { continue }
          if model.isShapelessZero { model = tensor } else { model.requireSameKind(as: tensor) }
          pointers.initializeElement(at: width, to: UnsafeRawPointer(tensor.unsafeAddress))
          coefficients.initializeElement(at: width, to: factor)
          width += 1
        }
        if model.isShapelessZero {
          self = .zero
          return
        }
        prepareToOverwrite(as: model)
        let start = base.isShapelessZero ? nil : UnsafeRawPointer(base.unsafeAddress)
        fill(
          from: start, UnsafeBufferPointer(rebasing: coefficients[..<width]),
          UnsafeBufferPointer(rebasing: pointers[..<width]))
        withExtendedLifetime(model) {}
      }
    }
  }

  private mutating func fill(
    from base: UnsafeRawPointer?, _ coefficients: UnsafeBufferPointer<Double>,
    _ terms: UnsafeBufferPointer<UnsafeRawPointer>
  ) {
    let count = elementCount
    // Empty buffers have no address, but the kernels read none of it either.
    switch scalarType {
    case .float32:
      withMutableFloats { out in
        Parallel.forEachRange(count: count, grain: elementwiseGrain) { range in
          shifted(terms, by: range.lowerBound, as: Float.self) { terms in
            graphode_linear_combination_f32(
              base.map { $0.assumingMemoryBound(to: Float.self) + range.lowerBound },
              coefficients.baseAddress, terms.baseAddress, terms.count, out + range.lowerBound,
              range.count)
          }
        }
      }
    case .float64:
      withMutableDoubles { out in
        Parallel.forEachRange(count: count, grain: elementwiseGrain) { range in
          shifted(terms, by: range.lowerBound, as: Double.self) { terms in
            graphode_linear_combination_f64(
              base.map { $0.assumingMemoryBound(to: Double.self) + range.lowerBound },
              coefficients.baseAddress, terms.baseAddress, terms.count, out + range.lowerBound,
              range.count)
          }
        }
      }
    }
  }
}

/// Calls `body` with pointers that lie `offset` elements behind the given ones.
private func shifted<Scalar>(
  _ pointers: UnsafeBufferPointer<UnsafeRawPointer>, by offset: Int, as scalar: Scalar.Type,
  _ body: (UnsafeBufferPointer<UnsafePointer<Scalar>?>) -> Void
) {
  withUnsafeTemporaryAllocation(of: UnsafePointer<Scalar>?.self, capacity: pointers.count) { moved in
    for (index, pointer) in pointers.enumerated() {
      moved.initializeElement(at: index, to: pointer.assumingMemoryBound(to: Scalar.self) + offset)
    }
    body(UnsafeBufferPointer(moved))
  }
}
