/// Labels that a pickled array holds one row a node, with a one in the column of the class.
struct OneHotLabels {
  /// The name of the file, for errors.
  let path: String

  /// The number of columns.
  let classCount: Int

  /// The class of each row, or `unlabelled` where all columns are zero.
  let labels: [Int]

  /// Reads the labels.
  ///
  /// - Throws: What the pickle reader throws, or `unexpectedValue` for a row of something else.
  init(_ file: SourceFile) throws(DatasetError) {
    let array = try file.pickle().array()
    guard array.shape.count == 2, array.elementCount > 0 || array.shape[0] == 0 else {
      throw .unexpectedValue(
        path: file.path, found: "an array of shape \(array.shape)", expected: "labels [nodes, classes]")
    }
    path = file.path
    classCount = array.shape[1]
    let elements = try array.integers()
    var labels: [Int] = []
    labels.reserveCapacity(array.shape[0])
    for row in 0..<array.shape[0] {
      var label = NodeClassificationData.unlabelled
      for column in 0..<classCount {
        switch (elements[row * classCount + column], label) {
        case (0, _): continue
        case (1, NodeClassificationData.unlabelled): label = column
        default:
          throw .unexpectedValue(
            path: file.path, found: "row \(row) with more than a single one",
            expected: "at most one class a node")
        }
      }
      labels.append(label)
    }
    self.labels = labels
  }
}
