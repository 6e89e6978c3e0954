import CKernels
import Foundation
import Synchronization

/// The number of threads that the library uses.
///
/// Tensor kernels, sparse products and dense products share one pool of threads; GraphBLAS, which multiplies
/// wide sparse rows, has that of OpenMP. Results do not depend on the number.
public enum Threads {
  private static let stored = Atomic<Int>(initialCount())

  /// The number of threads for operations that start from now on; at least 1.
  ///
  /// The first value is that of the environment variable `GRAPHODE_THREADS`, or else the number
  /// of cores.
  ///
  /// - Precondition: The number is positive.
  public static var count: Int {
    get { stored.load(ordering: .relaxed) }
    set {
      precondition(newValue > 0, "The number of threads is \(newValue), but must be positive.")
      stored.store(newValue, ordering: .relaxed)
    }
  }

  private static func initialCount() -> Int {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    guard let text = ProcessInfo.processInfo.environment["GRAPHODE_THREADS"] else { return cores }
    if let count = Int(text), (1...1024).contains(count) { return count }
    FileHandle.standardError.write(
      Data(
        "GRAPHODE_THREADS is '\(text)', not a number from 1 to 1024; using \(cores) threads.\n".utf8))
    return cores
  }
}
