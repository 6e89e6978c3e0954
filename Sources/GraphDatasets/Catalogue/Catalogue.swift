import Foundation

/// The list of known datasets: where they come from, what they must hash to, whom to cite.
public struct Catalogue: Codable, Hashable, Sendable {
  /// One entry a dataset.
  public let datasets: [CatalogueEntry]

  /// The catalogue that is built into the library.
  public static var standard: Catalogue {
    get throws(DatasetError) {
      try Catalogue(json: PackageResources.catalogue_json)
    }
  }

  /// Creates a catalogue from its JSON text.
  ///
  /// - Throws: `malformedCatalogue`, also when a file names a source that is not there.
  public init(json: [UInt8]) throws(DatasetError) {
    do {
      self = try JSONDecoder().decode(Catalogue.self, from: Data(json))
    } catch {
      throw .malformedCatalogue(problem: "\(error)")
    }
    for entry in datasets {
      for file in entry.files where !entry.sources.indices.contains(file.source) {
        throw .malformedCatalogue(
          problem: "\(entry.name) has no source \(file.source) for \(file.path)")
      }
    }
  }

  /// Returns the entry of a dataset.
  ///
  /// - Throws: `malformedCatalogue` if there is none.
  public func entry(for dataset: Dataset) throws(DatasetError) -> CatalogueEntry {
    try entry(named: dataset.rawValue)
  }

  /// Returns the entry of a dataset of readings.
  ///
  /// - Throws: `malformedCatalogue` if there is none.
  public func entry(for dataset: TrafficDataset) throws(DatasetError) -> CatalogueEntry {
    try entry(named: dataset.rawValue)
  }

  /// Returns the entry of a name.
  func entry(named name: String) throws(DatasetError) -> CatalogueEntry {
    guard let entry = datasets.first(where: { $0.name == name }) else {
      throw .malformedCatalogue(problem: "it does not list \(name)")
    }
    return entry
  }
}
