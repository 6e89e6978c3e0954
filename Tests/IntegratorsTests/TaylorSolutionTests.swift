import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Taylor solutions")
struct TaylorSolutionTests {
  /// A hundred steps lose less than a hundred ulps.
  let roundOff = 2e-14

  @Test("y' = 1 + y² gives the tangent, close to its pole")
  func tangent() {
    let solution = TaylorSolution(from: [0], over: 0...1.5) { [$0[0] * $0[0] + 1] }
    for time in [0.1, 0.7, 1, 1.3, 1.5] {
      #expect(abs(solution(at: time)[0] / tan(time) - 1) < roundOff)
    }
  }

  @Test("y' = −yᵖ gives (1 + (p − 1) t)^(1 / (1 − p)), whatever the power", arguments: [-1.5, 0.5, 2.5, 3])
  func powers(_ power: Double) {
    let solution = TaylorSolution(from: [1], over: 0...0.3) { [-1 * $0[0].raised(to: power)] }
    for time in [0.05, 0.15, 0.3] {
      let exact = pow(1 + (power - 1) * time, 1 / (1 - power))
      #expect(abs(solution(at: time)[0] - exact) < roundOff)
    }
  }

  @Test("The oscillator keeps its phase over fifty turns")
  func oscillator() {
    let solution = TaylorSolution(from: [1, 0], over: 0...314) { [$0[1], -1 * $0[0]] }
    let state = solution(at: 314)
    #expect(abs(state[0] - cos(314)) < 1e-13)
    #expect(abs(state[1] + sin(314)) < 1e-13)
  }

  @Test("A decay a thousand times faster than the interval stays damped")
  func stiffDecay() {
    let solution = TaylorSolution(from: [3, 0], over: 0...1) { [-1000 * ($0[0] - $0[1]) + 1, 0 * $0[1] + 1] }
    // The second component is the time, which the first follows.
    #expect(abs(solution(at: 1)[0] - 1) < roundOff)
    #expect(abs(solution(at: 0.001)[0] - (0.001 + 3 * exp(-1))) < roundOff)
  }

  @Test("What the derivatives of a polynomial lack is not missed")
  func polynomial() {
    let solution = TaylorSolution(from: [1, 0], over: 0...10) { [2 * $0[1], 0 * $0[1] + 1] }
    #expect(solution(at: 10) == [101, 10])
  }
}
