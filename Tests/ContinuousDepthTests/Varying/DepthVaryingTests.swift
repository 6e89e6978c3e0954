import Foundation
import GraphODE
import Testing
import _TestSupport

@Suite("Parameters that vary with depth")
struct DepthVaryingTests {
  let state = samples([4, 2], seed: 9)

  @Test("At each time the parameters are the combination of the coefficients", arguments: allBases)
  func combination(_ basis: DepthBasis) {
    let field = DepthVarying(template: SourcedNetwork(seed: 3), over: basis, seed: 20)
    for time in [-0.5, 0.1, 0.8, 1.75] {
      let values = basis.values(at: time)
      let parts = zip(field.coefficients, field.template.namedParameters).map { coefficients, parameter in
        var sum = parameter.value
        for (index, value) in values.enumerated() {
          sum += coefficients.sliced(alongAxis: 0, index..<index + 1).reshaped(to: sum.shape).scaled(
            by: value)
        }
        return sum
      }
      let truth = SourcedNetwork(
        first: Linear(weight: parts[0], bias: parts[1]), clock: parts[2], second: parts[3],
        source: field.template.source)
      #expect(largestDifference(field(state, at: time), truth(state, at: time)) < 1e-14)
    }
  }

  @Test("A field that does not vary yet is the field, over every basis", arguments: allBases)
  func constant(_ basis: DepthBasis) {
    let plain = SourcedNetwork(seed: 1)
    let varying = DepthVarying(plain, over: basis)
    for time in times(in: basis) + [-3, 4] {
      #expect(largestDifference(varying(state, at: time), plain(state, at: time)) < 1e-14)
    }
    let solver = Solver(.rk4, .steps(9))
    let (end, truth) = (
      integrate(varying, from: state, over: -0.5...1.75, with: solver),
      integrate(plain, from: state, over: -0.5...1.75, with: solver)
    )
    // A border of cells divides a step, and moves the solution by the step's error.
    #expect(largestDifference(end, truth) < (basis.jumpTimes.isEmpty ? 1e-13 : 1e-4))
  }

  @Test("Its parameters bear the field's names, with a row for each function")
  func names() {
    let field = DepthVarying(SourcedNetwork(seed: 1), over: .hat(nodes: 4, over: 0...1))
    #expect(field.namedParameters.map(\.name) == ["first.weight", "first.bias", "clock", "second"])
    #expect(field.namedParameters.map(\.value.shape) == [[4, 6], [4, 3], [4, 3], [4, 6]])
    #expect(field.depthVaryingParameters == field.namedParameters.map(\.name))
    let flow = DepthFlow(field, over: TimeSpan(from: 0, to: 1), with: Solver(.rk4, .steps(2)))
    #expect(flow.depthVaryingParameters == flow.namedParameters.map(\.name))
    #expect(flow.depthBasis == field.basis)
  }

  @Test("Units take turns, and steps of Euler make them the layers of a residual network")
  func units() {
    let rates = [0.3, 1.1, 0.7]
    let field = DepthVarying(units: BoundedDecay.units(rates), over: 0...3)
    let start = samples([5], seed: 2)
    let solution = solve(field, from: start, over: 0...3, with: Solver(.euler, .steps(3)))
    let layers = rates.reduce(1) { $0 * (1 - $1) }
    #expect(largestDifference(solution.end, start.scaled(by: layers)) < 1e-13)
    #expect(solution.statistics.steps == 3 && solution.statistics.evaluations == 3)
  }

  @Test("Solves land on the borders of units, from either side", arguments: [false, true])
  func jumps(isBackwards: Bool) {
    let field = DepthVarying(units: BoundedDecay.units([4, -1, 2]), over: 0...1)
    let borders = [1.0 / 3, 2.0 / 3]
    #expect(field.jumpTimes == borders)
    let span = isBackwards ? TimeSpan(from: 1, to: 0) : TimeSpan(from: 0, to: 1)
    // The integral of the rates is 5/3.
    let truth = samples([3]).scaled(by: exp(isBackwards ? 5.0 / 3 : -5.0 / 3))
    // Steps that straddle a border would leave an error of the first order.
    let coarse = integrate(field, from: samples([3]), over: span, with: Solver(.dormandPrince8, .steps(4)))
    #expect(largestDifference(coarse, truth) < 1e-7)
    let adaptive = Solver(
      .dormandPrince5, .adaptive(relativeTolerance: 1e-10, absoluteTolerance: 1e-10))
    #expect(largestDifference(integrate(field, from: samples([3]), over: span, with: adaptive), truth) < 1e-8)
  }

  @Test(
    "Refinement leaves the function, and projection onto fewer units leaves their mean", arguments: allBases)
  func changes(_ basis: DepthBasis) {
    let field = DepthVarying(template: SourcedNetwork(seed: 3), over: basis, seed: 20)
    let finer = field.refined()
    #expect(finer.basis == basis.refined().new)
    for time in times(in: finer.basis) {
      #expect(largestDifference(finer(state, at: time), field(state, at: time)) < 1e-13)
    }
    let back = finer.projected(onto: basis)
    #expect(back.basis == basis)
    for (first, second) in zip(back.coefficients, field.coefficients) {
      #expect(largestDifference(first, second) < 1e-12)
    }
    let mean = field.projected(onto: .piecewiseConstant(cells: 1, over: basis.span))
    let cells = DepthBasis.piecewiseConstant(cells: 1, over: basis.span)
    let matrix = basis.projection(onto: cells).matrix
    #expect(largestDifference(mean.coefficients[0], matmul(matrix, field.coefficients[0])) < 1e-14)
  }

  @Test("The field brings parameters back in each unit and at each node")
  func projectedParameters() {
    var units = DepthVarying(units: BoundedDecay.units([0.1, 3, -2]), over: 0...1)
    units.projectParameters()
    #expect(units.coefficients[0].elements == [0.5, 3, 0.5])
    var hats = DepthVarying(BoundedDecay.units([0.2])[0], over: .hat(nodes: 2, over: 0...1))
    hats.projectParameters()
    #expect(hats.coefficients[0].elements == [0.5, 0.5])
    var waves = DepthVarying(BoundedDecay.units([0.2])[0], over: .fourier(frequencies: 1, over: 0...1))
    waves.projectParameters()
    #expect(waves.coefficients[0].elements == [0.2, 0, 0])
  }

  @Test("Coefficients that do not fit the field are refused")
  func refusals() async {
    await #expect(processExitsWith: .failure) {
      _ = DepthVarying(
        template: SourcedNetwork(seed: 1), coefficients: [samples([2, 6])], basis: .hat(nodes: 2, over: 0...1)
      )
    }
    await #expect(processExitsWith: .failure) {
      var field = DepthVarying(SourcedNetwork(seed: 1), over: .hat(nodes: 2, over: 0...1))
      field.changeBasis(by: DepthBasis.hat(nodes: 3, over: 0...1).refined())
    }
  }
}
