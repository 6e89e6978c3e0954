import CKernels
import Tensors
import Testing

@Suite("Random numbers")
struct RandomGeneratorTests {
  @Test(
    "Philox4x32-10 gives the published words",
    arguments: [
      // The known answers of the Random123 library, for counters and keys of all zeros, all ones and
      // the digits of π.
      (
        [UInt32](repeating: 0, count: 4), [UInt32](repeating: 0, count: 2),
        [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8] as [UInt32]
      ),
      (
        [UInt32](repeating: .max, count: 4), [UInt32](repeating: .max, count: 2),
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ])
  func knownAnswers(counter: [UInt32], key: [UInt32], expected: [UInt32]) {
    var words = [UInt32](repeating: 0, count: 4)
    graphode_philox_block(counter, key, &words)
    #expect(words == expected)
  }

  @Test("Equal seeds give equal numbers; seeds, streams and splits differ")
  func streams() {
    func words(_ generator: RandomGenerator) -> [UInt64] {
      var generator = generator
      return (0..<4).map { _ in generator.next() }
    }
    let generator = RandomGenerator(seed: 5)
    #expect(words(generator) == words(RandomGenerator(seed: 5)))
    let all = [
      generator, RandomGenerator(seed: 6), generator.split(0), generator.split(1),
      generator.split(0).split(0),
    ].flatMap(words)
    #expect(Set(all).count == all.count)
  }

  @Test("A generator goes on from its state, and draws of tensors count")
  func state() {
    var generator = RandomGenerator(seed: 3)
    _ = Tensor(uniform: 0..<1, shape: [5], using: &generator)
    _ = generator.next()
    var copy = RandomGenerator(
      seed: generator.seed, stream: generator.stream, position: generator.position)
    #expect(
      Tensor(normalWithMean: 0, deviation: 1, shape: [7], using: &generator)
        == Tensor(normalWithMean: 0, deviation: 1, shape: [7], using: &copy))
    let first = Tensor(uniform: 0..<1, shape: [5], using: &generator)
    let second = Tensor(uniform: 0..<1, shape: [5], using: &generator)
    #expect(first != second)
  }

  @Test("Uniform, normal and dropout numbers have their moments", arguments: ScalarType.allCases)
  func moments(scalarType: ScalarType) {
    var generator = RandomGenerator(seed: 1)
    let count = 200_000
    let uniform = Tensor(uniform: 2..<4, shape: [count], scalarType: scalarType, using: &generator)
    let normal = Tensor(
      normalWithMean: 1, deviation: 2, shape: [count], scalarType: scalarType, using: &generator)
    let mask = Tensor(
      dropoutMaskWithRate: 0.3, shape: [count], scalarType: scalarType, using: &generator)
    func moments(_ tensor: Tensor) -> (mean: Double, variance: Double) {
      let mean = tensor.mean().scalar
      return (mean, square(tensor - mean).mean().scalar)
    }
    // Five standard errors of a mean of 200 000 numbers.
    #expect(abs(moments(uniform).mean - 3) < 5 * 0.577 / 447)
    #expect(abs(moments(uniform).variance - 1.0 / 3) < 0.005)
    #expect(uniform.elements.allSatisfy { $0 >= 2 && $0 < 4 })
    #expect(abs(moments(normal).mean - 1) < 5 * 2.0 / 447)
    #expect(abs(moments(normal).variance - 4) < 0.07)
    #expect(abs(moments(mask).mean - 1) < 5 * 0.655 / 447)
    #expect(Set(mask.elements.map { $0 == 0 ? 0 : 1 }) == [0, 1])
  }

  @Test("Tensors do not depend on the number of threads")
  func threads() {
    let before = Threads.count
    defer { Threads.count = before }
    let draws = [1, 2, 3].map { count in
      Threads.count = count
      var generator = RandomGenerator(seed: 9)
      return [
        Tensor(uniform: 0..<1, shape: [300_003], using: &generator),
        Tensor(normalWithMean: 0, deviation: 1, shape: [300_003], using: &generator),
        Tensor(dropoutMaskWithRate: 0.5, shape: [300_003], using: &generator),
      ]
    }
    #expect(draws[0] == draws[1] && draws[0] == draws[2])
  }

  @Test("A permutation holds every number once, and all orders come up equally often")
  func permutations() {
    var generator = RandomGenerator(seed: 2)
    #expect(generator.permutation(of: 1000).sorted() == Array(0..<1000))
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[generator.permutation(of: 3), default: 0] += 1 }
    // Chi-square with five degrees of freedom: 20.5 is passed by chance once in a thousand.
    let chiSquare = counts.values.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(counts.count == 6 && chiSquare < 20.5)
  }
}
