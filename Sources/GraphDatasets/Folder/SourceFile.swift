/// A file in memory, and the name that errors give it.
package struct SourceFile: Sendable {
  /// The name of the file, for errors.
  package let path: String

  /// The bytes of the file.
  package let bytes: [UInt8]

  /// Creates a file from its bytes.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Reads a file that the user named.
  ///
  /// - Throws: `noSuchFile`, `fileTooLarge` or `unreadableFile`.
  package init(readingFrom path: String) throws(DatasetError) {
    self.init(path: path, bytes: try readBytes(ofFileAt: path))
  }

  /// Reads the file as a pickle.
  package func pickle() throws(DatasetError) -> Pickle {
    try PickleReader.read(bytes, path: path)
  }
}
