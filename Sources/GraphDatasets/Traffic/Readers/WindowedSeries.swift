import Foundation

/// A series put together again from the windows that it was cut into.
///
/// Such archives hold inputs `x` and targets `y`, `[windows, steps, sensors, channels]` each, of
/// windows that start one step after the other; the first channel is the quantity and the
/// second, where there is one, the time of day.
package struct WindowedSeries {
  /// The number of steps, sensors and channels.
  package let shape: [Int]

  /// The elements, `[steps, sensors, channels]` in row order.
  package let elements: [Double]

  /// The number of windows of each archive.
  package let windowCounts: [Int]

  /// The steps of the inputs and of the targets of a window.
  package let inputCount: Int
  package let outputCount: Int

  /// Puts archives together whose windows follow each other.
  ///
  /// - Throws: `inconsistentWindows` if a window differs from those that overlap with it, or
  ///   `unexpectedValue` if the arrays' shapes do not fit.
  /// - Complexity: O(elements of all windows).
  package init(_ archives: [NpzArchive]) throws(DatasetError) {
    var parts: [(path: String, inputs: NumericArray, targets: NumericArray)] = []
    for archive in archives {
      let inputs = try archive.array("x").array(path: archive.memberPath("x"))
      let targets = try archive.array("y").array(path: archive.memberPath("y"))
      let expected = parts.first.map { ($0.inputs.shape, $0.targets.shape) } ?? (inputs.shape, targets.shape)
      guard inputs.shape.count == 4, targets.shape.count == 4, inputs.shape[0] == targets.shape[0],
        inputs.shape[0] > 0, inputs.shape[2...] == targets.shape[2...],
        inputs.shape[1...].allSatisfy({ $0 > 0 }),
        targets.shape[1] > 0, inputs.shape[1...] == expected.0[1...], targets.shape[1...] == expected.1[1...]
      else {
        throw .unexpectedValue(
          path: archive.path, found: "inputs of shape \(inputs.shape) and targets of shape \(targets.shape)",
          expected: "[windows, steps, sensors, channels] that fit each other and the other archives")
      }
      parts.append((archive.path, inputs, targets))
    }
    guard let first = parts.first else {
      preconditionFailure("A series cannot be put together from no archives.")
    }
    inputCount = first.inputs.shape[1]
    outputCount = first.targets.shape[1]
    windowCounts = parts.map { $0.inputs.shape[0] }
    let rowLength = first.inputs.shape[2] * first.inputs.shape[3]
    shape = [windowCounts.reduce(0, +) + inputCount + outputCount - 1] + first.inputs.shape[2...]

    // Each window adds the one step behind its last target, the first window all its steps.
    var elements: [Double] = []
    elements.reserveCapacity(shape[0] * rowLength)
    var start = 0
    for part in parts {
      let (inputs, targets) = (part.inputs.doubles(), part.targets.doubles())
      let (inputLength, targetLength) = (inputCount * rowLength, outputCount * rowLength)
      for window in 0..<part.inputs.shape[0] {
        let input = inputs[(window * inputLength)..<((window + 1) * inputLength)]
        let target = targets[(window * targetLength)..<((window + 1) * targetLength)]
        if elements.isEmpty {
          elements += input
          elements += target
        } else {
          elements += target.suffix(rowLength)
        }
        let place = start + window * rowLength
        guard Self.holds(elements, input, at: place), Self.holds(elements, target, at: place + inputLength)
        else { throw .inconsistentWindows(path: part.path, window: window) }
      }
      start += part.inputs.shape[0] * rowLength
    }
    self.elements = elements
  }

  /// Returns whether the same bits stand at a place; so a NaN equals itself.
  private static func holds(_ elements: [Double], _ part: ArraySlice<Double>, at place: Int) -> Bool {
    elements.withUnsafeBytes { all in
      part.withUnsafeBytes { part in
        guard let start = all.baseAddress, let other = part.baseAddress else { return part.isEmpty }
        return memcmp(start + 8 * place, other, part.count) == 0
      }
    }
  }

  /// Returns one channel, `[steps, sensors]` in row order.
  package func channel(_ channel: Int) -> [Double] {
    let width = shape[2]
    precondition((0..<width).contains(channel), "There is no channel \(channel) among \(width).")
    return elements.withUnsafeBufferPointer { elements in
      stride(from: channel, to: elements.count, by: width).map { elements[$0] }
    }
  }
}
