import Foundation
public import Tensors

/// Returns the mean cross-entropy over some of the nodes.
///
/// The value is `−1/|N| Σ ln softmax(logits)[i, labels[i]]` for `i` in `N`, the chosen nodes.
///
/// Sums run in double precision, with the largest logit of a row taken out first. A node that is
/// chosen twice counts twice.
///
/// - Parameters:
///   - logits: Unnormalised log-probabilities, `[nodeCount, classes]`.
///   - labels: The class of each node; those of nodes that are not chosen may have any value.
///   - nodes: The chosen nodes.
/// - Returns: The mean, 0 or more.
/// - Precondition: There is a label for each row, at least one node is chosen, and chosen nodes and
///   their labels exist.
/// - Complexity: O(|N| × classes); a gradient also fills a tensor of the logits' shape, whose other
///   rows are 0.
@differentiable(reverse,wrt: logits)
public func crossEntropy(_ logits: Tensor, labels: [Int], on nodes: [Int]) -> Double {
  ChosenRows(logits, labels: labels, nodes: nodes).crossEntropy().mean
}

@derivative(of: crossEntropy, wrt: logits)
@usableFromInline
func _vjpCrossEntropy(
  _ logits: Tensor, labels: [Int], on nodes: [Int]
) -> (value: Double, pullback: (Double) -> Tensor) {
  let rows = ChosenRows(logits, labels: labels, nodes: nodes)
  let (mean, probabilities) = rows.crossEntropy()
  return (mean, { upstream in rows.crossEntropyGradient(upstream, probabilities) })
}

/// Returns the share of the chosen nodes whose largest logit is that of their label, in 0…1.
///
/// The first of several equal logits decides, so a constant model is right for class 0 only. A row
/// with a logit that is not a number is wrong.
///
/// - Parameters:
///   - logits: Unnormalised log-probabilities, `[nodeCount, classes]`.
///   - labels: The class of each node; those of nodes that are not chosen may have any value.
///   - nodes: The chosen nodes.
/// - Returns: The share.
/// - Precondition: As for ``crossEntropy(_:labels:on:)``.
public func accuracy(_ logits: Tensor, labels: [Int], on nodes: [Int]) -> Double {
  ChosenRows(logits, labels: labels, nodes: nodes).accuracy()
}

/// Some rows of a matrix of logits, with the class that each should have.
private struct ChosenRows {
  private let logits: Tensor
  private let labels: [Int]
  private let nodes: [Int]
  private let classes: Int

  init(_ logits: Tensor, labels: [Int], nodes: [Int]) {
    precondition(
      logits.rank == 2, "Logits are [nodes, classes], but these have the shape \(logits.shape).")
    precondition(
      logits.shape[0] == labels.count,
      "There are logits for \(logits.shape[0]) nodes, but labels for \(labels.count).")
    precondition(!nodes.isEmpty, "None of the \(labels.count) nodes is chosen.")
    classes = logits.shape[1]
    for node in nodes {
      precondition(
        labels.indices.contains(node),
        "Node \(node) is chosen, but there are only \(labels.count) nodes.")
      precondition(
        labels[node] >= 0 && labels[node] < classes,
        "The label of node \(node) is \(labels[node]), but there are logits for \(classes) classes.")
    }
    self.logits = logits
    self.labels = labels
    self.nodes = nodes
  }

  /// Returns the mean, and for each chosen node the probabilities `softmax(row)` one after the other.
  func crossEntropy() -> (mean: Double, probabilities: [Double]) {
    var sum = 0.0
    let columns = classes
    let probabilities = [Double](unsafeUninitializedCapacity: nodes.count * columns) { memory, count in
      forEachRow { node, row in
        let largest = row.max() ?? -.infinity
        var total = 0.0
        for column in 0..<columns {
          memory.initializeElement(at: count + column, to: exp(row[column] - largest))
          total += memory[count + column]
        }
        for column in 0..<columns { memory[count + column] /= total }
        count += columns
        sum += largest + log(total) - row[labels[node]]
      }
    }
    return (sum / Double(nodes.count), probabilities)
  }

  /// Returns `upstream / |N| · (softmax(row) − e_label)` in the chosen rows and zeros elsewhere.
  func crossEntropyGradient(_ upstream: Double, _ probabilities: [Double]) -> Tensor {
    var gradient = Tensor.zeros(like: logits)
    let factor = upstream / Double(nodes.count)
    gradient.withMutableBytes { memory in
      for (index, node) in nodes.enumerated() {
        for column in 0..<classes {
          let target = column == labels[node] ? 1.0 : 0
          let part = factor * (probabilities[index * classes + column] - target)
          let place = node * classes + column
          switch logits.scalarType {
          case .float32: memory.assumingMemoryBound(to: Float.self)[place] += Float(part)
          case .float64: memory.assumingMemoryBound(to: Double.self)[place] += part
          }
        }
      }
    }
    return gradient
  }

  func accuracy() -> Double {
    var right = 0
    forEachRow { node, row in
      let candidate = row[labels[node]]
      let wins = row.indices.allSatisfy { column in
        column < labels[node] ? row[column] < candidate : row[column] <= candidate
      }
      if wins { right += 1 }
    }
    return Double(right) / Double(nodes.count)
  }

  /// Calls `body` with each chosen node and its logits.
  private func forEachRow(_ body: (_ node: Int, _ row: UnsafeBufferPointer<Double>) -> Void) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: classes) { row in
      row.initialize(repeating: 0)
      logits.withBytes { memory in
        for node in nodes {
          for column in 0..<classes {
            let place = node * classes + column
            row[column] =
              switch logits.scalarType {
              case .float32: Double(memory.assumingMemoryBound(to: Float.self)[place])
              case .float64: memory.assumingMemoryBound(to: Double.self)[place]
              }
          }
          body(node, UnsafeBufferPointer(row))
        }
      }
    }
  }
}
