import Graphs

extension NodeClassificationData {
  /// Loads a dataset of the catalogue by its name.
  ///
  /// - Parameters:
  ///   - name: The name, such as `cora` or `amazon-photo`.
  ///   - folder: The folder that the files were fetched into.
  /// - Returns: The dataset, with the split it was published with, if any.
  /// - Throws: `unknownDataset`, which lists the names there are, or what `load(_:from:)` of a
  ///   `Dataset` throws.
  public static func load(
    _ name: String, from folder: DataFolder = .standard
  ) throws(DatasetError) -> NodeClassificationData {
    try load(Dataset(named: name), from: folder)
  }

  /// Loads a dataset of the catalogue.
  ///
  /// Every file is compared with the catalogue's SHA-256 before it is read. Cora comes from
  /// Planetoid's files or, where they are missing, from `cora.content` and `cora.cites`; both give
  /// equal datasets.
  ///
  /// - Parameters:
  ///   - dataset: The dataset.
  ///   - folder: The folder that the files were fetched into.
  /// - Returns: The dataset, with the split it was published with, if any.
  /// - Throws: `missingFolder`, `missingFile`, `wrongHash`, or what is wrong with a file.
  public static func load(
    _ dataset: Dataset, from folder: DataFolder = .standard
  ) throws(DatasetError) -> NodeClassificationData {
    let name = dataset.rawValue
    let planetoid = try Planetoid { part throws(DatasetError) in
      try folder.verifiedFile("planetoid/ind.\(name).\(part)", of: dataset)
    }
    return try planetoid.data(name: name)
  }
}
