extension SparsityPattern {
  /// The number of entries on the diagonal.
  var diagonalEntryCount: Int {
    (0..<min(rowCount, columnCount)).reduce(0) { $0 + (entry(row: $1, column: $1) == nil ? 0 : 1) }
  }

  /// Returns a square pattern with every diagonal entry present, and for each of its entries
  /// the position in this pattern, or −1 for one that was not there.
  func fillingDiagonal() -> (pattern: SparsityPattern, sources: IndexStorage) {
    let count = entryCount + rowCount - diagonalEntryCount
    let newOffsets = IndexStorage(count: rowCount + 1)
    let newColumns = IndexStorage(count: count)
    let sources = IndexStorage(count: count)
    var place = 0
    func append(_ column: Int, from source: Int) {
      newColumns.pointer[place] = column
      sources.pointer[place] = source
      place += 1
    }
    for row in 0..<rowCount {
      var isDiagonalDue = true
      for entry in entryRange(row) {
        let column = columns[entry]
        if isDiagonalDue && column >= row {
          if column > row { append(row, from: -1) }
          isDiagonalDue = false
        }
        append(column, from: entry)
      }
      if isDiagonalDue { append(row, from: -1) }
      newOffsets.pointer[row + 1] = place
    }
    return (
      SparsityPattern(
        rowCount: rowCount, columnCount: columnCount, offsets: newOffsets, columns: newColumns),
      sources
    )
  }
}
