import CKernels

/// Loops over ranges that may run on several threads.
///
/// The ranges depend on the count and the grain only, never on the number of threads, so neither
/// do results that are combined in their order.
package enum Parallel {
  /// The number of ranges below which a loop stays on its thread.
  ///
  /// A thread that went to sleep takes a tenth of a millisecond to wake, and one that shares its core
  /// with other work longer still: a short loop is over by then.
  static let fewestRanges = 8

  /// Calls `body` with consecutive ranges that cover `0..<count`, each of at most `grain` indices.
  ///
  /// Few ranges run on the calling thread, as does a loop inside another.
  package static func forEachRange(count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
    guard count > grain else {
      if count > 0 { body(0..<count) }
      return
    }
    let threads = Threads.count
    let chunks = (count + grain - 1) / grain
    guard threads > 1, chunks >= fewestRanges else {
      for chunk in 0..<chunks { body(range(of: chunk, count, grain)) }
      return
    }
    withoutActuallyEscaping(body) { body in
      var context = Context(count: count, grain: grain, body: body)
      withUnsafeMutablePointer(to: &context) { pointer in
        graphode_parallel(
          { pointer, chunk in
            guard let context = pointer?.assumingMemoryBound(to: Context.self).pointee else { return }
            context.body(Parallel.range(of: chunk, context.count, context.grain))
          }, pointer, chunks, Int32(threads))
      }
    }
  }

  /// Returns the sum of `body` over the ranges of `forEachRange`, added in their order.
  package static func sum(count: Int, grain: Int, _ body: (Range<Int>) -> Double) -> Double {
    guard count > grain else { return count > 0 ? body(0..<count) : 0 }
    var parts = [Double](repeating: 0, count: (count + grain - 1) / grain)
    parts.withUnsafeMutableBufferPointer { parts in
      // Each range writes its own place.
      nonisolated(unsafe) let parts = parts
      forEachRange(count: count, grain: grain) { parts[$0.lowerBound / grain] = body($0) }
    }
    return parts.reduce(0, +)
  }

  private struct Context {
    let count: Int
    let grain: Int
    let body: (Range<Int>) -> Void
  }

  private static func range(of chunk: Int, _ count: Int, _ grain: Int) -> Range<Int> {
    chunk * grain..<Swift.min((chunk + 1) * grain, count)
  }
}
