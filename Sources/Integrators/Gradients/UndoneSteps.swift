import Tensors

/// The carries before all steps, from the last to the first, each one undone from that behind it.
///
/// The forward pass left carries at evenly spread steps, and the state at the start of each leg. The
/// rest of the way starts from those where it comes to them, so that round-off only grows from one to
/// the next.
struct UndoneSteps<S: ReversibleStepper> {
  private var stepper: S
  private let tape: Tape<S>
  /// Whether the last step was not taken to its end, because of an event in it.
  private let endsInside: Bool

  init(_ stepper: S, over tape: Tape<S>, endsInside: Bool) {
    self.stepper = stepper
    self.stepper.recording = .nothing
    self.tape = tape
    self.endsInside = endsInside
  }

  /// Calls `body` with each step's index and the carry before it, from the last to the first.
  mutating func reverse(_ body: (_ index: Int, _ carry: S.Carry) -> Void) {
    walk { index, undone, kept in
      body(index, kept ?? undone)
      return true
    }
  }

  /// Returns the largest error of an undone carry against the one that was kept, relative to its
  /// size; no further ones are looked at where it exceeds a tolerance.
  mutating func largestError(upTo tolerance: Double) -> Double {
    var largest = 0.0
    walk { _, undone, kept in
      if let kept { largest = max(largest, undone.relativeDistance(from: kept)) }
      return largest <= tolerance
    }
    return largest
  }

  /// Undoes the steps, calls `body` with each one's index, the carry before it and the same one as it
  /// was kept, if it was, and stops where that returns `false`.
  private mutating func walk(
    _ body: (_ index: Int, _ undone: S.Carry, _ kept: S.Carry?) -> Bool
  ) {
    guard var carry = tape.lastCarry else { return }
    var leg = tape.legs.count - 1
    stepper.forget()
    for (index, step) in tape.steps.enumerated().reversed() {
      if tape.legs[leg].firstStep == index + 1, let earlier = tape.legs[leg].carryBefore {
        carry = earlier
        leg -= 1
        stepper.forget()
      }
      if !endsInside || index < tape.stepCount - 1 {
        stepper.undo(&carry, at: step.time, by: step.stepSize)
      }
      let kept = keptCarry(before: index, tape.legs[leg])
      guard body(index, carry, kept) else { return }
      if let kept {
        carry = kept
        stepper.forget()
      }
    }
  }

  /// The carry before a step where it was kept or where a leg starts.
  private mutating func keptCarry(before index: Int, _ leg: Tape<S>.Leg) -> S.Carry? {
    if let kept = tape.carries[index] { return kept }
    return leg.firstStep == index ? stepper.begin(from: leg.state, at: leg.time) : nil
  }
}

extension StateVector {
  /// Returns the norm of the difference from another state, relative to that one's norm unless that
  /// is zero; infinite where it is not a number.
  fileprivate func relativeDistance(from other: Self) -> Double {
    let difference = Self.sum(nil, plus: [self, other], times: [1, -1])
    let distance = difference.dotProduct(with: difference).squareRoot()
    let size = other.dotProduct(with: other).squareRoot()
    let ratio = size > 0 ? distance / size : distance
    return ratio.isNaN ? .infinity : ratio
  }
}
