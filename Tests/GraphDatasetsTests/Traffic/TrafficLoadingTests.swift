import Foundation
import Graphs
import Testing

@testable import GraphDatasets

@Suite("Series of readings from the data folder")
struct TrafficLoadingTests {
  /// Calls `body` with a temporary folder that holds the given files.
  private func withFolder(_ files: [String: [UInt8]], _ body: (DataFolder) throws -> Void) throws {
    let path = NSTemporaryDirectory() + "graphode-tests-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    for (name, bytes) in files {
      let url = URL(fileURLWithPath: path + "/" + name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    try body(DataFolder(path: path))
  }

  @Test("The catalogue lists every dataset of readings, and how to come by its files")
  func catalogue() throws {
    for dataset in TrafficDataset.allCases {
      let entry = try Catalogue.standard.entry(for: dataset)
      #expect(!entry.citation.isEmpty && !entry.licence.isEmpty && entry.nodes > 0)
      #expect(entry.steps ?? 0 > 24 && entry.classes == nil)
      #expect(!entry.files.isEmpty || entry.placedFiles?.isEmpty == false)
      for source in entry.sources.indices { #expect(!entry.files(ofSource: source).isEmpty) }
      #expect(entry.files.allSatisfy { $0.sha256.count == 64 && $0.bytes > 0 })
      for file in entry.placedFiles ?? [] {
        #expect(!file.paths.isEmpty && !file.origin.isEmpty)
        #expect(file.paths.allSatisfy { $0.hasPrefix(dataset.rawValue + "/") })
      }
    }
  }

  @Test("An unknown name lists the known ones")
  func names() throws {
    #expect(try TrafficDataset(named: "metr-la-10") == .metrLA10)
    let error = #expect(throws: DatasetError.self) { try TrafficData.load("metr-ca") }
    #expect(
      error?.description
        == "There is no dataset called 'metr-ca'. Choose one of los-loop, metr-la-10, hangzhou-metro, metr-la, "
        + "pems-bay, pems03, pems04, pems07, pems08.")
  }

  @Test("A file that only the user can get is asked for by name and place")
  func placedFile() throws {
    try withFolder(["other": []]) { folder in
      #expect(!folder.holds(.pems08) && !folder.holds(.metrLA) && !folder.holds(.losLoop))
      let error = #expect(throws: DatasetError.self) { try TrafficData.load(.pems08, in: folder) }
      let origin = try #require(Catalogue.standard.entry(for: .pems08).placedFiles?.first?.origin)
      #expect(
        error?.description
          == "There is no file at \(folder.path)/pems08/PEMS08.npz, and pems08 cannot be fetched. "
          + "Get it from \(origin) and put it there.")
    }
    let error = #expect(throws: DatasetError.self) {
      try TrafficData.load(.pemsBay, in: DataFolder(path: "/nowhere"))
    }
    #expect(error == .missingFolder(path: "/nowhere", dataset: "pems-bay"))
  }

  @Test("A PEMS archive and its distances make a dataset")
  func pems() throws {
    let files = [
      "pems04/PEMS04.npz": try TrafficFixtures.bytes("flows.npz"),
      "pems04/PEMS04.csv": Array("from,to,cost\n0,1,1\n1,2,3\n".utf8),
    ]
    try withFolder(files) { folder in
      #expect(folder.holds(.pems04))
      let data = try TrafficData.load(.pems04, in: folder)
      #expect(data.sensorCount == 3 && data.series.stepCount == 30)
      #expect(data.graph.selfLoopCount == 3 && data.graph.entryCount == 4)
      let windows = try data.windows(split: .sixToTwoToTwo)
      #expect(windows.training == 0..<4 && windows.validation == 4..<6 && windows.test == 6..<7)
    }
    let stranger = files.merging(["pems04/PEMS04.csv": Array("0,1,1\n1,7,3\n".utf8)]) { $1 }
    try withFolder(stranger) { folder in
      let error = #expect(throws: DatasetError.self) { try TrafficData.load(.pems04, in: folder) }
      #expect(
        error?.description
          == "\(folder.path)/pems04/PEMS04.csv: an edge names node '7', but there are 3 nodes, numbered from 0. "
          + "Mend the edge or add the node.")
    }
  }

  @Test("PEMS03's sensors have their names from the list beside it")
  func pems03() throws {
    let files = [
      "pems03/PEMS03.npz": try TrafficFixtures.bytes("flows.npz"),
      "pems03/PEMS03.csv": Array("from,to,distance\n317842,313339,1\n313339,314982,3\n".utf8),
      "pems03/PEMS03.txt": Array("313339\n314982\n317842".utf8),
    ]
    try withFolder(files) { folder in
      let data = try TrafficData.load(.pems03, in: folder)
      #expect(data.series.sensors == ["313339", "314982", "317842"])
      let weight = try #require(data.graph.weight(from: 2, to: 0))
      #expect(abs(weight - exp(-1)) < 1e-15)
    }
  }

  @Test("A table of pandas, or one in text, and a pickled graph make a dataset")
  func pemsBay() throws {
    let graph = try TrafficFixtures.bytes("graph.pkl")
    var loaded: [TrafficData] = []
    let text = """
      ,400001,400017,400030
      2012-03-01 00:00:00,0.0,1.0,2.0
      2012-03-01 00:05:00,3.0,4.0,5.0
      2012-03-01 00:10:00,6.0,7.0,8.0
      2012-03-01 00:15:00,9.0,10.0,11.0
      """
    for (name, bytes) in [
      ("pems-bay.h5", try TrafficFixtures.bytes("bay.h5")), ("PEMS-BAY.csv", Array(text.utf8)),
    ] {
      try withFolder(["pems-bay/adj_mx_bay.pkl": graph, "pems-bay/" + name: bytes]) { folder in
        #expect(folder.holds(.pemsBay))
        loaded.append(try TrafficData.load("pems-bay", in: folder))
      }
    }
    #expect(loaded[0].series == loaded[1].series)
    #expect(loaded[0].graph == loaded[1].graph)
    #expect(loaded[0].series.readingCount == 11)
    #expect(loaded[0].graph.weight(from: 0, to: 1) == 0.5)
  }
}
