import Testing

@testable import GraphDatasets

@Suite("Pickles of NumPy and SciPy data")
struct PickleReaderTests {
  @Test("Arrays are read in either byte order and layout, from old and new protocols")
  func arrays() throws {
    let short = try PickleReader.read(Fixtures.shortArray, path: "x.pkl").array()
    #expect(short.shape == [2, 2])
    #expect(try short.integers() == [1, 2, 3, 4])
    let bigEndian = try PickleReader.read(Fixtures.bigEndianArray, path: "x.pkl").array()
    #expect(try bigEndian.integers() == [1, 2, 3, 4])
    let protocol0 = try PickleReader.read(Fixtures.protocol0Array, path: "x.pkl").array()
    #expect(protocol0.doubles() == [1.5, 200])
    let columnMajor = try PickleReader.read(Fixtures.columnMajorArray, path: "x.pkl").array()
    #expect(columnMajor.shape == [2, 3])
    #expect(columnMajor.floats() == [1, 2, 3, 4, 5, 6])
  }

  @Test(
    "A sparse matrix is the same from every protocol and layout",
    arguments: [
      Fixtures.protocol0Matrix, Fixtures.protocol1Matrix, Fixtures.protocol2Matrix,
      Fixtures.protocol3Matrix, Fixtures.protocol4Matrix, Fixtures.columnMatrix,
      Fixtures.coordinateMatrix,
    ])
  func matrices(bytes: [UInt8]) throws {
    let matrix = try PickleReader.read(bytes, path: "x.pkl").matrix()
    #expect(matrix.rowCount == 2)
    #expect(matrix.columnCount == 3)
    #expect(matrix.rowOffsets == [0, 1, 3])
    #expect(matrix.columnIndices == [1, 0, 2])
    #expect(matrix.values == [2, 1, 3])
  }

  @Test("A dictionary of neighbour lists keeps its order and its repetitions")
  func adjacency() throws {
    let adjacency = try PickleReader.read(Fixtures.adjacency, path: "x.pkl").adjacency()
    #expect(adjacency.map(\.node) == [0, 1, 2])
    #expect(adjacency.map(\.neighbours) == [[1, 2, 1], [0], []])
  }

  @Test(
    "Every file cut short is an error, never a crash",
    arguments: [
      Fixtures.shortArray, Fixtures.protocol0Matrix, Fixtures.protocol4Matrix, Fixtures.adjacency,
    ])
  func truncation(bytes: [UInt8]) {
    for count in bytes.indices {
      #expect(throws: DatasetError.self) {
        try PickleReader.read(Array(bytes[..<count]), path: "x.pkl")
      }
    }
  }

  @Test("A list that contains itself is read, and is no adjacency")
  func cycle() throws {
    // pickle: l = []; l.append(l)
    let bytes = Fixtures.bytes("80025d71006800612e")
    let pickle = try PickleReader.read(bytes, path: "x.pkl")
    let error = #expect(throws: DatasetError.self) { try pickle.adjacency() }
    #expect(
      error?.description
        == "x.pkl: found a list, but expected a dictionary from nodes to lists of nodes. "
        + "Check that this is the right file.")
  }
}
