extension LinearOperator {
  /// Returns a way to compute functions of this operator.
  ///
  /// - Parameters:
  ///   - choice: How functions shall be computed.
  ///   - tolerance: The tolerated error as a share of the value.
  /// - Returns: A Chebyshev series where that is possible and not refused, otherwise Krylov spaces.
  func functions(
    _ choice: ExponentialMethod.Functions, tolerance: Double
  ) -> any OperatorFunctions<Self> {
    if choice == .krylov { return KrylovFunctions(linearOperator: self, tolerance: tolerance) }
    switch spectrum {
    case .real(let interval):
      return ChebyshevFunctions(linearOperator: self, interval: interval, tolerance: tolerance)
    case .symmetric:
      return EstimatedChebyshevFunctions(linearOperator: self, tolerance: tolerance)
    case .general:
      precondition(
        choice == .automatic,
        """
        A Chebyshev series needs an operator with a real spectrum, but nothing is known of that of \(Self.self): \
        use the functions 'krylov', or let the operator's spectrum be 'real' or 'symmetric' if it is.
        """)
      return KrylovFunctions(linearOperator: self, tolerance: tolerance)
    }
  }
}
