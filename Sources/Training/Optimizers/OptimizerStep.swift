import CKernels
import Foundation
import Tensors

/// One step of an optimizer, through the kernels.
struct OptimizerStep {
  /// The number of the step; the first is 1.
  let number: Int

  /// The learning rate of the step.
  let rate: Double

  /// The number of elements that one thread takes at a time.
  private static let grain = 1 << 15

  /// Moves a parameter and its state in place.
  ///
  /// - Parameters:
  ///   - parameter: What to move.
  ///   - gradient: Its gradient, of the same shape and scalar type.
  ///   - first: The first of the method's arrays, or `Tensor.zero` if it has none.
  ///   - second: The second of the method's arrays, or `Tensor.zero`.
  ///   - method: The rule.
  ///   - decay: The weight decay of this parameter.
  func move(
    _ parameter: inout Tensor, along gradient: Tensor, _ first: inout Tensor,
    _ second: inout Tensor, by method: Optimizer.Method, decay: Double
  ) {
    let count = parameter.elementCount
    let scalarType = parameter.scalarType
    Self.withMemory(&first) { first in
      Self.withMemory(&second) { second in
        parameter.withMutableBytes { parameter in
          gradient.withBytes { gradient in
            Parallel.forEachRange(count: count, grain: Self.grain) { range in
              let offset = range.lowerBound * scalarType.byteCount
              let (p, g) = (parameter + offset, gradient + offset)
              let (a, b) = (first.map { $0 + offset }, second.map { $0 + offset })
              switch scalarType {
              case .float32: moveFloats(p, g, a, b, range.count, method, decay)
              case .float64: moveDoubles(p, g, a, b, range.count, method, decay)
              }
            }
          }
        }
      }
    }
  }

  /// Calls `body` with the memory of a tensor, `nil` for the shapeless zero.
  private static func withMemory(
    _ tensor: inout Tensor, _ body: (UnsafeMutableRawPointer?) -> Void
  ) {
    if tensor.isShapelessZero { body(nil) } else { tensor.withMutableBytes { body($0) } }
  }

  /// Returns `1 − beta^number`, by which an average that started at 0 is too small.
  private func correction(_ beta: Double) -> Double { 1 - pow(beta, Double(number)) }

  // The two functions below differ in the scalar type alone; C has no generics to join them by.

  private func moveFloats(
    _ parameter: UnsafeMutableRawPointer, _ gradient: UnsafeRawPointer,
    _ first: UnsafeMutableRawPointer?, _ second: UnsafeMutableRawPointer?, _ count: Int,
    _ method: Optimizer.Method, _ decay: Double
  ) {
    let p = parameter.assumingMemoryBound(to: Float.self)
    let g = gradient.assumingMemoryBound(to: Float.self)
    let a = first?.assumingMemoryBound(to: Float.self)
    let b = second?.assumingMemoryBound(to: Float.self)
    switch method {
    case .sgd(let momentum):
      graphode_sgd_f32(p, g, a, count, rate, momentum, decay)
    case .nesterov(let momentum):
      graphode_nesterov_f32(p, g, a, count, rate, momentum, decay)
    case .rmsProp(let smoothing, let epsilon, let momentum):
      graphode_rmsprop_f32(p, g, a, b, count, rate, smoothing, epsilon, momentum, decay)
    case .adam(let beta1, let beta2, let epsilon):
      graphode_adam_f32(
        p, g, a, b, count, rate, beta1, beta2, epsilon, decay, correction(beta1), correction(beta2))
    case .adamW(let beta1, let beta2, let epsilon):
      graphode_adamw_f32(
        p, g, a, b, count, rate, beta1, beta2, epsilon, decay, correction(beta1), correction(beta2))
    case .adamax(let beta1, let beta2, let epsilon):
      graphode_adamax_f32(
        p, g, a, b, count, rate, beta1, beta2, epsilon, decay, correction(beta1))
    }
  }

  private func moveDoubles(
    _ parameter: UnsafeMutableRawPointer, _ gradient: UnsafeRawPointer,
    _ first: UnsafeMutableRawPointer?, _ second: UnsafeMutableRawPointer?, _ count: Int,
    _ method: Optimizer.Method, _ decay: Double
  ) {
    let p = parameter.assumingMemoryBound(to: Double.self)
    let g = gradient.assumingMemoryBound(to: Double.self)
    let a = first?.assumingMemoryBound(to: Double.self)
    let b = second?.assumingMemoryBound(to: Double.self)
    switch method {
    case .sgd(let momentum):
      graphode_sgd_f64(p, g, a, count, rate, momentum, decay)
    case .nesterov(let momentum):
      graphode_nesterov_f64(p, g, a, count, rate, momentum, decay)
    case .rmsProp(let smoothing, let epsilon, let momentum):
      graphode_rmsprop_f64(p, g, a, b, count, rate, smoothing, epsilon, momentum, decay)
    case .adam(let beta1, let beta2, let epsilon):
      graphode_adam_f64(
        p, g, a, b, count, rate, beta1, beta2, epsilon, decay, correction(beta1), correction(beta2))
    case .adamW(let beta1, let beta2, let epsilon):
      graphode_adamw_f64(
        p, g, a, b, count, rate, beta1, beta2, epsilon, decay, correction(beta1), correction(beta2))
    case .adamax(let beta1, let beta2, let epsilon):
      graphode_adamax_f64(
        p, g, a, b, count, rate, beta1, beta2, epsilon, decay, correction(beta1))
    }
  }
}
