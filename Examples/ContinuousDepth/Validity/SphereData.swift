import GraphODE

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Points of two classes: a ball around the origin, and a shell around the ball.
///
/// No flow can pull the classes apart without leaving the plane: where the ball goes the shell stays around
/// it. Steps can.
///
/// Reference: E. Dupont, A. Doucet and Y. W. Teh, "Augmented Neural ODEs", NeurIPS 2019, section 4.1; the
/// radii of the ball up to 0.5 and of the shell from 1 to 1.5.
struct SphereData {
  let points: Tensor
  let labels: [Int]
  let training: [Int]
  let validation: [Int]
  let test: [Int]

  /// Draws as many points of each class for training, validation and test.
  init(dimensions: Int, pointsPerSplit count: Int, seed: UInt64) {
    var generator = RandomGenerator(seed: seed).split(1)
    let total = 3 * count
    let directions = Tensor(
      normalWithMean: 0, deviation: 1, shape: [total, dimensions], scalarType: .float64, using: &generator
    ).elements
    let shares = Tensor(uniform: 0..<1, shape: [total], scalarType: .float64, using: &generator).elements
    labels = (0..<total).map { $0 % 2 }
    var elements: [Double] = []
    for point in 0..<total {
      let direction = directions[point * dimensions..<(point + 1) * dimensions]
      let norm = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let (inner, outer) = labels[point] == 0 ? (0.0, 0.5) : (1.0, 1.5)
      // Uniform in volume: the share of the volume within a radius grows with its power.
      let power = Double(dimensions)
      let volume = pow(inner, power) + shares[point] * (pow(outer, power) - pow(inner, power))
      elements += direction.map { $0 / norm * pow(volume, 1 / power) }
    }
    points = Tensor(shape: [total, dimensions], elements: elements)
    (training, validation) = (Array(0..<count), Array(count..<2 * count))
    test = Array(2 * count..<total)
  }
}
