extension LocalTime: LosslessStringConvertible {
  /// Reads a time such as `2012-03-01 00:05:00` or `2012-03-01T00:05`; `nil` for any other text.
  public init?(_ text: String) {
    guard let time = TextField.time(ArraySlice(text.utf8)) else { return nil }
    self = time
  }
}
