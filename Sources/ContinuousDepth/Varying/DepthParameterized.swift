public import Integrators
public import Layers

/// A field or a model with parameters that vary with depth over a basis: a part of it is ``DepthVarying``.
///
/// A parameter that varies is a tensor `[basis.count, elements]`; others are as they are.
public protocol DepthParameterized: Parameterized {
  /// The basis of the parameters that vary.
  var depthBasis: DepthBasis { get }

  /// The full names of the parameters that vary.
  var depthVaryingParameters: [String] { get }

  /// Replaces the basis and the parameters over it.
  ///
  /// - Precondition: The change is from ``depthBasis``.
  mutating func changeBasis(by change: BasisChange)
}

extension DepthParameterized {
  /// Returns the same with parameters over the next finer basis, and with exactly the same function.
  public func refined() -> Self { changingBasis(by: depthBasis.refined()) }

  /// Returns the same with the nearest parameters over another basis, such as one of fewer units.
  ///
  /// - Precondition: Both bases have the same span.
  public func projected(onto basis: DepthBasis) -> Self {
    changingBasis(by: depthBasis.projection(onto: basis))
  }

  private func changingBasis(by change: BasisChange) -> Self {
    var copy = self
    copy.changeBasis(by: change)
    return copy
  }
}

extension DepthParameterized where Self: ContinuousDepthModel {
  /// Goes over to the next finer basis and to twice as many fixed steps; adaptive ones stay as they are.
  public mutating func refineDepth() { (self, solver.stepControl) = (refined(), solver.stepControl.halved) }

  /// Refines until the basis has as many functions as another one.
  ///
  /// - Parameter goal: A basis that refinements of the present one lead to.
  public mutating func refineDepth(upTo goal: DepthBasis) {
    while depthBasis.count < goal.count { refineDepth() }
  }

  /// Returns the same model with the nearest parameters over another basis and fewer steps.
  ///
  /// - Parameters:
  ///   - basis: A basis over the span of the present one.
  ///   - stepControl: How steps are chosen from now on.
  /// - Returns: The model, of another function.
  public func compressed(onto basis: DepthBasis, _ stepControl: StepControl) -> Self {
    var copy = projected(onto: basis)
    copy.solver.stepControl = stepControl
    return copy
  }
}

extension StepControl {
  /// This control with fixed steps of half the size; adaptive ones stay as they are.
  var halved: StepControl {
    var copy = self
    switch rule {
    case .steps(let count): copy.rule = .steps(2 * count)
    case .stepSize(let size): copy.rule = .stepSize(size / 2)
    case .adaptive: break
    }
    return copy
  }
}

extension DepthFlow: DepthParameterized where Field: DepthParameterized {
  /// The basis of the field's parameters.
  public var depthBasis: DepthBasis { field.depthBasis }

  /// The names of the field's parameters that vary, behind `field`.
  public var depthVaryingParameters: [String] { field.depthVaryingParameters.map { "field." + $0 } }

  /// Replaces the basis of the field.
  public mutating func changeBasis(by change: BasisChange) { field.changeBasis(by: change) }
}
