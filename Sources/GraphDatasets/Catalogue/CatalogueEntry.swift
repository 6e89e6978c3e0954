/// One dataset of the catalogue.
public struct CatalogueEntry: Codable, Hashable, Sendable {
  /// The name on the command line.
  public let name: String

  /// What the dataset is, in a few words.
  public let title: String

  /// The papers to cite.
  public let citation: String

  /// What is known about the terms of use.
  public let licence: String

  /// The number of nodes.
  public let nodes: Int

  /// The number of edges, self-loops included; an undirected edge counts once.
  public let edges: Int

  /// The number of features of a node, where nodes are to be classified.
  public let features: Int?

  /// The number of classes, where nodes are to be classified.
  public let classes: Int?

  /// The number of steps, where readings are to be forecast.
  public let steps: Int?

  /// The places to fetch from, in the order to try them; empty when the data is built in.
  public let sources: [CatalogueSource]

  /// The files, of which those of one source together are complete.
  public let files: [CatalogueFile]

  /// Further files that no program can fetch, if there are any: the user puts them into the folder.
  public let placedFiles: [PlacedFile]?

  /// Returns the files that one source provides, a complete set.
  public func files(ofSource source: Int) -> [CatalogueFile] {
    files.filter { $0.source == source }
  }
}
