import Tensors

/// Watches a function of state and time for a change of sign from step to step.
struct EventWatch<State: StateVector> {
  let value: (State, Double) -> Double
  let direction: EventDirection

  private var last: Double?

  init(direction: EventDirection, value: @escaping (State, Double) -> Double) {
    self.direction = direction
    self.value = value
  }

  /// Where the first step of a solve is looked at first: a solve may start on an event, as it does
  /// behind the last one, and that one does not count.
  private static var firstLook: Double { 1e-6 }

  /// Returns the fraction of the step to `end` at which the function crosses zero, if it does; not a
  /// number where the function is none, so that it cannot be told.
  ///
  /// The step's interpolant is only made where it is needed.
  mutating func crossing(
    to end: State, at time: Double, interpolant: () -> Interpolant<State>
  ) -> Double? {
    let value = value(end, time)
    if value.isNaN { return .nan }
    defer { last = value }
    if let last {
      return isCrossing(last, value) ? root(of: interpolant(), from: 0, last) : nil
    }
    let interpolant = interpolant()
    let first = self.value(at: Self.firstLook, of: interpolant)
    if first.isNaN { return .nan }
    return isCrossing(first, value) ? root(of: interpolant, from: Self.firstLook, first) : nil
  }

  private func isCrossing(_ before: Double, _ after: Double) -> Bool {
    switch direction {
    case .rising: before < 0 && after >= 0
    case .falling: before > 0 && after <= 0
    case .either: before < 0 && after >= 0 || before > 0 && after <= 0
    }
  }

  private func value(at fraction: Double, of interpolant: Interpolant<State>) -> Double {
    value(interpolant(fraction), interpolant.time + fraction * interpolant.stepSize)
  }

  /// Returns a root by the Illinois variant of the regula falsi with bisection as its safeguard, to
  /// round-off in the fraction.
  private func root(
    of interpolant: Interpolant<State>, from start: Double, _ first: Double
  ) -> Double {
    var (low, high) = (start, 1.0)
    var (lowValue, highValue) = (first, value(at: 1, of: interpolant))
    for iteration in 0..<200 where high - low > 4 * high.ulp && highValue != 0 {
      var middle = (low * highValue - high * lowValue) / (highValue - lowValue)
      if iteration % 3 == 2 || !(middle > low && middle < high) { middle = low + (high - low) / 2 }
      let middleValue = value(at: middle, of: interpolant)
      if (middleValue < 0) == (lowValue < 0) && middleValue != 0 {
        (low, lowValue) = (middle, middleValue)
        highValue /= 2
      } else {
        (high, highValue) = (middle, middleValue)
        lowValue /= 2
      }
    }
    return high
  }
}
