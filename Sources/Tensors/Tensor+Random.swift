import CKernels

extension Tensor {
  /// Creates a tensor of numbers that are uniform in `range`.
  public init(
    uniform range: Range<Double>, shape: Shape, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    let (seed, stream) = (generator.seed, generator.stream)
    let first = generator.reserve(shape.elementCount)
    self.init(
      filling: shape, scalarType,
      {
        graphode_philox_uniform_f32(
          seed, stream, first + $1, Float(range.lowerBound), Float(range.upperBound), $0, $2)
      },
      {
        graphode_philox_uniform_f64(
          seed, stream, first + $1, range.lowerBound, range.upperBound, $0, $2)
      })
  }

  /// Creates a tensor of normally distributed numbers.
  public init(
    normalWithMean mean: Double, deviation: Double, shape: Shape,
    scalarType: ScalarType = .float32, using generator: inout RandomGenerator
  ) {
    let (seed, stream) = (generator.seed, generator.stream)
    let first = generator.reserve(shape.elementCount)
    self.init(
      filling: shape, scalarType,
      {
        graphode_philox_normal_f32(
          seed, stream, first + $1, Float(mean), Float(deviation), $0, $2)
      },
      { graphode_philox_normal_f64(seed, stream, first + $1, mean, deviation, $0, $2) })
  }

  /// Creates a matrix `[inputs, outputs]` that is uniform in `±√(6 / (inputs + outputs))`.
  ///
  /// Reference: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep
  /// feedforward neural networks", AISTATS 2010, equation 16.
  public init(
    glorotUniform inputs: Int, _ outputs: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    let bound = (6 / Double(Swift.max(inputs + outputs, 1))).squareRoot()
    self.init(
      uniform: -bound..<bound, shape: [inputs, outputs], scalarType: scalarType, using: &generator)
  }

  /// Creates a matrix `[inputs, outputs]` of normal numbers with variance `2 / inputs`, for layers
  /// before a rectifier.
  ///
  /// Reference: K. He, X. Zhang, S. Ren and J. Sun, "Delving Deep into Rectifiers", ICCV 2015,
  /// equation 10.
  public init(
    kaimingNormal inputs: Int, _ outputs: Int, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    self.init(
      normalWithMean: 0, deviation: (2 / Double(Swift.max(inputs, 1))).squareRoot(),
      shape: [inputs, outputs], scalarType: scalarType, using: &generator)
  }

  /// Creates a tensor whose elements are 0 with probability `rate` and `1 / (1 − rate)` otherwise:
  /// a factor that drops elements and keeps their expectation.
  ///
  /// Dropout of a tensor `x` is `x * mask`. The mask is drawn before the differentiated code, which
  /// cannot change a generator, and for a solve once, before it: a field that changes between
  /// evaluations is not a differential equation.
  ///
  /// - Precondition: `rate` is in `0..<1`.
  public init(
    dropoutMaskWithRate rate: Double, shape: Shape, scalarType: ScalarType = .float32,
    using generator: inout RandomGenerator
  ) {
    precondition(rate >= 0 && rate < 1, "The dropout rate is \(rate), but must be in 0..<1.")
    let (seed, stream) = (generator.seed, generator.stream)
    // Two elements share a word, so positions count in halves of one.
    let first = 2 * generator.reserve((shape.elementCount + 1) / 2)
    let keep = 1 - rate
    self.init(
      filling: shape, scalarType,
      { graphode_philox_keep_mask_f32(seed, stream, first + $1, keep, Float(1 / keep), $0, $2) },
      { graphode_philox_keep_mask_f64(seed, stream, first + $1, keep, 1 / keep, $0, $2) })
  }

  /// Creates a tensor from a kernel that fills `count` elements from the one at `offset`.
  private init(
    filling shape: Shape, _ scalarType: ScalarType,
    _ float32: (UnsafeMutablePointer<Float>, _ offset: UInt64, _ count: Int) -> Void,
    _ float64: (UnsafeMutablePointer<Double>, _ offset: UInt64, _ count: Int) -> Void
  ) {
    self.init(uninitialized: shape, scalarType: scalarType)
    let count = elementCount
    switch scalarType {
    case .float32:
      withMutableFloats { to in
        Parallel.forEachRange(count: count, grain: elementwiseGrain) {
          float32(to + $0.lowerBound, UInt64($0.lowerBound), $0.count)
        }
      }
    case .float64:
      withMutableDoubles { to in
        Parallel.forEachRange(count: count, grain: elementwiseGrain) {
          float64(to + $0.lowerBound, UInt64($0.lowerBound), $0.count)
        }
      }
    }
  }
}
