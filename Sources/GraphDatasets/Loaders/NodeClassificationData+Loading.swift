extension NodeClassificationData {
  /// Loads a dataset of the catalogue.
  ///
  /// - Parameters:
  ///   - dataset: Which one.
  ///   - folder: The folder that holds the fetched files; each is compared with its SHA-256.
  ///   - rule: How to divide the nodes; by default as published or, where nothing was
  ///     published, at random with seed 0.
  /// - Returns: The data.
  /// - Throws: `missingFolder`, `missingFile` or `wrongHash` if the data is not there as
  ///   fetched, `noPublicSplit` where none was published, `tooFewNodes` for sizes that a class
  ///   cannot give.
  public static func load(
    _ dataset: Dataset, in folder: DataFolder = .standard, split rule: SplitRule? = nil
  ) throws(DatasetError) -> NodeClassificationData {
    let rule = rule ?? (dataset.hasPublicSplit ? .published : .random(seed: 0))
    switch (dataset, rule) {
    case (.amazonPhoto, .random(let seed, let sizes)):
      return try AmazonPhoto.load(in: folder, seed: seed, sizes: sizes)
    case (.karate, .random(let seed, let sizes)):
      return try KarateClub.load(seed: seed, sizes: sizes)
    case (.amazonPhoto, .published), (.karate, .published):
      throw .noPublicSplit(dataset: dataset.rawValue)
    case (_, .published):
      return try published(dataset, in: folder)
    case (_, .random(let seed, let sizes)):
      return try published(dataset, in: folder).randomlySplit(seed: seed, sizes: sizes)
    }
  }

  /// Loads Cora with its public split: 2 708 papers, 5 278 citations, 1 433 words, 7 classes.
  public static func cora(in folder: DataFolder = .standard) throws(DatasetError) -> NodeClassificationData {
    try load(.cora, in: folder)
  }

  /// Loads Citeseer with its public split: 3 327 papers, 4 552 citations and 124 self-loops,
  /// 3 703 words, 6 classes; 15 papers have citations, but
  /// neither words nor a known class, and 48 are cited by none but themselves.
  public static func citeseer(
    in folder: DataFolder = .standard
  ) throws(DatasetError) -> NodeClassificationData {
    try load(.citeseer, in: folder)
  }

  /// Loads Pubmed with its public split: 19 717 papers, 44 324 citations and 3 self-loops,
  /// 500 words, 3 classes.
  public static func pubmed(
    in folder: DataFolder = .standard
  ) throws(DatasetError) -> NodeClassificationData {
    try load(.pubmed, in: folder)
  }

  /// Loads Amazon Photo with a random split: 7 650 products, 119 081 pairs, 745 words, 8 classes.
  public static func amazonPhoto(
    in folder: DataFolder = .standard, seed: UInt64 = 0
  ) throws(DatasetError) -> NodeClassificationData {
    try load(.amazonPhoto, in: folder, split: .random(seed: seed))
  }

  /// Makes Zachary's karate club with a random split: 34 members, 78 friendships, 2 sides.
  public static func karateClub(seed: UInt64 = 0) throws(DatasetError) -> NodeClassificationData {
    try load(.karate, split: .random(seed: seed))
  }

  /// Loads from Planetoid's files or, where only those are, from Cora's own.
  private static func published(
    _ dataset: Dataset, in folder: DataFolder
  ) throws(DatasetError) -> NodeClassificationData {
    if dataset == .cora, !folder.contains("planetoid/ind.cora.x"), folder.contains("cora/cora.content") {
      return try ContentAndCites.cora(in: folder)
    }
    return try PlanetoidParts(dataset, in: folder).assembled()
  }
}
