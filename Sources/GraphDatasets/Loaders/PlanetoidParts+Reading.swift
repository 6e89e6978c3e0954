extension PlanetoidParts {
  /// Reads and decodes the files of Cora, Citeseer or Pubmed.
  ///
  /// - Throws: What finding, verifying and decoding the files throws.
  init(_ dataset: Dataset, in folder: DataFolder) throws(DatasetError) {
    let prefix = "planetoid/ind.\(dataset.rawValue)."
    func pickle(_ part: String) throws(DatasetError) -> Pickle {
      let (path, bytes) = try folder.verifiedFile(prefix + part, of: dataset)
      return try PickleReader.read(bytes, path: path)
    }
    func labels(_ part: String) throws(DatasetError) -> OneHotLabels {
      let pickle = try pickle(part)
      return try OneHotLabels(pickle.array(), path: pickle.path)
    }
    name = dataset.rawValue
    path = folder.path(of: prefix)
    trainingCount = try pickle("x").matrix().rowCount
    let trainingLabelCount = try labels("y").labels.count
    guard trainingLabelCount == trainingCount else {
      throw .countMismatch(
        path: path + "y", what: "rows of labels", found: trainingLabelCount, expected: trainingCount)
    }
    otherFeatures = try pickle("allx").matrix()
    otherLabels = try labels("ally")
    testFeatures = try pickle("tx").matrix()
    testLabels = try labels("ty")
    adjacency = try pickle("graph").adjacency()
    let (indexPath, index) = try folder.verifiedFile(prefix + "test.index", of: dataset)
    testNodes = try NodeIndexList(parsing: index, path: indexPath).nodes
  }
}
