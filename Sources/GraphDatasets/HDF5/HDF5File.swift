import CHDF5
import CHDF5Image
import Synchronization

/// An HDF5 file in memory, of which arrays that lie in one piece can be read.
///
/// Only that form is read, since the library does not survive every damaged file in the others:
/// arrays in chunks, as compressed ones are, links into other files and external storage are
/// refused. Files exist inside ``withContents(of:path:_:)`` only, one at a time, as the library
/// may be built without regard for threads.
struct HDF5File {
  /// The name of the file, for errors.
  let path: String

  /// The number of bytes of the file: no array is larger.
  let byteCount: Int

  private let identifier: hid_t

  private static let library = Mutex(())

  /// Opens a file, calls `body` and closes the file.
  ///
  /// - Throws: `malformedFile`, or what `body` throws.
  static func withContents<Result: Sendable>(
    of bytes: [UInt8], path: String, _ body: (HDF5File) throws(DatasetError) -> Result
  ) throws(DatasetError) -> Result {
    let signature: [UInt8] = [0x89] + Array("HDF\r\n\u{1A}\n".utf8)
    guard bytes.starts(with: signature) else {
      throw malformed(path, "it does not start like one")
    }
    return try library.withLock { _ throws(DatasetError) in
      // The library reads from the bytes until the file is closed.
      try bytes.withUnsafeBufferPointer { image throws(DatasetError) in
        let file = graphode_hdf5_open_image(image.baseAddress, image.count)
        guard file >= 0 else { throw malformed(path, "it is damaged or cut short") }
        defer { H5Fclose(file) }
        return try body(HDF5File(path: path, byteCount: bytes.count, identifier: file))
      }
    }
  }

  /// The names of the groups and arrays at the top, of at most 63 bytes each.
  var names: [String] {
    var information = H5G_info_t()
    guard H5Gget_info(identifier, &information) >= 0 else { return [] }
    return (0..<min(information.nlinks, 64)).compactMap { index in
      var name = [CChar](repeating: 0, count: 64)
      let length = H5Lget_name_by_idx(
        identifier, ".", H5_INDEX_NAME, H5_ITER_INC, index, &name, name.count, graphode_h5_default())
      guard (1..<name.count).contains(length) else { return nil }
      return String(decoding: name[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// Returns whether a group holds an array of a name.
  func contains(_ name: String, in group: String) -> Bool {
    graphode_h5_is_hard_link(identifier, group) != 0
      && graphode_h5_is_hard_link(identifier, "\(group)/\(name)") != 0
  }

  /// Opens an array, calls `body` and closes the array.
  ///
  /// - Throws: `malformedFile`, `sizeBeyondFile`, or what `body` throws.
  func withArray<Result>(
    _ name: String, in group: String, _ body: (HDF5Array) throws(DatasetError) -> Result
  ) throws(DatasetError) -> Result {
    guard contains(name, in: group) else { throw malformed("'\(group)' holds no '\(name)'") }
    let array = H5Dopen2(identifier, "\(group)/\(name)", graphode_h5_default())
    guard array >= 0 else { throw malformed("'\(group)/\(name)' is no array") }
    defer { H5Dclose(array) }
    return try body(HDF5Array(array, name: "\(group)/\(name)", file: self))
  }

  func malformed(_ problem: String) -> DatasetError { Self.malformed(path, problem) }

  private static func malformed(_ path: String, _ problem: String) -> DatasetError {
    .malformedFile(path: path, format: "HDF5", problem: problem)
  }
}
