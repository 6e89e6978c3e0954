/// What stands in a file where there was no reading.
public struct AbsenceMarks: OptionSet, Hashable, Sendable {
  /// The bits of the chosen marks.
  public let rawValue: UInt8

  /// Creates a choice from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The number zero, as loop detectors report no speed.
  public static let zeros = AbsenceMarks(rawValue: 1)

  /// What is not a number: NaN, and in text also nothing at all.
  public static let blanks = AbsenceMarks(rawValue: 2)

  /// Returns for each value whether it is a reading.
  func present(_ values: [Float]) -> [Bool] {
    let (zeros, blanks) = (contains(.zeros), contains(.blanks))
    return [Bool](unsafeUninitializedCapacity: values.count) { buffer, count in
      values.withUnsafeBufferPointer { values in
        for place in values.indices {
          buffer[place] = !(zeros && values[place] == 0) && !(blanks && values[place].isNaN)
        }
      }
      count = values.count
    }
  }
}
