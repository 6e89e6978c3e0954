import Tensors

/// Recovers the carries before all steps, from the last to the first, with a bounded number of them
/// in memory.
///
/// The forward pass left carries at evenly spread steps, half of the budget. The stretches between
/// them are travelled again, from the last to the first; the other half of the budget holds carries
/// at the places of the binomial schedule, which repeats the fewest steps.
///
/// Reference: A. Griewank and A. Walther, "Algorithm 799: revolve: an implementation of
/// checkpointing for the reverse or adjoint mode of computational differentiation", ACM Transactions
/// on Mathematical Software 26, 2000.
struct RecursiveReplay<S: Stepper> {
  private var stepper: S
  private let tape: Tape<S>
  private let budget: Int

  /// The number of carries that a forward pass leaves for a budget.
  static func keptCount(of budget: Int) -> Int { (budget + 1) / 2 }

  init(_ stepper: S, over tape: Tape<S>, budget: Int) {
    self.stepper = stepper
    self.stepper.recording = .nothing
    self.tape = tape
    self.budget = budget
  }

  /// Calls `body` with each step's index and the carry before it, from the last to the first.
  mutating func reverse(_ body: (_ index: Int, _ carry: S.Carry) -> Void) {
    let kept = tape.carries
    for (position, carry) in kept.elements.enumerated().reversed() {
      let start = position * kept.stride
      let end = min(start + kept.stride, tape.stepCount)
      // A gradient may be asked for again, so the tape holds on to the stretches already done, too.
      reverse(from: carry, start..<end, free: budget - kept.elements.count, body)
    }
  }

  private mutating func reverse(
    from carry: S.Carry, _ steps: Range<Int>, free: Int, _ body: (Int, S.Carry) -> Void
  ) {
    var steps = steps
    while steps.count > 1 {
      guard free > 0 else {
        for index in steps.reversed() { body(index, advanced(carry, steps.lowerBound..<index)) }
        return
      }
      let middle = steps.lowerBound + Self.advance(steps.count, free: free)
      reverse(
        from: advanced(carry, steps.lowerBound..<middle), middle..<steps.upperBound, free: free - 1,
        body)
      steps = steps.lowerBound..<middle
    }
    if let only = steps.first { body(only, carry) }
  }

  /// Returns the carry behind some steps, from which the next one starts.
  private mutating func advanced(_ carry: S.Carry, _ steps: Range<Int>) -> S.Carry {
    var carry = carry
    stepper.forget()
    for index in steps {
      let step = tape.steps[index]
      _ = stepper.attempt(from: carry, at: step.time, by: step.stepSize)
      stepper.accept(&carry)
      if let leg = tape.leg(startingWith: index + 1) {
        carry = stepper.begin(from: leg.state, at: leg.time)
      }
    }
    return carry
  }

  /// The number of steps to advance before the next carry is kept, where `count` steps are ahead.
  ///
  /// With `free` carries and `r` repetitions `C(free + r, r)` steps can be reversed; the split keeps
  /// both parts within what they can do.
  private static func advance(_ count: Int, free: Int) -> Int {
    func reach(_ free: Int, _ repetitions: Int) -> Int {
      var product = 1.0
      for index in 0..<repetitions { product *= Double(free + index + 1) / Double(index + 1) }
      return product < 1e15 ? Int(product.rounded()) : .max / 2
    }
    var repetitions = 1
    while reach(free + 1, repetitions) < count { repetitions += 1 }
    // The part behind the split has one carry less and all repetitions, the one before it all
    // carries and one repetition less.
    let behind = reach(free, repetitions)
    return min(max(count - behind, 1), count - 1)
  }
}
