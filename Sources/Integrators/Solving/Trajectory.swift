public import Tensors

/// The solution of a solve as a function of time, interpolated inside each step to the order of the
/// method.
public struct Trajectory<State: StateVector>: Differentiable, Sendable {
  private(set) var interpolants: [Interpolant<State>] = []
  private let start: (state: State, time: Double)?
  private var endTime = 0.0

  /// What a trajectory passes back: gradients of its states at some times.
  public struct TangentVector: Differentiable, AdditiveArithmetic, Sendable {
    /// A tangent vector's own tangents are of its type.
    public typealias TangentVector = Self

    /// The gradients, each with the time of its state.
    var parts: [(time: Double, gradient: State)] = []

    /// No gradient at all.
    public static var zero: Self { Self() }

    /// Returns the gradients of both.
    public static func + (lhs: Self, rhs: Self) -> Self { Self(parts: lhs.parts + rhs.parts) }

    /// Returns the gradients of the first and the negative ones of the second.
    public static func - (lhs: Self, rhs: Self) -> Self {
      Self(parts: lhs.parts + rhs.parts.map { ($0.time, $0.gradient.multiplied(by: -1)) })
    }

    /// Whether times and gradients are equal, in their order.
    public static func == (lhs: Self, rhs: Self) -> Bool {
      lhs.parts.elementsEqual(rhs.parts) { $0.time == $1.time && $0.gradient == $1.gradient }
    }

    /// Adds the gradients of another.
    public mutating func move(by offset: Self) { self += offset }
  }

  /// A trajectory is not a point of a space: it does not move.
  public mutating func move(by offset: TangentVector) {}

  init() { start = nil }

  init(from state: State, at time: Double) {
    start = (state, time)
    endTime = time
  }

  mutating func append(_ interpolant: Interpolant<State>, to end: Double) {
    interpolants.append(interpolant)
    endTime = end
  }

  /// The times from the first to the last of the trajectory, as far as the solve came; `nil` where it
  /// is empty.
  public var span: TimeSpan? {
    start.map { TimeSpan(from: $0.time, to: endTime) }
  }

  /// Returns the state at a time.
  ///
  /// - Parameter time: A time of ``span``.
  /// - Returns: The state, interpolated to the order of the method.
  /// - Precondition: The solve was asked to save its trajectory, and `time` lies on it.
  /// - Complexity: O(log steps) and a sum of as many states as the method has stages.
  @differentiable(reverse,wrt: self)
  public func callAsFunction(at time: Double) -> State {
    guard let start, let span else {
      preconditionFailure("There is no trajectory: solve with 'saving: .trajectory'.")
    }
    let slack = 1e-12 * max(abs(span.start), abs(span.end), abs(span.length))
    precondition(
      span.direction * (time - span.start) >= -slack && span.direction * (span.end - time) >= -slack,
      "The time \(time) lies outside the trajectory from \(span.start) to \(span.end).")
    guard !interpolants.isEmpty else { return start.state }
    return interpolants[stepIndex(at: time, span.direction)].state(at: time)
  }

  @derivative(of: callAsFunction, wrt: self)
  @usableFromInline
  func _vjpCallAsFunction(
    at time: Double
  ) -> (value: State, pullback: (State) -> TangentVector) {
    (self(at: time), { TangentVector(parts: [(time, $0)]) })
  }

  /// The step that a time lies in, by bisection.
  func stepIndex(at time: Double, _ direction: Double) -> Int {
    var (low, high) = (0, interpolants.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if direction * (time - interpolants[middle].time) >= 0 { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
