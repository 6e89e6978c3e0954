import Testing

@testable import GraphDatasets

@Suite("NumPy array files and archives")
struct ArrayFileTests {
  @Test("Numbers of every kind, version and layout are read")
  func numbers() throws {
    let doubles = try NpyFile(Fixtures.npyDoubles, path: "x.npy").array(path: "x.npy")
    #expect(doubles.shape == [2, 2])
    #expect(doubles.doubles() == [1.5, -2, 0, 4])
    let halves = try NpyFile(Fixtures.npyHalves, path: "x.npy").array(path: "x.npy")
    #expect(halves.doubles() == [0.5, -65504, 0x1p-24])
    let columnMajor = try NpyFile(Fixtures.npyColumnMajor, path: "x.npy").array(path: "x.npy")
    #expect(columnMajor.shape == [2, 3, 4])
    #expect(try columnMajor.integers() == Array(0..<24))
    let booleans = try NpyFile(Fixtures.npyBooleans, path: "x.npy").array(path: "x.npy")
    #expect(try booleans.integers() == [1, 0, 1])
  }

  @Test("A matrix that NumPy saved as an object is read")
  func object() throws {
    let matrix = try NpyFile(Fixtures.npyObject, path: "x.npy").matrix(path: "x.npy")
    #expect(matrix.values == [2, 1, 3])
  }

  @Test("The members of an archive are found by name")
  func archive() throws {
    let archive = try NpzArchive(Fixtures.archive, path: "x.npz")
    #expect(archive.members == ["a.npy", "m.npy"])
    #expect(try archive.array("a").array(path: "x.npz").integers() == [1, 2, 3])
    #expect(try archive.array("m").matrix(path: "x.npz").values == [2, 1, 3])
    let error = #expect(throws: DatasetError.self) { try archive.array("b") }
    #expect(
      error?.description
        == "x.npz: the archive has no member 'b.npy', only 'a.npy', 'm.npy'. "
        + "Check that this is the right file.")
  }

  @Test("A member that claims to unpack to gigabytes is refused before it is unpacked")
  func bomb() throws {
    // The central directory holds the size of a.npy, 131 bytes; claim 0x7fffffff instead.
    var bytes = Fixtures.archive
    let directory = try #require(bytes.firstRange(of: Array("PK".utf8) + [1, 2]))
    bytes.replaceSubrange(
      (directory.lowerBound + 24)..<(directory.lowerBound + 28), with: [255, 255, 255, 127])
    let archive = try NpzArchive(bytes, path: "x.npz")
    let error = #expect(throws: DatasetError.self) { try archive.array("a") }
    #expect(
      error?.description
        == "x.npz: member 'a.npy' unpacks to 2147483647 bytes, but the limit is 67108864. "
        + "Do not trust this file.")
  }

  @Test("Bytes that are no archive are refused")
  func noArchive() {
    let error = #expect(throws: DatasetError.self) { try NpzArchive(Array("hello".utf8), path: "x.npz") }
    #expect(error?.description == "x.npz: the archive cannot be read: Not a zip archive. Get it again.")
    #expect(throws: DatasetError.self) { try NpzArchive([], path: "x.npz") }
  }

  /// Returns an array file with a header of one's own.
  private func file(header: String, elements: [UInt8] = []) -> [UInt8] {
    let text = Array(header.utf8)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count), 0] + text + elements
  }

  @Test(
    "Faults in a header name the byte",
    arguments: [
      (
        "{'descr': '<f8', 'fortran_order': False, 'shape': (4,), }",
        "x.npy: byte 67: an array of shape [4], which is more than the file holds. "
          + "The file is damaged: get it again."
      ),
      (
        "{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4), }",
        "x.npy: byte 87: an array of shape [4611686018427387904, 4], which is more than the file holds. "
          + "The file is damaged: get it again."
      ),
      (
        "{'descr': '<c16', 'fortran_order': False, 'shape': (), }",
        "x.npy: byte 20: element type '<c16' is not supported. "
          + "Save booleans, integers or floats of at most 8 bytes."
      ),
      (
        "{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (), }",
        "x.npy: byte 20: element type 'a record' is not supported. "
          + "Save booleans, integers or floats of at most 8 bytes."
      ),
      (
        "{'descr': '<f8', 'fortran_order': Maybe, 'shape': (), }",
        "x.npy: byte 49: the header has neither True nor False here. "
          + "The array is damaged: save it again with numpy.save."
      ),
      (
        "{'descr': '<f8'}",
        "x.npy: byte 26: the header lacks 'descr', 'fortran_order' or 'shape'. "
          + "The array is damaged: save it again with numpy.save."
      ),
    ])
  func headers(header: String, expected: String) {
    let error = #expect(throws: DatasetError.self) { try NpyFile(file(header: header), path: "x.npy") }
    #expect(error?.description == expected)
  }

  @Test("An array with no elements may have any other extents")
  func empty() throws {
    let header = "{'descr': '<f8', 'fortran_order': True, 'shape': (0, 9223372036854775807, 3), }"
    let array = try NpyFile(file(header: header), path: "x.npy").array(path: "x.npy")
    #expect(array.doubles().isEmpty)
  }

  @Test("An element that is no integer is named where integers are needed")
  func noInteger() throws {
    let array = try NpyFile(Fixtures.npyDoubles, path: "x.npy").array(path: "x.npy")
    let error = #expect(throws: DatasetError.self) { try array.integers() }
    #expect(
      error?.description
        == "x.npy: found the element 1.5, but expected whole numbers. Check that this is the right file.")
  }
}
