import CHDF5

/// An array of an HDF5 file, which lies in one piece in the file.
struct HDF5Array {
  /// The name of the array, for errors.
  let name: String

  /// The extent of each axis.
  let shape: [Int]

  /// The number of elements.
  let elementCount: Int

  private let file: HDF5File
  private let identifier: hid_t
  private let elementClass: H5T_class_t
  private let elementByteCount: Int

  /// Describes an array that is open.
  ///
  /// - Throws: `malformedFile` if it is not in one piece, `sizeBeyondFile` if it claims more
  ///   elements than the file holds.
  init(_ identifier: hid_t, name: String, file: HDF5File) throws(DatasetError) {
    self.name = name
    self.file = file
    self.identifier = identifier
    let layout = H5Dget_create_plist(identifier)
    defer { H5Pclose(layout) }
    guard H5Pget_layout(layout) == H5D_CONTIGUOUS, H5Pget_external_count(layout) == 0 else {
      throw file.malformed(
        "'\(name)' is compressed or in chunks, which is not supported; write it uncompressed, as "
          + "pandas does with format='fixed'")
    }
    let space = H5Dget_space(identifier)
    defer { H5Sclose(space) }
    let rank = H5Sget_simple_extent_ndims(space)
    guard (0...4).contains(rank) else { throw file.malformed("'\(name)' has \(rank) axes") }
    var extents = [hsize_t](repeating: 0, count: max(Int(rank), 1))
    guard H5Sget_simple_extent_dims(space, &extents, nil) == rank else {
      throw file.malformed("'\(name)' has no shape")
    }
    shape = extents[..<Int(rank)].map { Int(clamping: $0) }
    let type = H5Dget_type(identifier)
    defer { H5Tclose(type) }
    elementClass = H5Tget_class(type)
    elementByteCount = Int(clamping: H5Tget_size(type))
    guard H5Tis_variable_str(type) <= 0 else {
      throw file.malformed("'\(name)' holds text of variable length, which is not supported")
    }
    let count = NumericArray.elementCount(of: shape)
    let size = count?.multipliedReportingOverflow(by: elementByteCount)
    guard let count, let size, !size.overflow, size.partialValue <= file.byteCount, elementByteCount > 0
    else {
      throw .sizeBeyondFile(
        path: file.path, byte: 0, value: "'\(name)' claims \(elementByteCount) bytes for each of \(shape)")
    }
    elementCount = count
  }

  /// Reads numbers, rounded to single precision.
  ///
  /// - Throws: `malformedFile`.
  func floats() throws(DatasetError) -> [Float] {
    guard elementClass == H5T_FLOAT || elementClass == H5T_INTEGER, elementByteCount <= 8 else {
      throw file.malformed("'\(name)' holds no numbers")
    }
    return try read(as: graphode_h5_float(), zero: Float(0))
  }

  /// Reads whole numbers.
  ///
  /// - Throws: `malformedFile`.
  func integers() throws(DatasetError) -> [Int64] {
    guard elementClass == H5T_INTEGER, elementByteCount <= 8 else {
      throw file.malformed("'\(name)' holds no whole numbers")
    }
    return try read(as: graphode_h5_int64(), zero: Int64(0))
  }

  /// Reads names: text of a fixed length, or whole numbers.
  ///
  /// - Throws: `malformedFile`.
  func names() throws(DatasetError) -> [String] {
    guard elementClass == H5T_STRING else { return try integers().map(String.init) }
    guard elementByteCount <= 256 else {
      throw file.malformed("'\(name)' holds text of \(elementByteCount) bytes, which is no name")
    }
    let type = H5Dget_type(identifier)
    defer { H5Tclose(type) }
    let bytes = try read(as: type, zero: UInt8(0), elementsPerValue: elementByteCount)
    return (0..<elementCount).map { index in
      let name = bytes[(index * elementByteCount)..<((index + 1) * elementByteCount)].prefix { $0 != 0 }
      return String(decoding: name, as: UTF8.self)
    }
  }

  /// Returns whether the array has an attribute of a name.
  func hasAttribute(_ name: String) -> Bool { H5Aexists(identifier, name) > 0 }

  /// Returns an attribute of text, of at most 63 bytes, or `nil` if there is none.
  func attribute(_ name: String) -> String? {
    guard hasAttribute(name) else { return nil }
    let attribute = H5Aopen(identifier, name, graphode_h5_default())
    guard attribute >= 0 else { return nil }
    defer { H5Aclose(attribute) }
    let type = H5Aget_type(attribute)
    defer { H5Tclose(type) }
    let space = H5Aget_space(attribute)
    defer { H5Sclose(space) }
    let size = H5Tget_size(type)
    guard H5Tget_class(type) == H5T_STRING, H5Tis_variable_str(type) == 0, (1..<64).contains(size),
      H5Sget_simple_extent_npoints(space) == 1
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: size)
    guard H5Aread(attribute, type, &bytes) >= 0 else { return nil }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  private func read<Value: BitwiseCopyable>(
    as type: hid_t, zero: Value, elementsPerValue: Int = 1
  ) throws(DatasetError) -> [Value] {
    var values = [Value](repeating: zero, count: elementCount * elementsPerValue)
    let status = values.withUnsafeMutableBytes { bytes in
      H5Dread(
        identifier, type, graphode_h5_all(), graphode_h5_all(), graphode_h5_default(), bytes.baseAddress)
    }
    guard status >= 0 else { throw file.malformed("'\(name)' cannot be read") }
    return values
  }
}
