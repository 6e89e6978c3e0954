import ContinuousDepth
import Foundation
import GraphODE
import Testing

@Suite("Settings of solvers")
struct SolverSettingTests {
  private func setting(_ method: Integrators.Method, _ control: StepControl, over length: Double = 2)
    -> SolverSetting
  {
    SolverSetting(Solver(method, control), over: length)
  }

  private func tolerance(_ relative: Double, _ absolute: Double? = nil) -> StepControl {
    .adaptive(relativeTolerance: relative, absoluteTolerance: absolute ?? relative)
  }

  @Test("A number of steps and their size are the same setting")
  func steps() {
    #expect(setting(.euler, .steps(8)).resolution == .step(0.25))
    #expect(setting(.euler, .steps(8)) == setting(.euler, .stepSize(0.25)))
    #expect(setting(.euler, .stepSize(9)).resolution == .step(2))
    #expect(setting(.heun, tolerance(1e-3)).stepCount == nil)
    // Shares that are no binary fractions come back to the count that they are of.
    for count in 1...600 { #expect(setting(.rk4, .steps(count), over: 0.7).stepCount == count) }
    #expect(setting(.euler, .stepSize(0.3)).stepCount == 7)
  }

  @Test("A solver counts the steps that its setting says", arguments: [0.3, 0.25, 1.1, 2, 5, 1.0 / 3])
  func solvedSteps(size: Double) {
    let model = DepthFlow(
      DecayField(rate: Tensor(1, scalarType: .float64)), over: TimeSpan(from: 0, to: 2),
      with: Solver(.euler, .stepSize(size)))
    let solution = model(Tensor(1, scalarType: .float64))
    #expect(solution.statistics.steps == setting(.euler, .stepSize(size)).stepCount)
  }

  @Test("At least as exact is a higher order or the same, with steps or tolerances no larger")
  func exactness() {
    let midpoint = setting(.midpoint, .steps(8))
    #expect(midpoint.isAtLeastAsExact(as: midpoint))
    #expect(setting(.midpoint, .steps(9)).isAtLeastAsExact(as: midpoint))
    #expect(setting(.rk4, .steps(8)).isAtLeastAsExact(as: midpoint))
    #expect(!setting(.midpoint, .steps(7)).isAtLeastAsExact(as: midpoint))
    #expect(!setting(.rk4, .steps(7)).isAtLeastAsExact(as: midpoint))
    #expect(!setting(.euler, .steps(800)).isAtLeastAsExact(as: midpoint))

    let adaptive = setting(.bogackiShampine3, tolerance(1e-4, 1e-6))
    #expect(setting(.dormandPrince5, tolerance(1e-4, 1e-6)).isAtLeastAsExact(as: adaptive))
    #expect(!setting(.dormandPrince5, tolerance(1e-5, 2e-6)).isAtLeastAsExact(as: adaptive))
    #expect(!setting(.heun, tolerance(1e-6)).isAtLeastAsExact(as: adaptive))

    // A step of order 2 over an eighth of the span errs by (1/8)³ ≈ 2e-3.
    #expect(setting(.dormandPrince5, tolerance(1.9e-3)).isAtLeastAsExact(as: midpoint))
    #expect(!setting(.dormandPrince5, tolerance(2.1e-3)).isAtLeastAsExact(as: midpoint))
    // One of order 4 errs by 1e-5 over a tenth.
    let loose = setting(.heun, tolerance(1e-5))
    #expect(setting(.rk4, .steps(10)).isAtLeastAsExact(as: loose))
    #expect(!setting(.rk4, .steps(9)).isAtLeastAsExact(as: loose))
  }

  @Test(
    "Settings read as one would say them",
    arguments: [
      (Solver(.euler, .steps(1)), "euler with 1 step"),
      (Solver(.rk4, .stepSize(0.3)), "rk4 with 7 steps"),
      (
        Solver(.dormandPrince5, .adaptive(relativeTolerance: 1e-5, absoluteTolerance: 1e-5)),
        "dormand-prince-5 at a tolerance of 1e-05"
      ),
      (
        Solver(.heun, .adaptive(relativeTolerance: 0.012345, absoluteTolerance: 0)),
        "heun at tolerances of 0.0123 and 0.0"
      ),
    ])
  func words(solver: Solver, text: String) {
    #expect(SolverSetting(solver, over: 2).description == text)
  }

  @Test("JSON keeps a setting to the bit")
  func coding() throws {
    for control in [StepControl.stepSize(2 / 3), tolerance(1.1e-5 / 3, 0)] {
      let setting = setting(.dormandPrince5, control)
      let data = try JSONEncoder().encode(setting)
      let read = try JSONDecoder().decode(SolverSetting.self, from: data)
      #expect(read == setting && read.solver == Solver(.dormandPrince5, control))
    }
  }
}
