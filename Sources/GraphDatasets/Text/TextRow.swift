/// One line of a text file, split into fields.
package struct TextRow {
  /// The name of the file, for errors.
  let path: String

  /// The number of the line, from 1.
  package let line: Int

  /// The fields.
  let fields: [ArraySlice<UInt8>]

  /// Checks the number of fields.
  ///
  /// - Throws: `wrongFieldCount`.
  func expectFields(_ counts: ClosedRange<Int>) throws(DatasetError) {
    guard counts.contains(fields.count) else {
      let expected =
        counts.count == 1 ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
      throw .wrongFieldCount(path: path, line: line, found: fields.count, expected: expected)
    }
  }

  /// Returns a field as text.
  func text(_ field: Int) -> String {
    String(decoding: fields[field], as: UTF8.self)
  }

  /// Returns a field as a whole number from 0 up.
  ///
  /// - Throws: `notAnIndex`.
  func index(_ field: Int) throws(DatasetError) -> Int {
    var value = 0
    for byte in fields[field] {
      let digit = Int(byte) - Int(UInt8(ascii: "0"))
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsAgain) = product.addingReportingOverflow(digit)
      guard (0...9).contains(digit), !overflow, !overflowsAgain else { throw notAnIndex(field) }
      value = sum
    }
    guard !fields[field].isEmpty else { throw notAnIndex(field) }
    return value
  }

  /// Returns a field as a finite number.
  ///
  /// - Throws: `notANumber`.
  func number(_ field: Int) throws(DatasetError) -> Double {
    guard let value = finiteNumber(field) else {
      throw .notANumber(path: path, line: line, field: shown(field))
    }
    return value
  }

  /// Returns a field as a finite number, or `nil` if it is none.
  func finiteNumber(_ field: Int) -> Double? {
    let bytes = fields[field]
    // Most features are one digit; the general parser is a hundred times slower.
    if bytes.count == 1, let byte = bytes.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      return Double(byte - UInt8(ascii: "0"))
    }
    guard bytes.count <= 64, let value = Double(text(field)), value.isFinite else { return nil }
    return value
  }

  /// Returns a field as far as an error shows it.
  func shown(_ field: Int) -> String {
    String(decoding: fields[field].prefix(41), as: UTF8.self)
  }

  private func notAnIndex(_ field: Int) -> DatasetError {
    .notAnIndex(path: path, line: line, field: shown(field))
  }
}
