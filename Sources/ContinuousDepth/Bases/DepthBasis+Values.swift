#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DepthBasis {
  /// Returns the values `φₖ(t)`, one for each function.
  ///
  /// - Precondition: The time is a number.
  public func values(at time: Double) -> [Double] {
    let time = clamped(time)
    switch kind {
    case .piecewiseConstant: return unitVector(piece(at: time))
    case .hat:
      let (piece, share) = element(at: time)
      var values = [Double](repeating: 0, count: count)
      values[piece] = 1 - share
      values[piece + 1] = share
      return values
    case .monomial: return polynomials(at: time) { x, _, last in x * last }
    case .chebyshev: return chebyshev(at: time, second: 1)
    case .fourier: return waves(at: time) { _, cosine, sine in (cosine, sine) }
    }
  }

  /// Returns the slopes `φₖ′(t)`, one for each function.
  ///
  /// At a kink and at the ends of the span they are those of the piece that the time belongs to; outside
  /// the span, where the functions are constant, they are 0.
  ///
  /// - Precondition: The time is a number.
  public func slopes(at time: Double) -> [Double] {
    guard clamped(time) == time else { return [Double](repeating: 0, count: count) }
    let length = span.upperBound - span.lowerBound
    switch kind {
    case .piecewiseConstant: return [Double](repeating: 0, count: count)
    case .hat:
      let piece = piece(at: time)
      var slopes = [Double](repeating: 0, count: count)
      slopes[piece] = -Double(pieceCount) / length
      slopes[piece + 1] = Double(pieceCount) / length
      return slopes
    case .monomial:
      let powers = values(at: time)
      return (0..<count).map { $0 == 0 ? 0 : 2 / length * Double($0) * powers[$0 - 1] }
    case .chebyshev:
      // Tₖ′ = k Uₖ₋₁ with the polynomials U of the second kind.
      let second = chebyshev(at: time, second: 2)
      return (0..<count).map { $0 == 0 ? 0 : 2 / length * Double($0) * second[$0 - 1] }
    case .fourier:
      return waves(at: time) { frequency, cosine, sine in
        let rate = 2 * Double.pi * Double(frequency) / length
        return (-rate * sine, rate * cosine)
      }
    }
  }

  /// Returns the nearest time of the span.
  private func clamped(_ time: Double) -> Double {
    precondition(!time.isNaN, "A basis has no values at the time \(time).")
    return min(max(time, span.lowerBound), span.upperBound)
  }

  /// Returns the element of a time, and the share of it that lies before the time.
  private func element(at time: Double) -> (piece: Int, share: Double) {
    let piece = piece(at: time)
    let (start, end) = (border(piece), border(piece + 1))
    return (piece, (time - start) / (end - start))
  }

  /// The scaled time `x`, exactly ∓1 at the ends of the span.
  private func position(of time: Double) -> Double {
    ((time - span.lowerBound) - (span.upperBound - time)) / (span.upperBound - span.lowerBound)
  }

  private func unitVector(_ index: Int) -> [Double] {
    var values = [Double](repeating: 0, count: count)
    values[index] = 1
    return values
  }

  /// Returns polynomials by a recurrence from 1 and `x`.
  private func polynomials(
    at time: Double, second: Double = 1, next: (_ x: Double, _ beforeLast: Double, _ last: Double) -> Double
  ) -> [Double] {
    let x = position(of: time)
    var values = [1, second * x]
    while values.count < count { values.append(next(x, values[values.count - 2], values[values.count - 1])) }
    return Array(values.prefix(count))
  }

  /// Returns Chebyshev's polynomials, whose second is `x` for the first kind and `2x` for the second.
  private func chebyshev(at time: Double, second: Double) -> [Double] {
    polynomials(at: time, second: second) { x, beforeLast, last in 2 * x * last - beforeLast }
  }

  /// Returns 1 or 0 for the constant, and what `pair` makes of cosine and sine of each frequency.
  private func waves(
    at time: Double, pair: (_ frequency: Int, _ cosine: Double, _ sine: Double) -> (Double, Double)
  ) -> [Double] {
    let turn = 2 * Double.pi * (time - span.lowerBound) / (span.upperBound - span.lowerBound)
    var values = [pair(0, 1, 0).0]
    for frequency in 1..<(count / 2 + 1) {
      let (first, second) = pair(
        frequency, cos(Double(frequency) * turn), sin(Double(frequency) * turn))
      values += [first, second]
    }
    return values
  }
}
