extension SafetensorsFile {
  /// Reads a file from its bytes.
  ///
  /// The reader trusts nothing: lengths, ranges and shapes are checked against the bytes
  /// that are there before anything is allocated for them, and every byte of the data must
  /// belong to exactly one array.
  ///
  /// - Throws: What is wrong with the bytes.
  public init(parsing bytes: [UInt8]) throws(SafetensorsError) {
    guard bytes.count >= 8 else { throw .noHeaderLength(byteCount: bytes.count) }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let available = bytes.count - 8
    guard length <= UInt64(available) else {
      throw .headerBeyondFile(length: length, available: available)
    }

    let dataStart = 8 + Int(length)
    var scanner = SafetensorsHeaderScanner(bytes[8..<dataStart])
    let header = try scanner.header()
    let data = bytes[dataStart...]

    self.init(metadata: header.metadata)
    let fields = try header.entries.sorted(by: Self.liesBefore)
      .map { entry throws(SafetensorsError) in try Self.checked(entry, dataCount: data.count) }
    try Self.checkCoverage(of: fields, dataCount: data.count)
    for field in fields {
      let range = dataStart + field.range.lowerBound..<dataStart + field.range.upperBound
      append(
        Entry(
          name: field.name, dataType: field.dataType, shape: field.shape,
          bytes: Array(bytes[range])))
    }
  }

  /// A header entry whose type, shape and range agree.
  private struct CheckedEntry {
    let name: String
    let dataType: DataType
    let shape: [Int]
    let range: Range<Int>
  }

  /// Empty arrays may share their place with the start of another, and go before it.
  private static func liesBefore(
    _ first: SafetensorsHeaderScanner.Entry, _ second: SafetensorsHeaderScanner.Entry
  ) -> Bool {
    (first.lower, first.upper) < (second.lower, second.upper)
  }

  private static func checked(
    _ entry: SafetensorsHeaderScanner.Entry, dataCount: Int
  ) throws(SafetensorsError) -> CheckedEntry {
    guard let dataType = DataType(rawValue: entry.dataType) else {
      throw .unknownDataType(tensor: entry.name, found: entry.dataType)
    }
    guard entry.lower <= entry.upper, entry.upper <= dataCount else {
      throw .rangeOutsideData(
        tensor: entry.name, lower: entry.lower, upper: entry.upper, available: dataCount)
    }
    var size = dataType.byteCount
    for extent in entry.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw .shapeTooLarge(tensor: entry.name, shape: entry.shape) }
      size = product
    }
    guard size == entry.upper - entry.lower else {
      throw .sizeMismatch(
        tensor: entry.name, shape: entry.shape, dataType: dataType.rawValue, expected: size,
        found: entry.upper - entry.lower)
    }
    return CheckedEntry(
      name: entry.name, dataType: dataType, shape: entry.shape, range: entry.lower..<entry.upper)
  }

  /// Checks that the entries, sorted by their place, follow each other without gap or overlap.
  private static func checkCoverage(
    of entries: [CheckedEntry], dataCount: Int
  ) throws(SafetensorsError) {
    var end = 0
    var previous = ""
    for entry in entries {
      guard entry.range.lowerBound >= end else {
        throw .overlap(first: previous, second: entry.name)
      }
      guard entry.range.lowerBound == end else {
        throw .unclaimedBytes(lower: end, upper: entry.range.lowerBound)
      }
      end = entry.range.upperBound
      previous = entry.name
    }
    guard end == dataCount else { throw .unclaimedBytes(lower: end, upper: dataCount) }
  }
}
