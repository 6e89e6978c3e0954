import GraphODE

/// A network of genes that switch each other on and off: `dx/dt = c + a(x) A + r(x) R − x`, with
/// `a(x) = x²/(1 + x²)` and `r(x) = 1/(1 + x²)`.
struct GeneNetwork: VectorField {
  /// The strengths `A` of activation, `[genes, genes]`: row `j`, column `i` for what `j` does to `i`.
  @noDerivative let activation: Tensor

  /// The strengths `R` of repression, `[genes, genes]`.
  @noDerivative let repression: Tensor

  /// The rate `c` of production without any regulation.
  @noDerivative let production: Double

  /// Creates a network in which each gene is regulated by one or two others.
  init(genes: Int, using generator: inout RandomGenerator) {
    var activation = [Double](repeating: 0, count: genes * genes)
    var repression = activation
    for gene in 0..<genes {
      let others = generator.permutation(of: genes).filter { $0 != gene }
      for regulator in others.prefix(1 + generator.number(below: 2)) {
        let strength = 1.5 + Double(generator.number(below: 1000)) / 1000
        if generator.number(below: 2) == 0 {
          activation[regulator * genes + gene] = strength
        } else {
          repression[regulator * genes + gene] = strength
        }
      }
    }
    self.activation = Tensor(shape: [genes, genes], elements: activation, scalarType: .float64)
    self.repression = Tensor(shape: [genes, genes], elements: repression, scalarType: .float64)
    production = 0.2
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    let repressing = 1 / (1 + square(state))
    return matmul(1 - repressing, withoutDerivative(at: activation))
      + matmul(repressing, withoutDerivative(at: repression)) - state
      + withoutDerivative(at: production)
  }

  /// Whether gene `j` regulates gene `i`, at `[j][i]`.
  var edges: [[Bool]] {
    let genes = activation.shape[0]
    let strengths = (activation + repression).elements
    return (0..<genes).map { row in (0..<genes).map { strengths[row * genes + $0] > 0 } }
  }
}

/// A field of which one channel is held where it is, as an experimenter would hold it.
struct Held<Field: VectorField>: VectorField where Field.State == Tensor {
  var field: Field

  /// 0 for the channel that is held and 1 for the others, `[channels]`.
  @noDerivative let mask: Tensor

  init(_ field: Field, channel: Int, of channels: Int, scalarType: ScalarType) {
    self.field = field
    mask = Tensor(
      shape: [channels], elements: (0..<channels).map { $0 == channel ? 0 : 1 }, scalarType: scalarType)
  }

  @differentiable(reverse)
  func callAsFunction(_ state: Tensor, at time: Double) -> Tensor {
    field(state, at: time) * withoutDerivative(at: mask)
  }
}
