import Foundation
import Tensors
import Testing
import Training
import _TestSupport

@Suite("Losses and metrics")
struct LossTests {
  let labels = [2, 0, -1, 1, 2]
  let logits = samples([5, 3], from: -3, to: 3)

  @Test("Cross-entropy is the mean of −ln softmax over the chosen nodes")
  func value() {
    let logarithms = logSoftmax(logits).elements
    let expected = -(logarithms[2] + logarithms[3 * 3 + 1] + logarithms[4 * 3 + 2]) / 3
    #expect(abs(crossEntropy(logits, labels: labels, on: [0, 3, 4]) - expected) < 1e-14)
    #expect(
      abs(crossEntropy(.zeros([5, 3]), labels: labels, on: [1]) - log(3)) < 1e-15)
  }

  @Test("Its gradient agrees with central differences", arguments: [[0, 3, 4], [1], [4, 4, 0]])
  func gradients(nodes: [Int]) {
    let labels = labels
    let slopes = gradient(at: logits) { crossEntropy($0, labels: labels, on: nodes) }.elements
    let step = 1e-5
    for index in slopes.indices {
      func moved(by distance: Double) -> Double {
        var elements = logits.elements
        elements[index] += distance
        let point = Tensor(shape: [5, 3], elements: elements, scalarType: .float64)
        return crossEntropy(point, labels: labels, on: nodes)
      }
      // The quotient's own error is about step², and rounding over step.
      #expect(abs(slopes[index] - (moved(by: step) - moved(by: -step)) / (2 * step)) < 1e-9)
    }
  }

  @Test("Rows that are not chosen have no gradient; those of the others sum to 0")
  func rows() {
    let slopes = gradient(at: logits) { crossEntropy($0, labels: [2, 0, -1, 1, 2], on: [0, 3]) }
    for row in 0..<5 {
      let part = slopes.elements[3 * row..<3 * row + 3]
      #expect(abs(part.reduce(0, +)) < 1e-15)
      #expect(part.allSatisfy { $0 == 0 } == ![0, 3].contains(row))
    }
  }

  @Test("Large logits do not overflow, and float32 agrees with float64")
  func extremes() {
    let large = Tensor(shape: [1, 2], elements: [1000, 0], scalarType: .float64)
    #expect(crossEntropy(large, labels: [1], on: [0]) == 1000)
    #expect(crossEntropy(large, labels: [0], on: [0]) == 0)
    let narrow = crossEntropy(logits.converted(to: .float32), labels: labels, on: [0, 1])
    #expect(abs(narrow - crossEntropy(logits, labels: labels, on: [0, 1])) < 1e-6)
    let broken = Tensor(shape: [1, 2], elements: [.nan, 0])
    #expect(crossEntropy(broken, labels: [1], on: [0]).isNaN)
    #expect(accuracy(broken, labels: [1], on: [0]) == 0)
  }

  @Test("Accuracy is the share of right answers; the first of equal logits decides")
  func accuracies() {
    let logits = Tensor(shape: [4, 2], elements: [1, 0, 0, 1, 1, 1, 1, 1])
    #expect(accuracy(logits, labels: [0, 1, 0, 1], on: [0, 1, 2, 3]) == 0.75)
    #expect(accuracy(logits, labels: [1, 1, 0, 1], on: [0, 3]) == 0)
    #expect(accuracy(logits, labels: [1, 1, -1, -1], on: [1]) == 1)
  }

  @Test("A caller's mistakes stop the program")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      _ = crossEntropy(.zeros([2, 2]), labels: [0, 1], on: [])
    }
    await #expect(processExitsWith: .failure) {
      _ = crossEntropy(.zeros([2, 2]), labels: [0], on: [0])
    }
    await #expect(processExitsWith: .failure) {
      _ = crossEntropy(.zeros([2, 2]), labels: [0, 2], on: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = accuracy(.zeros([2, 2]), labels: [0, 1], on: [2])
    }
  }
}
