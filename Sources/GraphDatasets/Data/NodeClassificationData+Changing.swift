public import Graphs
import Tensors

extension NodeClassificationData {
  /// Returns the data with each row of the features divided by its sum.
  ///
  /// Rows that sum to zero stay as they are.
  public func rowNormalised() -> NodeClassificationData {
    let values = features.values.elements
    var result = values
    for row in 0..<nodeCount {
      let entries = features.pattern.entries(inRow: row)
      let sum = entries.reduce(0) { $0 + values[$1] }
      guard sum != 0 else { continue }
      for entry in entries { result[entry] = values[entry] / sum }
    }
    return replacingFeatures(with: result)
  }

  /// Returns the data with every stored feature set to 1.
  public func binarised() -> NodeClassificationData {
    replacingFeatures(with: features.values.elements.map { $0 == 0 ? 0 : 1 })
  }

  /// Returns the data with another split.
  ///
  /// - Throws: `emptyTrainingSet`, `splitOutOfRange`, `splitOverlap` or `splitWithoutLabel`.
  public func replacingSplit(with split: Split) throws(DatasetError) -> NodeClassificationData {
    try split.check(dataset: name, nodeCount: nodeCount, unlabelled: unlabelledNodes)
    return NodeClassificationData(
      copying: self, graph: graph, features: features, labels: labels, unlabelledNodes: unlabelledNodes,
      split: split)
  }

  /// Returns the data with a random split.
  ///
  /// - Throws: `tooFewNodes` or `emptyTrainingSet`.
  public func randomlySplit(
    seed: UInt64, sizes: SplitSizes = .standard
  ) throws(DatasetError) -> NodeClassificationData {
    try replacingSplit(
      with: .random(
        labels: labels, classCount: classCount, unlabelled: unlabelledNodes, seed: seed, sizes: sizes,
        dataset: name))
  }

  /// Returns the part of the data on the largest connected component.
  ///
  /// Nodes keep their order but are numbered anew; the split keeps those of its nodes that
  /// are left.
  ///
  /// - Throws: `emptyTrainingSet` if no training node is left.
  public func largestComponent() throws(DatasetError) -> NodeClassificationData {
    let component = graph.largestComponent
    let isUnknown = Set(unlabelledNodes)
    let split = split.restricted(to: component.nodes)
    try split.check(dataset: name, nodeCount: component.nodes.count)
    return NodeClassificationData(
      copying: self, graph: component.graph, features: features.gatheringRows(component.nodes),
      labels: component.nodes.map { labels[$0] },
      unlabelledNodes: component.nodes.indices.filter { isUnknown.contains(component.nodes[$0]) },
      split: split)
  }

  /// Returns the data with its nodes in another order: node `i` of the result is `ordering.nodes[i]`.
  ///
  /// What is predicted for the result comes back into the original order by `ordering.restored(_:)`.
  ///
  /// - Parameter ordering: An order of the graph's nodes, such as `.reverseCuthillMcKee(of: graph)`.
  /// - Returns: The data with graph, features, labels and split renumbered.
  /// - Precondition: The ordering has as many nodes as the graph.
  public func reordered(by ordering: NodeOrdering) -> NodeClassificationData {
    func moved(_ nodes: [Int]) -> [Int] { nodes.map { ordering.places[$0] } }
    return NodeClassificationData(
      copying: self, graph: graph.reordered(by: ordering),
      features: features.gatheringRows(ordering.nodes), labels: ordering.nodes.map { labels[$0] },
      unlabelledNodes: moved(unlabelledNodes).sorted(),
      split: Split(
        training: moved(split.training), validation: moved(split.validation), test: moved(split.test)))
  }

  private func replacingFeatures(with values: [Double]) -> NodeClassificationData {
    let tensor = Tensor(shape: [values.count], elements: values, scalarType: features.scalarType)
    return NodeClassificationData(
      copying: self, graph: graph, features: features.replacingValues(with: tensor), labels: labels,
      unlabelledNodes: unlabelledNodes, split: split)
  }

  /// Creates a changed copy of data whose parts are known to fit.
  private init(
    copying original: NodeClassificationData, graph: Graph, features: SparseMatrix, labels: [Int],
    unlabelledNodes: [Int], split: Split
  ) {
    name = original.name
    classCount = original.classCount
    self.graph = graph
    self.features = features
    self.labels = labels
    self.unlabelledNodes = unlabelledNodes
    self.split = split
  }
}
