import Foundation

/// A file that the operating system would not read or write.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was tried on the file.
  public enum Action: String, Sendable {
    /// Reading the whole file.
    case read
    /// Writing the whole file.
    case write
  }

  /// What was tried.
  public let action: Action

  /// The path of the file, as the caller gave it.
  public let path: String

  /// The operating system's error number.
  public let code: Int32

  /// Creates an error from an `errno` value.
  public init(_ action: Action, path: String, code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The operating system's words for ``code``, such as "No space left on device".
  public var reason: String { String(cString: strerror(code)) }

  /// What went wrong and where, and what to do where that is plain, in one line.
  public var description: String {
    switch action {
    case .read: "Cannot read \(path): \(reason)."
    case .write:
      "Cannot write \(path): \(reason). \(advice)A file that was there before is unchanged."
    }
  }

  private var advice: String {
    switch code {
    case ENOENT, ENOTDIR: "Create its folder first, or choose another. "
    case EACCES, EPERM, EROFS, EISDIR: "Choose another path. "
    case ENOSPC, EDQUOT: "Make room, or choose another disk. "
    default: ""
    }
  }
}
