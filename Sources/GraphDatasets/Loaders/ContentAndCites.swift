import Graphs

/// Cora as `cora.content` and `cora.cites`, brought into the order of the public split.
///
/// The result equals Planetoid's: features, labels, edges and split.
enum ContentAndCites {
  /// The classes in the order of Planetoid's labels.
  static let classNames = [
    "Theory", "Reinforcement_Learning", "Genetic_Algorithms", "Neural_Networks",
    "Probabilistic_Methods", "Case_Based", "Rule_Learning",
  ]

  /// Training nodes a class, and test nodes, of the public split.
  private static let trainingPerClass = 20
  private static let testCount = 1000

  /// Reads Cora from its three verified files.
  static func cora(in folder: DataFolder) throws(DatasetError) -> NodeClassificationData {
    let content = try folder.verifiedFile("cora/cora.content", of: .cora)
    let cites = try folder.verifiedFile("cora/cora.cites", of: .cora)
    let order = try folder.verifiedFile("cora-public-order.txt", of: .cora)
    return try assembled(content: content, cites: cites, order: order)
  }

  /// Puts the files together.
  ///
  /// - Throws: An error that names the file and the line.
  static func assembled(
    content: (path: String, bytes: [UInt8]), cites: (path: String, bytes: [UInt8]),
    order: (path: String, bytes: [UInt8])
  ) throws(DatasetError) -> NodeClassificationData {
    let papers = try PaperTable(parsing: content.bytes, path: content.path, classNames: classNames)
    var numbers: [String: Int] = [:]
    var rows: [Int] = []
    for line in TextLines(order.bytes) {
      let paper = TextField.text(line.content)
      guard let row = papers.rows[paper] else {
        throw .unknownPaper(
          path: order.path, line: line.number, paper: TextField.shown(line.content))
      }
      guard numbers.updateValue(rows.count, forKey: paper) == nil else {
        throw .duplicate(path: order.path, line: line.number, item: "paper \(quoted(paper))")
      }
      rows.append(row)
    }
    guard rows.count == papers.labels.count else {
      throw .countMismatch(
        path: order.path, what: "papers", found: rows.count, expected: papers.labels.count)
    }
    let trainingCount = min(trainingPerClass * classNames.count, rows.count)
    let testStart = max(rows.count - testCount, trainingCount)
    let features = SparseRows(
      columnCount: papers.words.columnCount, rows: rows.map { (papers.words, $0) })
    return try NodeClassificationData(
      name: Dataset.cora.rawValue, graph: graph(of: cites, numbers: numbers),
      features: features.sparseMatrix(path: content.path), labels: rows.map { papers.labels[$0] },
      classCount: classNames.count,
      split: Split(
        training: Array(0..<trainingCount),
        validation: Array(
          trainingCount..<min(trainingCount + PlanetoidParts.validationCount, testStart)),
        test: Array(testStart..<rows.count)))
  }

  private static func graph(
    of cites: (path: String, bytes: [UInt8]), numbers: [String: Int]
  ) throws(DatasetError) -> Graph {
    var edges: [(Int, Int)] = []
    for line in TextLines(cites.bytes) {
      let fields = line.fields
      guard fields.count == 2 else {
        throw .wrongFieldCount(
          path: cites.path, line: line.number, found: fields.count, expected: "2")
      }
      var ends: [Int] = []
      for field in fields {
        guard let number = numbers[TextField.text(field)] else {
          throw .unknownPaper(path: cites.path, line: line.number, paper: TextField.shown(field))
        }
        ends.append(number)
      }
      edges.append((ends[0], ends[1]))
    }
    do throws(GraphError) {
      return try Graph(nodeCount: numbers.count, edges: edges, duplicates: .keepFirst)
    } catch {
      throw .unexpectedValue(path: cites.path, found: "\(error)", expected: "the edges of a graph")
    }
  }
}
