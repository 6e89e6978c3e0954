import CKernels
import Testing

@Suite("Random arrays")
struct RandomFillTests {
  @Test("Any part of an array can be drawn on its own")
  func parts() {
    let count = 1111
    var (uniform, normal) = ([Double](repeating: -1, count: count), [Double](repeating: -1, count: count))
    var mask = [Double](repeating: -1, count: count)
    var words = [UInt64](repeating: 0, count: count)
    graphode_philox_uniform_f64(7, 9, 0, 0, 1, &uniform, count)
    graphode_philox_normal_f64(7, 9, 0, 0, 1, &normal, count)
    graphode_philox_keep_mask_f64(7, 9, 0, 0.6, 2, &mask, count)
    graphode_philox_words(7, 9, 0, &words, count)
    for (first, size) in [(0, 1), (1, 1), (3, 6), (255, 2), (254, 300), (511, 600), (1110, 1)] {
      var part = [Double](repeating: -1, count: size)
      graphode_philox_uniform_f64(7, 9, UInt64(first), 0, 1, &part, size)
      #expect(part == Array(uniform[first..<first + size]))
      graphode_philox_normal_f64(7, 9, UInt64(first), 0, 1, &part, size)
      #expect(part == Array(normal[first..<first + size]))
      graphode_philox_keep_mask_f64(7, 9, UInt64(first), 0.6, 2, &part, size)
      #expect(part == Array(mask[first..<first + size]))
      var someWords = [UInt64](repeating: 0, count: size)
      graphode_philox_words(7, 9, UInt64(first), &someWords, size)
      #expect(someWords == Array(words[first..<first + size]))
    }
  }

  @Test("Floats are the doubles of the same place, with fewer bits")
  func precisions() {
    let count = 1000
    var (doubles, floats) = ([Double](repeating: 0, count: count), [Float](repeating: 0, count: count))
    graphode_philox_uniform_f64(1, 2, 3, 0, 1, &doubles, count)
    graphode_philox_uniform_f32(1, 2, 3, 0, 1, &floats, count)
    #expect(zip(doubles, floats).allSatisfy { $0 >= Double($1) && $0 - Double($1) < 0x1p-24 })
    graphode_philox_normal_f64(1, 2, 4, 0, 1, &doubles, count)
    graphode_philox_normal_f32(1, 2, 4, 0, 1, &floats, count)
    #expect(floats == doubles.map { Float($0) })
  }

  @Test("Uniform numbers fall into equal bins equally often, and never at the upper end")
  func uniformity() {
    let (count, bins) = (200_000, 100)
    for seed in 0..<3 {
      var x = [Double](repeating: 0, count: count)
      graphode_philox_uniform_f64(UInt64(seed), 0, 0, 0, Double(bins), &x, count)
      var counts = [Int](repeating: 0, count: bins)
      for element in x { counts[Int(element)] += 1 }
      let mean = Double(count / bins)
      let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
      // 99 degrees of freedom: within 57...155 but for two cases in a thousand.
      #expect(chiSquare > 57 && chiSquare < 155, "seed \(seed): chi-square \(chiSquare)")
    }
    // Between these bounds lie two floats only, so that half of the sums would round up.
    var narrow = [Float](repeating: 0, count: 1000)
    graphode_philox_uniform_f32(0, 0, 0, 1, Float(1).nextUp, &narrow, 1000)
    #expect(narrow.allSatisfy { $0 == 1 })
  }

  @Test("Normal numbers have the moments and the tails of the normal distribution")
  func normality() {
    let count = 400_000
    var x = [Double](repeating: 0, count: count)
    graphode_philox_normal_f64(11, 0, 0, 0, 1, &x, count)
    func mean(_ f: (Double) -> Double) -> Double { x.reduce(0) { $0 + f($1) } / Double(count) }
    // Five standard errors: the variances of x, x^2, x^3 and x^4 are 1, 2, 15 and 96.
    let error = 5 / Double(count).squareRoot()
    #expect(abs(mean { $0 }) < error)
    #expect(abs(mean { $0 * $0 } - 1) < error * 1.42)
    #expect(abs(mean { $0 * $0 * $0 }) < error * 3.88)
    #expect(abs(mean { $0 * $0 * $0 * $0 } - 3) < error * 9.80)
    // P(|x| > 2) = 0.0455003.
    #expect(abs(mean { abs($0) > 2 ? 1 : 0 } - 0.0455003) < error * 0.209)
    // The two numbers of a pair are independent, and so are neighbouring pairs.
    for lag in [1, 2] {
      let product = (0..<count - lag).reduce(0.0) { $0 + x[$1] * x[$1 + lag] } / Double(count)
      #expect(abs(product) < error, "lag \(lag)")
    }
  }

  @Test("Bits are those of the mask that has a number for each, and zero beyond the end")
  func bits() {
    for keep in [0, 0.3, 0.6, 1] {
      for (first, size) in [(0, 1), (0, 64), (1, 65), (3, 600), (4, 512), (6, 449), (64, 1000), (0, 0)] {
        var mask = [Float](repeating: -1, count: size)
        graphode_philox_keep_mask_f32(7, 9, UInt64(first), keep, 2, &mask, size)
        var words = [UInt64](repeating: .max, count: (size + 63) / 64 + 1)
        graphode_philox_keep_bits(7, 9, UInt64(first), keep, &words, size)
        for bit in 0..<(size + 63) / 64 * 64 {
          let isSet = words[bit / 64] >> UInt64(bit % 64) & 1 == 1
          #expect(isSet == (bit < size && mask[bit] != 0))
        }
        #expect(words.last == .max, "nothing is written behind the last word")
      }
    }
  }

  @Test("Keeping everything and nothing is possible")
  func extremes() {
    var mask = [Float](repeating: -1, count: 100)
    graphode_philox_keep_mask_f32(1, 0, 0, 1, 3, &mask, 100)
    #expect(mask.allSatisfy { $0 == 3 })
    graphode_philox_keep_mask_f32(1, 0, 0, 0, 3, &mask, 100)
    #expect(mask.allSatisfy { $0 == 0 })
  }
}
