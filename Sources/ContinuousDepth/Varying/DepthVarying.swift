public import Integrators
public import Layers
public import Tensors

/// A field whose parameters vary with depth: `dy/dt = f(y, t; θ(t))` with `θ(t) = Σₖ φₖ(t) θₖ`.
///
/// Every field whose parameters can be visited may vary, and what a solve needs to know of it stays: a split
/// field is split, and solves land on the jumps of the basis and of the field.
///
/// The parameters are the coefficients `θₖ`, one tensor `[basis.count, elements]` for each of the field's,
/// under the same names. A unit of a piecewise constant basis is a layer of its own; with as many steps as
/// units, Euler's method makes the field a residual network.
///
/// What is differentiable in the field but no parameter, such as a source, is that of the ``template``
/// and has its gradient.
///
/// References: S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting Neural ODEs", NeurIPS
/// 2020, section 3; A. Queiruga, N. B. Erichson, D. Taylor and M. W. Mahoney, "Continuous-in-Depth Neural
/// Networks", 2020.
public struct DepthVarying<Field: VectorField & Parameterized>: VectorField, Parameterized {
  /// What the field moves.
  public typealias State = Field.State

  /// The field that the combination of coefficients is added to.
  ///
  /// An optimizer does not move its parameters, which are 0 at first.
  public var template: Field

  /// The coefficients `θₖ`, `[basis.count, elements]` for each parameter of the field, in the order of
  /// visits.
  public var coefficients: [Tensor]

  /// The functions `φₖ`.
  @noDerivative public private(set) var basis: DepthBasis

  /// Creates a field from its parts.
  ///
  /// - Parameters:
  ///   - template: The field that the combination of coefficients is added to.
  ///   - coefficients: One tensor `[basis.count, elements]` for each parameter of the field.
  ///   - basis: The functions `φₖ`.
  /// - Precondition: The shapes fit.
  @differentiable(reverse)
  public init(template: Field, coefficients: [Tensor], basis: DepthBasis) {
    basis.requireFit(withoutDerivative(at: coefficients), for: withoutDerivative(at: template))
    self.template = template
    self.coefficients = coefficients
    self.basis = basis
  }

  /// Creates a field that does not vary yet: at each time it is the given one.
  ///
  /// - Parameters:
  ///   - field: The field at all times.
  ///   - basis: The functions `φₖ`.
  public init(_ field: Field, over basis: DepthBasis) {
    let column = Tensor(shape: [basis.count, 1], elements: basis.coefficientsOfOne, scalarType: .float64)
    self.init(
      template: field.withoutParameters,
      coefficients: field.namedParameters.map { _, parameter in
        matmul(
          column.converted(to: parameter.scalarType),
          parameter.reshaped(to: [1, parameter.elementCount]))
      }, basis: basis)
  }

  /// Creates a field of units of equal length, each constant: the fields of a stack of layers one after the
  /// other.
  ///
  /// - Parameters:
  ///   - units: The fields from the start of the span to its end. What is no parameter is that of the first.
  ///   - span: The times of all units together.
  /// - Precondition: There is a unit, and all have parameters of the same shapes.
  public init(units: [Field], over span: ClosedRange<Double>) {
    precondition(!units.isEmpty, "0 units are no field.")
    let parameters = units.map { $0.namedParameters.map(\.value) }
    for unit in parameters {
      precondition(
        unit.map(\.shape) == parameters[0].map(\.shape),
        "A unit has parameters of shapes \(unit.map(\.shape)), the first one \(parameters[0].map(\.shape))."
      )
    }
    self.init(
      template: units[0].withoutParameters,
      coefficients: parameters[0].indices.map { index in
        concatenated(
          parameters.map { $0[index].reshaped(to: [1, $0[index].elementCount]) }, alongAxis: 0)
      }, basis: .piecewiseConstant(cells: units.count, over: span))
  }

  /// Returns the field at a time, with the parameters `θ(t)`.
  public func field(at time: Double) -> Field {
    let values = basis.values(at: time)
    return template.adding(coefficients.map { matmul(Tensor(row: values, like: $0), $0) })
  }

  /// The field jumps where its basis does, and where the field itself does.
  public var jumpTimes: [Double] { basis.jumpTimes + template.jumpTimes }

  /// The field is split where the field that varies is.
  public static var isSplit: Bool { Field.isSplit }

  /// Shows the coefficients to the visitor under the names of the field's parameters.
  public mutating func visitParameters(along gradient: TangentVector, with visitor: ParameterVisitor) {
    let names = template.namedParameters.map(\.name)
    let parts = gradient.coefficients.base
    for index in coefficients.indices {
      visitor.visit(names[index], &coefficients[index], parts.isEmpty ? .zero : parts[index])
    }
  }

  /// Lets the field bring its parameters back to where they must lie, in each unit or at each node; over a
  /// basis without places of its own, nothing is done.
  public mutating func projectParameters() {
    guard basis.isNodal else { return }
    let units = (0..<basis.count).map { unit in
      var field = template.adding(coefficients.map { $0.sliced(alongAxis: 0, unit..<unit + 1) })
      field.projectParameters()
      return zip(field.namedParameters, template.namedParameters).map { $0.value - $1.value }
    }
    for index in coefficients.indices {
      coefficients[index] = concatenated(
        units.map { $0[index].reshaped(to: [1, $0[index].elementCount]) }, alongAxis: 0)
    }
  }
}

extension DepthVarying: DepthParameterized {
  /// The functions `φₖ`.
  public var depthBasis: DepthBasis { basis }

  /// The names of all parameters.
  public var depthVaryingParameters: [String] { namedParameters.map(\.name) }

  /// Replaces the basis and the coefficients.
  public mutating func changeBasis(by change: BasisChange) {
    precondition(
      change.old == basis, "A change from \(change.old) does not fit a field over \(basis).")
    coefficients = coefficients.map { change($0) }
    basis = change.new
  }
}

extension DepthVarying: Sendable where Field: Sendable {}
