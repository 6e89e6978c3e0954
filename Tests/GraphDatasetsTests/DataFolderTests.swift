import Foundation
import Testing

@testable import GraphDatasets

@Suite("The data folder and the catalogue")
struct DataFolderTests {
  @Test("An option goes before the environment, and that before the cache")
  func resolution() {
    let all = ["GRAPHODE_DATA": "/a", "XDG_CACHE_HOME": "/b", "HOME": "/c"]
    #expect(DataFolder.resolved(option: "/o", environment: all).path == "/o")
    #expect(DataFolder.resolved(environment: all).path == "/a")
    #expect(DataFolder.resolved(environment: ["XDG_CACHE_HOME": "/b", "HOME": "/c"]).path == "/b/graphode")
    #expect(
      DataFolder.resolved(environment: ["GRAPHODE_DATA": "", "HOME": "/c"]).path == "/c/.cache/graphode")
    #expect(DataFolder(path: "/a/").path(of: "b/c") == "/a/b/c")
  }

  @Test("The catalogue lists every dataset, each source with files of one hash")
  func catalogue() throws {
    for dataset in Dataset.allCases {
      let entry = try Catalogue.standard.entry(for: dataset)
      #expect(!entry.citation.isEmpty && !entry.licence.isEmpty)
      for source in entry.sources.indices { #expect(!entry.files(ofSource: source).isEmpty) }
      #expect(entry.files.allSatisfy { $0.sha256.count == 64 && $0.bytes > 0 })
    }
    let again = try Catalogue(json: Array(JSONEncoder().encode(Catalogue.standard)))
    #expect(try again == Catalogue.standard)
  }

  @Test("A catalogue whose file names no source is refused")
  func badCatalogue() {
    let json = """
      {"datasets": [{"name": "a", "title": "", "citation": "", "licence": "", "nodes": 0, "edges": 0,
      "features": 0, "classes": 0, "sources": [], "files":
      [{"path": "p", "sha256": "", "bytes": 1, "source": 3}]}]}
      """
    let error = #expect(throws: DatasetError.self) { try Catalogue(json: Array(json.utf8)) }
    #expect(
      error?.description
        == "The built-in catalogue cannot be read: a has no source 3 for p. "
        + "Mend Sources/GraphDatasets/catalogue.json.")
  }

  @Test("SHA-256 agrees with the standard's example")
  func hash() {
    // FIPS 180-4's test message.
    #expect(
      sha256(of: Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("A missing folder, a missing file and a changed file each say what to do")
  func missing() throws {
    let path = NSTemporaryDirectory() + "graphode-tests-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = DataFolder(path: path)
    #expect(!folder.holds(.cora))
    #expect(folder.holds(.karate))
    let way = "Run 'make data' or 'Datasets/fetch cora', or name another folder with --data or GRAPHODE_DATA."
    var error = #expect(throws: DatasetError.self) { try NodeClassificationData.cora(in: folder) }
    #expect(error?.description == "There is no data folder at \(path). \(way)")

    try FileManager.default.createDirectory(atPath: path + "/planetoid", withIntermediateDirectories: true)
    error = #expect(throws: DatasetError.self) { try NodeClassificationData.cora(in: folder) }
    #expect(error?.description == "There is no file at \(path)/planetoid/ind.cora.x. \(way)")

    try Data("hello".utf8).write(to: URL(fileURLWithPath: path + "/planetoid/ind.cora.x"))
    error = #expect(throws: DatasetError.self) { try NodeClassificationData.cora(in: folder) }
    #expect(
      error?.description
        == "\(path)/planetoid/ind.cora.x has SHA-256 "
        + "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824, but the catalogue says "
        + "23cfa55d91c6f624233f5eb7b6e3f141f1bd2b2ae39608a63cf5d084bb27baab. "
        + "Delete it and fetch it again with 'make data'.")
  }

  @Test("A folder is no file")
  func folder() {
    let path = NSTemporaryDirectory()
    let error = #expect(throws: DatasetError.self) { try readBytes(ofFileAt: path) }
    #expect(
      error?.description
        == "\(path) cannot be read: it is a folder. Check that it is a file and that you may read it.")
  }

  @Test("An unknown name lists the known ones")
  func names() throws {
    #expect(try Dataset(named: "amazon-photo") == .amazonPhoto)
    let error = #expect(throws: DatasetError.self) { try Dataset(named: "cara") }
    #expect(
      error?.description
        == "There is no dataset called 'cara'. Choose one of cora, citeseer, pubmed, amazon-photo, karate.")
  }
}
