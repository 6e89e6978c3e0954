/// Whether the error of what is integrated along a solution counts for the size of adaptive steps.
public enum IntegralError: Hashable, Sendable {
  /// It does not: the steps are those that the state takes alone.
  case ignored

  /// It does, as that of the state.
  case counted
}
