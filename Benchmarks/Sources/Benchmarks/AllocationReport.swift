import CAllocationCount
import Foundation
import GraphODE

/// Says how many blocks of memory solves ask for, per step.
enum AllocationReport {
  /// Prints the blocks that each further step costs: the difference of a long and a short solve.
  static func print() {
    Swift.print("blocks a step  method")
    for method in RungeKutta.all.map(Method.rungeKutta)
    where RungeKutta.named(method.name)?.tableau.isExplicit == true {
      let blocks = (blocks(of: method, steps: 2000) - blocks(of: method, steps: 1000)) / 1000
      Swift.print(String(format: "%13.3f  %@", blocks, "\(method), fixed steps" as NSString))
    }
  }

  private static func blocks(of method: Method, steps: Int) -> Double {
    let solver = Solver(method, .steps(steps))
    let state = Tensor(repeating: 1e-3, shape: [4])
    _ = solve(EffortlessField(), from: state, over: 0...1, with: solver)
    let before = allocation_count_now().blocks
    _ = solve(EffortlessField(), from: state, over: 0...1, with: solver)
    return Double(allocation_count_now().blocks - before)
  }
}
