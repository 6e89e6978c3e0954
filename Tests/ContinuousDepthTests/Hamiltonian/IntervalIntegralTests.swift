import Testing

@testable import ContinuousDepth

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Integrals between samples")
struct IntervalIntegralTests {
  @Test("They are exact for polynomials of a degree below the number of nodes", arguments: 1...8)
  func exactness(_ nodes: Int) {
    let times = [0.1, 0.25, 0.5, 0.55, 0.8, 1.1, 1.2, 1.4, 1.7, 1.9]
    for times in [times, times.reversed()] {
      for degree in 0..<nodes {
        let integrals = intervalIntegrals(of: times.map { pow($0, Double(degree)) }, at: times, nodes: nodes)
        for (index, integral) in integrals.enumerated() {
          let power = Double(degree + 1)
          let exact = (pow(times[index + 1], power) - pow(times[index], power)) / power
          #expect(abs(integral - exact) < 1e-12, "degree \(degree), interval \(index)")
        }
      }
    }
  }

  @Test("Their error falls with the number of nodes as its power")
  func order() {
    func error(_ count: Int) -> Double {
      let times = (0...count).map { 3 * Double($0) / Double(count) }
      let sum = intervalIntegrals(of: times.map { sin(3 * $0) }, at: times, nodes: 8).reduce(0, +)
      return abs(sum - (1 - cos(9.0)) / 3)
    }
    // Inside, errors of neighbouring intervals cancel in part, so that the order may be higher.
    #expect(log2(error(16) / error(32)) > 7.5)
  }
}
