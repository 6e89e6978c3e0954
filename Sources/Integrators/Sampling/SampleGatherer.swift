import Tensors

/// Gathers the states of samples from those of a solve that they share.
struct SampleGatherer {
  let times: SampleTimes
  let axis: Int
  let span: TimeSpan
  /// The initial state, whose shape the others have.
  let start: Tensor

  init(_ times: SampleTimes, alongAxis axis: Int, over span: TimeSpan, from start: Tensor) {
    precondition(
      axis >= 0 && axis < start.rank, "The state of shape \(start.shape) has no axis \(axis).")
    precondition(
      start.shape[axis] == times.count,
      "The state has \(start.shape[axis]) samples along axis \(axis), but there are times for \(times.count)."
    )
    self.times = times
    self.axis = axis
    self.span = span
    self.start = start
  }

  /// The shape of one sample at one time, as a part of the state and as a part of the result.
  private var part: Shape { start.shape.replacing(axis: axis, with: 1) }
  private var row: Shape {
    Shape([1] + start.shape.indices.filter { $0 != axis }.map { start.shape[$0] })
  }

  /// Returns the states of each sample at its times.
  func gathered(_ states: [Tensor]) -> [Tensor] {
    times.positions.enumerated().map { sample, positions in
      let rows = positions.map { position in
        let place = times.place(of: position, along: span)
        let state = place < states.count ? states[place] : start.notANumber
        return state.sliced(alongAxis: axis, sample..<(sample + 1)).reshaped(to: row)
      }
      return rows.isEmpty
        ? .zeros(row.replacing(axis: 0, with: 0), scalarType: start.scalarType)
        : concatenated(rows, alongAxis: 0)
    }
  }

  /// Returns the gradients of `count` states for those of each sample's.
  func scattered(_ upstream: [Tensor], count: Int) -> [Tensor] {
    var parts = [[Int: Tensor]](repeating: [:], count: count)
    for (sample, gradient) in upstream.enumerated() where !gradient.isShapelessZero {
      for (index, position) in times.positions[sample].enumerated() {
        let place = times.place(of: position, along: span)
        guard place < count else { continue }
        parts[place][sample] =
          gradient.sliced(alongAxis: 0, index..<(index + 1)).reshaped(to: part)
      }
    }
    let nothing = Tensor.zeros(part, scalarType: start.scalarType)
    return parts.map { parts in
      if parts.isEmpty { return .zero }
      return concatenated((0..<times.count).map { parts[$0] ?? nothing }, alongAxis: axis)
    }
  }
}
