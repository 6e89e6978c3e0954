#if canImport(Glibc)
  import Glibc
#endif

/// The solution of an autonomous `dy/dt = f(y)` by Taylor series of high order, one expansion a
/// step.
///
/// The coefficients follow from `(k + 1) yₖ₊₁ = f(y)ₖ`. A step is as long as its last two terms
/// stay below 10⁻¹⁸ of the state, or of one if it is smaller (Jorba and Zou, "A Software Package for the Numerical
/// Integration of ODEs by Means of High-Order Taylor Methods", Experimental Mathematics 14,
/// 2005), which also keeps it inside the region of stability: an unstable mode shows in the last
/// terms first. The state is carried as two numbers, so that a step loses an ulp of its growth,
/// not of the state.
struct TaylorSolution: Sendable {
  private struct Piece {
    let start: Double
    let low: [Double]
    let series: [PowerSeries]

    func state(after span: Double) -> (high: [Double], low: [Double]) {
      var (high, rest) = ([Double](), [Double]())
      for (series, low) in zip(series, low) {
        let growth = series.growth(at: span) + low
        let sum = series.coefficients[0] + growth
        let added = sum - series.coefficients[0]
        high.append(sum)
        rest.append((series.coefficients[0] - (sum - added)) + (growth - added))
      }
      return (high, rest)
    }
  }

  private let interval: ClosedRange<Double>
  private let order: Int
  private let stepFraction: Double
  private let velocity: @Sendable ([PowerSeries]) -> [PowerSeries]
  private var pieces: [Piece] = []

  var stepCount: Int { pieces.count }

  /// Solves from `start` over `interval`; each step is `stepFraction` of the longest allowed.
  init(
    from start: [Double], over interval: ClosedRange<Double>, order: Int = 24, stepFraction: Double = 1,
    velocity: @escaping @Sendable ([PowerSeries]) -> [PowerSeries]
  ) {
    self.interval = interval
    self.order = order
    self.stepFraction = stepFraction
    self.velocity = velocity
    var (time, state) = (interval.lowerBound, (high: start, low: start.map { _ in 0.0 }))
    while time < interval.upperBound {
      let series = Self.expansion(at: state.high, order: order, velocity: velocity)
      pieces.append(Piece(start: time, low: state.low, series: series))
      let next = time + stepFraction * Self.radius(of: series)
      precondition(next > time, "The series at time \(time) allow no step.")
      state = pieces[pieces.count - 1].state(after: next - time)
      time = next
    }
  }

  /// Returns the same solution with steps about half as long.
  func refined() -> TaylorSolution {
    TaylorSolution(
      from: self(at: interval.lowerBound), over: interval, order: order, stepFraction: stepFraction / 2,
      velocity: velocity)
  }

  /// Returns the state at a `time` of the interval.
  func callAsFunction(at time: Double) -> [Double] {
    var (first, last) = (0, pieces.count - 1)
    while first < last {
      let middle = (first + last + 1) / 2
      if pieces[middle].start <= time { first = middle } else { last = middle - 1 }
    }
    return pieces[first].state(after: time - pieces[first].start).high
  }

  private static func expansion(
    at state: [Double], order: Int, velocity: ([PowerSeries]) -> [PowerSeries]
  ) -> [PowerSeries] {
    var series = state.map { PowerSeries(coefficients: [$0]) }
    for next in 1...order {
      for (index, rate) in velocity(series).enumerated() {
        series[index].coefficients.append(rate.coefficients[next - 1] / Double(next))
      }
    }
    return series
  }

  private static func radius(of series: [PowerSeries]) -> Double {
    func largest(_ order: Int) -> Double {
      series.map { abs($0.coefficients[order]) }.reduce(0, max)
    }
    let order = series[0].count - 1
    return [order - 1, order].map { order in
      // A polynomial has no last terms; a step of one is short enough for what follows it.
      largest(order) == 0 ? 1 : pow(1e-18 * max(1, largest(0)) / largest(order), 1 / Double(order))
    }.reduce(.infinity, min)
  }
}
