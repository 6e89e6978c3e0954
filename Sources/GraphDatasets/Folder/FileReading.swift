import Foundation

/// The most bytes of a file that a reader takes into memory: 1 GiB.
package let fileByteLimit = 1 << 30

/// Returns the bytes of a file.
///
/// - Throws: `noSuchFile`, `fileTooLarge` or `unreadableFile`.
package func readBytes(ofFileAt path: String) throws(DatasetError) -> [UInt8] {
  guard FileManager.default.fileExists(atPath: path) else { throw .noSuchFile(path: path) }
  guard let file = fopen(path, "rb") else { throw .unreadableFile(path: path, reason: lastSystemError()) }
  defer { fclose(file) }
  var status = stat()
  guard fstat(fileno(file), &status) == 0 else {
    throw .unreadableFile(path: path, reason: lastSystemError())
  }
  guard status.st_mode & S_IFMT != S_IFDIR else {
    throw .unreadableFile(path: path, reason: "it is a folder")
  }
  let byteCount = Int(status.st_size)
  guard byteCount <= fileByteLimit else {
    throw .fileTooLarge(path: path, bytes: byteCount, limit: fileByteLimit)
  }
  let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
    count = fread(buffer.baseAddress, 1, byteCount, file)
  }
  guard bytes.count == byteCount else {
    throw .unreadableFile(path: path, reason: "it ended after \(bytes.count) of \(byteCount) bytes")
  }
  return bytes
}

/// Returns the text of the C library's last error.
private func lastSystemError() -> String {
  String(cString: strerror(errno))
}
