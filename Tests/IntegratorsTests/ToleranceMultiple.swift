import Integrators

extension RungeKutta {
  /// How many times the tolerance the error of a solution over some units of time may be.
  ///
  /// Fehlberg's estimate of order 1 is a 512th of the difference of two velocities, so that its steps are longer
  /// than those of other pairs, by the square root of about six, at the same tolerance.
  var toleranceMultiple: Double { self == .fehlberg2 ? 600 : 100 }
}
