import CZip

/// A zip archive of arrays, as `numpy.savez` writes it.
///
/// Each member is unpacked once, on demand, up to a limit: a small archive that would unpack
/// to gigabytes is refused before any of it is.
package struct NpzArchive {
  /// The name of the archive, for errors.
  let path: String

  /// The names of the members.
  package let members: [String]

  /// The bytes of the archive.
  private let bytes: [UInt8]

  /// The most members of an archive, as no dataset has more than a few.
  private static let memberCountLimit = 1024

  /// Opens an archive that is in memory.
  ///
  /// - Throws: `malformedArchive`.
  package init(_ bytes: [UInt8], path: String) throws(DatasetError) {
    // To libzip, no bytes at all are an archive without members.
    guard !bytes.isEmpty else { throw .malformedArchive(path: path, problem: "the file is empty") }
    self.path = path
    self.bytes = bytes
    members = try Self.withArchive(bytes, path: path) { archive throws(DatasetError) in
      let count = zip_get_num_entries(archive, 0)
      guard (0...Int64(Self.memberCountLimit)).contains(count) else {
        throw .malformedArchive(path: path, problem: "it lists \(count) members")
      }
      return (0..<UInt64(count)).map { index in
        zip_get_name(archive, index, 0).map { String(cString: $0) } ?? ""
      }
    }
  }

  /// The most bytes that a member may unpack to.
  ///
  /// Sparse data packs to a tenth; a hundredth leaves room, and 64 MiB are always fine.
  package var memberByteLimit: Int {
    min(max(1 << 26, 100 * bytes.count), fileByteLimit)
  }

  /// Reads the array called `name`, which is the member `name.npy`.
  ///
  /// - Throws: `missingMember`, `memberTooLarge`, `malformedArchive` or what reading an array
  ///   throws.
  package func array(_ name: String) throws(DatasetError) -> NpyFile {
    try NpyFile(unpacked(name + ".npy"), path: memberPath(name))
  }

  /// The name of a member in errors.
  package func memberPath(_ name: String) -> String {
    "\(path)(\(name).npy)"
  }

  /// Returns the bytes of a member.
  ///
  /// - Throws: `missingMember`, `memberTooLarge` or `malformedArchive`.
  package func unpacked(_ member: String) throws(DatasetError) -> [UInt8] {
    guard let place = members.firstIndex(of: member) else {
      throw .missingMember(path: path, member: member, found: members)
    }
    let limit = memberByteLimit
    return try Self.withArchive(bytes, path: path) { archive throws(DatasetError) in
      var status = zip_stat_t()
      guard zip_stat_index(archive, UInt64(place), 0, &status) == 0,
        status.valid & UInt64(ZIP_STAT_SIZE) != 0
      else { throw .malformedArchive(path: path, problem: "member \(quoted(member)) has no size") }
      let size = Int(clamping: status.size)
      guard size <= limit else {
        throw .memberTooLarge(path: path, member: member, bytes: size, limit: limit)
      }
      return try Self.contents(ofMember: UInt64(place), called: member, size: size, in: archive, path: path)
    }
  }

  /// Reads exactly `size` bytes of a member, and checks that there are no more.
  private static func contents(
    ofMember place: UInt64, called member: String, size: Int, in archive: OpaquePointer, path: String
  ) throws(DatasetError) -> [UInt8] {
    guard let file = zip_fopen_index(archive, place, 0) else {
      throw .malformedArchive(path: path, problem: String(cString: zip_strerror(archive)))
    }
    defer { zip_fclose(file) }
    var total = 0
    let content = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while total < size {
        let read = zip_fread(file, buffer.baseAddress?.advanced(by: total), UInt64(size - total))
        guard read > 0 else { break }
        total += Int(read)
      }
      count = total
    }
    var extra: UInt8 = 0
    // The read at the end also makes libzip compare the checksum.
    guard total == size, zip_fread(file, &extra, 1) == 0 else {
      throw .malformedArchive(
        path: path, problem: "member \(quoted(member)) is damaged after \(total) of \(size) bytes")
    }
    return content
  }

  /// Opens the archive, calls `body` and closes the archive.
  private static func withArchive<Result>(
    _ bytes: [UInt8], path: String, _ body: (OpaquePointer) throws(DatasetError) -> Result
  ) throws(DatasetError) -> Result {
    var failure = zip_error_t()
    zip_error_init(&failure)
    defer { zip_error_fini(&failure) }
    // The copy outlives the archive, which reads from it until it is closed.
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
    defer { copy.deallocate() }
    bytes.withUnsafeBytes { source in
      copy.copyMemory(from: source.baseAddress ?? UnsafeRawPointer(copy), byteCount: source.count)
    }
    guard let source = zip_source_buffer_create(copy, UInt64(bytes.count), 0, &failure) else {
      throw .malformedArchive(path: path, problem: String(cString: zip_error_strerror(&failure)))
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &failure) else {
      zip_source_free(source)
      throw .malformedArchive(path: path, problem: String(cString: zip_error_strerror(&failure)))
    }
    defer { zip_discard(archive) }
    return try body(archive)
  }
}
