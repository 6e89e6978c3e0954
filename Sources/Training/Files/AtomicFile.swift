import Foundation

/// Files that are replaced as a whole or not at all.
public enum AtomicFile {
  /// Writes `bytes` to the file at `path`, in place of what was there.
  ///
  /// The bytes go to a temporary file in the same folder, which is forced to disk and then
  /// takes the name `path`. Another process sees the old file or the new one, never a part
  /// of either; when anything fails, such as a full disk, the old file stays as it was and
  /// the temporary one is removed. Where `path` is a link, the file that it leads to is
  /// replaced; a device or a pipe is written to as it is.
  ///
  /// - Parameters:
  ///   - bytes: The whole content of the file.
  ///   - path: Where to put it; its folder must exist.
  /// - Throws: The error of the system call that failed.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try write(bytes, to: path, through: .system)
  }

  /// Throws what ``write(_:to:)`` would throw at once, such as for a missing folder.
  ///
  /// Ask this before work whose result is written at its end. Nothing is left behind.
  ///
  /// - Parameter path: Where a file is to be written.
  /// - Throws: The error of the system call that failed.
  public static func checkWritable(_ path: String) throws(FileError) {
    switch target(of: path) {
    case .folder:
      throw FileError(.write, path: path, code: EISDIR)
    case .stream:
      guard access(path, W_OK) == 0 else { throw FileError(.write, path: path, code: errno) }
    case .file(let target):
      let temporary = temporaryPath(beside: target)
      let descriptor = FileCalls.system.create(temporary)
      guard descriptor >= 0 else { throw FileError(.write, path: path, code: errno) }
      close(descriptor)
      unlink(temporary)
    }
  }

  /// Writes through the given system calls.
  static func write(
    _ bytes: [UInt8], to path: String, through calls: FileCalls
  ) throws(FileError) {
    switch target(of: path) {
    case .folder: throw FileError(.write, path: path, code: EISDIR)
    case .stream: try writeInPlace(bytes, to: path, through: calls)
    case .file(let target): try replace(target, with: bytes, path: path, through: calls)
    }
  }

  /// Puts a file with `bytes` in place of the one at `target`, which errors call `path`.
  private static func replace(
    _ target: String, with bytes: [UInt8], path: String, through calls: FileCalls
  ) throws(FileError) {
    let temporary = temporaryPath(beside: target)
    let descriptor = calls.create(temporary)
    guard descriptor >= 0 else { throw FileError(.write, path: path, code: errno) }

    var code = written(bytes, to: descriptor, through: calls)
    if code == 0, calls.synchronize(descriptor) != 0 { code = errno }
    // Network file systems report a full disk as late as here.
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, calls.rename(temporary, target) != 0 { code = errno }
    guard code == 0 else {
      unlink(temporary)
      throw FileError(.write, path: path, code: code)
    }
    synchronizeFolder(of: target)
  }

  /// Writes to a device or a pipe, which must not be replaced: `/dev/null` would become a file.
  private static func writeInPlace(
    _ bytes: [UInt8], to path: String, through calls: FileCalls
  ) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.write, path: path, code: errno) }
    defer { close(descriptor) }
    let code = written(bytes, to: descriptor, through: calls)
    guard code == 0 else { throw FileError(.write, path: path, code: code) }
  }

  /// What a path leads to.
  private enum Target {
    /// A file, there or not, at a path that is no link.
    case file(path: String)
    /// A folder.
    case folder
    /// A device, a pipe or a socket.
    case stream
  }

  private static func target(of path: String) -> Target {
    var status = stat()
    guard stat(path, &status) == 0 else { return .file(path: path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG:
      guard let resolved = realpath(path, nil) else { return .file(path: path) }
      defer { free(resolved) }
      return .file(path: String(cString: resolved))
    default: return .stream
    }
  }

  private static func temporaryPath(beside path: String) -> String {
    "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
  }

  /// Returns all bytes of the file at `path`.
  ///
  /// - Throws: The error of the system call that failed; a folder is an error too.
  public static func bytes(of path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.read, path: path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw FileError(.read, path: path, code: errno)
    }
    var content: [UInt8] = []
    content.reserveCapacity(Int(status.st_size))
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return content }
      if count > 0 {
        content.append(contentsOf: chunk[..<count])
      } else if errno != EINTR {
        throw FileError(.read, path: path, code: errno)
      }
    }
  }

  /// Writes all bytes and returns 0, or the error number of the call that failed.
  private static func written(
    _ bytes: [UInt8], to descriptor: Int32, through calls: FileCalls
  ) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = calls.write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
        if count > 0 {
          offset += count
        } else if count == 0 {
          return EIO
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }

  /// Makes the new name as durable as the content.
  ///
  /// The file is complete by now, so a file system that cannot do this is no failure.
  private static func synchronizeFolder(of path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
