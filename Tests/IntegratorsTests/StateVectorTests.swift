import Integrators
import Tensors
import Testing

/// Two tensors in an array, which a zero has none of.
private struct Listed: StateVector {
  typealias TangentVector = Self
  var tensors: [Tensor]

  static var zero: Self { Self(tensors: []) }
  static func + (lhs: Self, rhs: Self) -> Self {
    Self(tensors: zip(lhs.tensors, rhs.tensors).map { $0 + $1 })
  }
  static func - (lhs: Self, rhs: Self) -> Self {
    Self(tensors: zip(lhs.tensors, rhs.tensors).map { $0 - $1 })
  }
  mutating func move(by offset: Self) { self += offset }
  var tensorCount: Int { tensors.count }
  func tensor(at index: Int) -> Tensor { tensors[index] }
  mutating func updateTensors(_ body: (_ index: Int, _ tensor: inout Tensor) -> Void) {
    for index in tensors.indices { body(index, &tensors[index]) }
  }
}

/// A state that stands still.
private struct Standstill: VectorField {
  @differentiable(reverse)
  func callAsFunction(_ state: Listed, at time: Double) -> Listed { state }
}

@Suite("State vectors")
struct StateVectorTests {
  @Test("A state whose zero has another number of tensors is refused")
  func zeroWithoutTensors() async {
    await #expect(processExitsWith: .failure) {
      _ = solve(
        Standstill(), from: Listed(tensors: [Tensor(1), Tensor(2)]), over: 0...1,
        with: Solver(.rk4, .steps(3)))
    }
  }

  @Test("Solutions may be handed from task to task")
  func sendable() {
    func requireSendable<T: Sendable>(_ type: T.Type) {}
    requireSendable(Solution<Tensor>.self)
    requireSendable(HybridSolution<Tensor>.self)
    requireSendable(SampledSolution.self)
    requireSendable(Trajectory<Tensor>.self)
  }
}
