public import Tensors

/// The right-hand side `f` of an ordinary differential equation `dy/dt = f(y, t)`.
///
/// A vector field is a value whose differentiable stored properties are its parameters; the
/// integrator returns their gradient beside that of the initial state. It must compute the same
/// result for the same state and time as long as a solve lasts: masks and other random choices
/// are drawn before it starts.
///
/// A field whose velocity is the sum of a stiff and a soft part conforms to ``SplitVectorField``.
public protocol VectorField<State>: Differentiable {
  /// What the field moves: a `Tensor` unless the field says otherwise.
  associatedtype State: StateVector = Tensor

  /// Returns the velocity of `state` at `time`, of the same shape as `state`.
  @differentiable(reverse)
  func callAsFunction(_ state: State, at time: Double) -> State

  /// The times at which the field or its slope in time jumps, in any order; none unless the field says
  /// otherwise.
  ///
  /// Every solve ends a step just before each of them and begins the next one just behind, with nothing
  /// of the old velocity left. At the ends of a span they have no effect, and the field decides which side it
  /// is on. A method with stages outside its step, such as ``Method/kvaerno5`` and
  /// ``Method/yoshida4``, sees the field beyond a jump all the same, and is of the first order there.
  var jumpTimes: [Double] { get }

  /// Whether the velocity is given as the sum of a stiff and a soft part.
  static var isSplit: Bool { get }

  /// Returns the part of the velocity that an implicit-explicit method treats implicitly; all of
  /// it where the field is not split.
  @differentiable(reverse)
  func stiffVelocity(_ state: State, at time: Double) -> State

  /// Returns the part of the velocity that an implicit-explicit method treats explicitly; only a
  /// split field has one.
  @differentiable(reverse)
  func softVelocity(_ state: State, at time: Double) -> State
}

extension VectorField {
  /// A field has no jumps unless it says so.
  public var jumpTimes: [Double] { [] }

  /// A field is not split unless it says so.
  public static var isSplit: Bool { false }

  /// Returns the velocity, all of which counts as stiff.
  @differentiable(reverse)
  public func stiffVelocity(_ state: State, at time: Double) -> State { self(state, at: time) }

  /// Returns the velocity; the solver never asks a field that is not split for its soft part.
  @differentiable(reverse)
  public func softVelocity(_ state: State, at time: Double) -> State { self(state, at: time) }
}
