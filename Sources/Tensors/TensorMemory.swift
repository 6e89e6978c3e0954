/// The memory that tensors hold, as it is counted where they are made.
///
/// What is kept for reuse does not count, nor what other libraries hold.
public enum TensorMemory {
  /// The number of bytes that tensors hold now.
  public static var bytes: Int { BufferPool.statistics.bytesInUse }

  /// The largest number of bytes that tensors held at once since the program began or the peak was reset.
  public static var peakBytes: Int { BufferPool.statistics.peakBytesInUse }

  /// Forgets the largest number of bytes, to measure anew from here.
  public static func resetPeak() { BufferPool.resetPeak() }
}
