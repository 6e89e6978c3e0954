import Integrators
import Tensors
import Testing
import _TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Affine fields in Krylov spaces")
struct KrylovSolveTests {
  static let matrices = [
    DenseMatrices.random(40), DenseMatrices.jordanBlock(12, eigenvalue: -0.5),
    DenseMatrices.jordanBlock(12, eigenvalue: 0), DenseMatrices.rotations(planes: 15, frequency: 0.4),
    DenseMatrices.directedWalk(40), DenseMatrices.path(40),
  ]

  let precise = Solver.exponential(tolerance: 1e-13, functions: .krylov)

  /// A field of a matrix with two channels, and its start.
  private func problem(_ matrix: Tensor) -> (field: DenseAffineField, start: Tensor) {
    let size = matrix.shape[0]
    return (
      DenseAffineField(matrix, source: samples([size, 2], seed: 2)), samples([size, 2], seed: 3)
    )
  }

  @Test("They are what the exponential of the matrix says", arguments: matrices.indices, [0.5, 4, -1])
  func exponential(_ index: Int, _ time: Double) {
    let (field, start) = problem(Self.matrices[index])
    let solution = solve(field, from: start, over: TimeSpan(from: 1, to: 1 + time), with: precise)
    let exact = field.solution(from: start, after: time)
    let size = max(1, exact.elements.reduce(0) { max($0, abs($1)) })
    #expect(solution.outcome == .reachedEnd)
    #expect(largestDifference(solution.end, exact) < 1e-10 * size)
    #expect(solution.statistics.steps == 1 && solution.statistics.degree <= 64)
  }

  @Test("In float32 they are exact to single precision", arguments: matrices.indices)
  func singlePrecision(_ index: Int) {
    let (field, start) = problem(Self.matrices[index])
    let single = DenseAffineField(
      field.matrix.converted(to: .float32), source: field.source.converted(to: .float32))
    let end = integrate(
      single, from: start.converted(to: .float32), over: 0...2,
      with: .exponential(tolerance: 1e-7, functions: .krylov))
    let exact = field.solution(from: start, after: 2)
    let size = max(1, exact.elements.reduce(0) { max($0, abs($1)) })
    #expect(largestDifference(end.converted(to: .float64), exact) < 1e-5 * size)
  }

  @Test("The error is the share of the result that was tolerated", arguments: [1e-3, 1e-6, 1e-9])
  func tolerance(_ tolerance: Double) {
    for matrix in Self.matrices {
      let (field, start) = problem(matrix)
      let end = integrate(
        field, from: start, over: 0...4, with: .exponential(tolerance: tolerance, functions: .krylov))
      let exact = field.solution(from: start, after: 4)
      let scale =
        4
        * (matmul(field.matrix, start) + field.source).elements.reduce(0) { $0 + $1 * $1 }
        .squareRoot()
      let size = max(scale, exact.elements.reduce(0) { $0 + $1 * $1 }.squareRoot())
      let error = (end - exact).elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(error < tolerance * size)
    }
  }

  @Test("A space that holds its products is exact, however small")
  func breakdown() {
    // Three planes of a rotation: whatever the time, six products say all.
    let matrix = DenseMatrices.rotations(planes: 20, frequency: 1)
    let start = Tensor(
      shape: [40, 1], elements: (0..<40).map { $0 < 6 ? 1 + Double($0) : 0 }, scalarType: .float64)
    let field = DenseAffineField(matrix, source: .zeros([40, 1], scalarType: .float64))
    let solution = solve(field, from: start, over: 0...1000, with: precise)
    let exact = (0..<6).map { index in
      let angle = 1000 * Double(index / 2 + 1)
      let (x, y) = (1 + Double(index / 2 * 2), 2 + Double(index / 2 * 2))
      return index % 2 == 0 ? x * cos(angle) - y * sin(angle) : x * sin(angle) + y * cos(angle)
    }
    #expect(solution.statistics.degree == 6)
    for (element, value) in zip(solution.end.elements, exact) { #expect(abs(element - value) < 1e-10) }
  }

  @Test("A time that one space is too small for is divided")
  func longSpans() {
    // A thousand rotations' worth of phase, and diffusion over a path until little is left of it.
    let planes = 60
    let matrix = DenseMatrices.rotations(planes: planes, frequency: 1)
    let start = samples([2 * planes, 1])
    let field = DenseAffineField(matrix, source: .zeros([2 * planes, 1], scalarType: .float64))
    let turned = solve(field, from: start, over: 0...20, with: precise)
    let angles = (0..<planes).map { 20 * Double($0 + 1) }
    for (plane, angle) in angles.enumerated() {
      let (x, y) = (start.elements[2 * plane], start.elements[2 * plane + 1])
      let (cosine, sine) = (cos(angle), sin(angle))
      #expect(abs(turned.end.elements[2 * plane] - (x * cosine - y * sine)) < 1e-10)
      #expect(abs(turned.end.elements[2 * plane + 1] - (x * sine + y * cosine)) < 1e-10)
    }
    #expect(turned.statistics.degree == 64 && turned.statistics.evaluations < 3 * 1200)

    let (path, hot) = problem(DenseMatrices.path(100))
    let cooled = solve(path, from: hot, over: 0...500, with: precise)
    let series = integrate(
      DenseAffineField(path.matrix, source: path.source, spectrum: .real(-4...0)), from: hot,
      over: 0...500, with: .exponential(tolerance: 1e-13))
    #expect(cooled.outcome == .reachedEnd)
    #expect(largestDifference(cooled.end, series) < 1e-8 * 500)
  }

  @Test("A state that stands still takes no products but the one that shows it")
  func standstill() {
    let matrix = DenseMatrices.directedWalk(10)
    let start = samples([10, 2])
    let field = DenseAffineField(matrix, source: -matmul(matrix, start))
    let solution = solve(field, from: start, over: 0...5, saving: .times([1, 2]), with: precise)
    #expect(largestDifference(solution.end, start) < 1e-14)
    #expect(largestDifference(solution.states[0], start) < 1e-14)
    let resting = DenseAffineField(matrix, source: .zeros([10, 2], scalarType: .float64))
    let nothing = solve(
      resting, from: .zeros([10, 2], scalarType: .float64), over: 0...5, with: precise)
    #expect(nothing.end == .zeros([10, 2], scalarType: .float64))
    #expect(nothing.statistics.evaluations == 1 && nothing.statistics.degree == 0)
  }

  @Test("The way back in time leads to the start")
  func backwards() {
    for matrix in Self.matrices {
      let (field, start) = problem(matrix)
      let end = integrate(field, from: start, over: TimeSpan(from: 0, to: 1.5), with: precise)
      let back = integrate(field, from: end, over: TimeSpan(from: 1.5, to: 0), with: precise)
      #expect(largestDifference(back, start) < 1e-10)
    }
  }

  @Test("Statistics count all products, and saved states take none more")
  func statistics() {
    let (field, start) = problem(DenseMatrices.directedWalk(40))
    let times = (1..<20).map { 0.2 * Double($0) }
    func counted(_ saving: Saving) -> (Solution<Tensor>, Int) {
      let counter = ProductCounter()
      let counting = DenseAffineField(field.matrix, source: field.source, counter: counter)
      let solution = solve(counting, from: start, over: 0...4, saving: saving, with: precise)
      return (solution, counter.forwardCount)
    }
    let (plain, count) = counted(.end)
    #expect(plain.statistics.evaluations == count && plain.statistics.degree == count - 1)
    let (saved, sameCount) = counted(.times(times))
    #expect(sameCount == count)
    for (time, state) in zip(saved.times, saved.states) {
      #expect(largestDifference(state, field.solution(from: start, after: time)) < 1e-10)
    }
  }

  @Test("On symmetric operators they agree with Chebyshev series", arguments: [0.3, 5, 40])
  func chebyshev(_ time: Double) {
    let (field, start) = problem(DenseMatrices.path(40))
    let ends = [OperatorSpectrum.real(-4...0), .symmetric, .general].map { spectrum in
      integrate(
        DenseAffineField(field.matrix, source: field.source, spectrum: spectrum), from: start,
        over: 0...time, with: .exponential(tolerance: 1e-13))
    }
    #expect(largestDifference(ends[1], ends[0]) < 1e-11 * max(1, time))
    #expect(largestDifference(ends[2], ends[0]) < 1e-11 * max(1, time))
  }

  @Test("A Chebyshev series of an operator of which nothing is known is refused")
  func refusal() async {
    await #expect(processExitsWith: .failure) {
      _ = integrate(
        DenseAffineField(DenseMatrices.directedWalk(5), source: .zeros([5, 1], scalarType: .float64)),
        from: .ones([5, 1], scalarType: .float64), over: 0...1, with: .exponential(functions: .chebyshev))
    }
  }

  @Test("A state that is not finite, or grows beyond all numbers, ends the solve")
  func failures() {
    let field = DenseAffineField(
      DenseMatrices.jordanBlock(4, eigenvalue: 1), source: .zeros([4, 1], scalarType: .float64))
    let start = Tensor.ones([4, 1], scalarType: .float64)
    #expect(!solve(field, from: start, over: 0...5000, with: precise).outcome.isSuccess)
    let broken = DenseAffineField(
      Tensor(repeating: .nan, shape: [4, 4], scalarType: .float64), source: field.source)
    #expect(solve(broken, from: start, over: 0...1, with: precise).outcome == .nonFinite)
  }
}
