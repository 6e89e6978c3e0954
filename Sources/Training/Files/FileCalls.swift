import Foundation

/// The system calls that ``AtomicFile`` makes, so that a test can let one of them fail.
///
/// Each returns a negative number on failure and leaves the reason in `errno`.
struct FileCalls {
  /// Creates a new file for writing and returns its descriptor.
  var create: (_ path: String) -> Int32
  /// Writes up to `count` bytes and returns how many it wrote.
  var write: (_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int
  /// Waits until the file's content has reached the disk.
  var synchronize: (_ descriptor: Int32) -> Int32
  /// Gives a file a new name, in place of any file of that name.
  var rename: (_ source: String, _ target: String) -> Int32

  /// The operating system's own calls.
  static var system: FileCalls {
    FileCalls(
      create: { Foundation.open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) },
      write: { Foundation.write($0, $1, $2) },
      synchronize: { fsync($0) },
      rename: { Foundation.rename($0, $1) })
  }
}
