extension Pickle {
  /// Returns a SciPy matrix by rows, however it was stored.
  func matrix(_ reference: PickleReference) throws(DatasetError) -> SparseRows {
    guard case .matrix(let index) = store[reference],
      let attributes = store.matrices[index].attributes
    else { throw unexpected(reference, expected: "a sparse matrix") }
    let layout = store.matrices[index].layout
    let parts = named(attributes)
    let (rowCount, columnCount) = try matrixShape(parts)
    let values = try array(part("data", of: parts))
    let matrix: SparseRows?
    switch layout {
    case .coordinateMatrix:
      let (rows, columns) = try coordinates(parts)
      matrix = SparseRows(
        rowCount: rowCount, columnCount: columnCount, rows: rows, columns: columns,
        values: values.floats())
    case .columnMatrix:
      let offsets = try array(part("indptr", of: parts)).integers()
      let indices = try array(part("indices", of: parts)).integers()
      matrix = SparseRows(
        rowCount: columnCount, columnCount: rowCount, rowOffsets: offsets, columnIndices: indices,
        values: values.floats())?.transposed()
    default:
      let offsets = try array(part("indptr", of: parts)).integers()
      let indices = try array(part("indices", of: parts)).integers()
      matrix = SparseRows(
        rowCount: rowCount, columnCount: columnCount, rowOffsets: offsets, columnIndices: indices,
        values: values.floats())
    }
    guard let matrix else {
      throw .unexpectedValue(
        path: path, found: "a \(rowCount) × \(columnCount) sparse matrix whose parts do not fit",
        expected: "offsets, indices and finite values that agree")
    }
    return matrix
  }

  /// Returns the values of a dictionary under their names; of two equal names the later wins.
  private func named(_ reference: PickleReference) -> [String: PickleReference] {
    guard case .dictionary(let index) = store[reference] else { return [:] }
    let items = store.sequences[index]
    var result: [String: PickleReference] = [:]
    for key in stride(from: 0, to: items.count - 1, by: 2) {
      guard case .bytes(let name) = store[items[key]].textAsBytes else { continue }
      let content = store.content(of: name, in: bytes)
      // The names looked for are short; longer ones only cost time.
      guard content.count <= 16 else { continue }
      result[String(decoding: content, as: UTF8.self)] = items[key + 1]
    }
    return result
  }

  private func part(
    _ name: String, of parts: [String: PickleReference]
  ) throws(DatasetError) -> PickleReference {
    guard let part = parts[name] else {
      throw .unexpectedValue(
        path: path, found: "a sparse matrix without '\(name)'", expected: "one that SciPy wrote")
    }
    return part
  }

  /// Returns the number of rows and columns, which may not promise more than the file can hold.
  private func matrixShape(_ parts: [String: PickleReference]) throws(DatasetError) -> (Int, Int) {
    let reference = try part("_shape", of: parts)
    guard case .tuple(let index) = store[reference], store.sequences[index].count == 2,
      case .integer(let rows) = store[store.sequences[index][0]],
      case .integer(let columns) = store[store.sequences[index][1]], rows >= 0, columns >= 0
    else { throw unexpected(reference, expected: "a matrix shape of two sizes") }
    // An empty row still has an offset in the file, except where the matrix is not by rows.
    guard rows <= bytes.count, columns <= 1 << 24 else {
      throw .unexpectedValue(
        path: path, found: "a \(rows) × \(columns) matrix in \(bytes.count) bytes",
        expected: "one no larger than its file, of at most 2^24 columns")
    }
    return (rows, columns)
  }

  /// Returns the rows and columns of a coordinate matrix, in SciPy's older or newer naming.
  private func coordinates(
    _ parts: [String: PickleReference]
  ) throws(DatasetError) -> (rows: [Int], columns: [Int]) {
    if let pair = parts["coords"], case .tuple(let index) = store[pair], store.sequences[index].count == 2 {
      let items = store.sequences[index]
      return (try array(items[0]).integers(), try array(items[1]).integers())
    }
    return (
      try array(part("row", of: parts)).integers(), try array(part("col", of: parts)).integers()
    )
  }
}
