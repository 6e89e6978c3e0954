/// Classes, read from a matrix with a one in the column of each row's class.
package struct OneHotLabels: Equatable {
  /// The number of classes.
  package let classCount: Int

  /// The class of each row, or `nil` where the row is zero.
  package let labels: [Int?]

  /// Reads the classes from a matrix.
  ///
  /// - Throws: `unexpectedValue` if a row holds anything but zeros and at most one one.
  package init(_ array: NumericArray, path: String) throws(DatasetError) {
    guard array.shape.count == 2 else {
      throw .unexpectedValue(
        path: path, found: "an array of shape \(array.shape)", expected: "one of nodes and classes")
    }
    let (rowCount, classCount) = (array.shape[0], array.shape[1])
    let values = try array.integers()
    guard classCount > 0, rowCount == values.count / classCount else {
      throw .unexpectedValue(path: path, found: "labels without classes", expected: "at least one class")
    }
    var labels: [Int?] = []
    for row in 0..<rowCount {
      let marks = values[(row * classCount)..<((row + 1) * classCount)]
      let ones = marks.indices.filter { marks[$0] == 1 }
      guard ones.count <= 1, marks.allSatisfy({ $0 == 0 || $0 == 1 }) else {
        throw .unexpectedValue(
          path: path, found: "row \(row) with several classes", expected: "one class a node")
      }
      labels.append(ones.first.map { $0 - marks.startIndex })
    }
    self.classCount = classCount
    self.labels = labels
  }
}
