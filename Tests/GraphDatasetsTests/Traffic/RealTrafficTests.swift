import Graphs
import Testing
import _TestSupport

@testable import GraphDatasets

/// The real series, read once, where there are any.
private enum Loaded {
  /// What a skipped test says.
  static let missing: Comment = "There is no such dataset: run 'make data' or set GRAPHODE_DATA."

  static let losLoopFolder = RealData.folder(
    holding: "los-loop/los_speed.csv", "metr-la/graph_sensor_locations.csv")
  static let metrLA10Folder = RealData.folder(
    holding: "metr-la-10/train.npz", "metr-la/graph_sensor_locations.csv")
  static let hangzhouFolder = RealData.folder(
    holding: "hangzhou-metro/tensor.mat", "hangzhou-metro/graph.csv")
  static let metrLAGraphFolder = RealData.folder(holding: "metr-la/adj_mx.pkl")

  static let losLoop = Result { try TrafficData.load(.losLoop, in: DataFolder(path: losLoopFolder ?? "")) }
  static let metrLA10 = Result {
    try TrafficData.load("metr-la-10", in: DataFolder(path: metrLA10Folder ?? ""))
  }
}

// Sums, means and counts are those of NumPy on the same files.
@Suite("Real series of readings, where they are there")
struct RealTrafficTests {
  private func expectCatalogued(_ data: TrafficData, as dataset: TrafficDataset) throws {
    let entry = try Catalogue.standard.entry(for: dataset)
    #expect(data.name == entry.name && data.citation == entry.citation)
    #expect(data.sensorCount == entry.nodes)
    #expect(data.graph.edgeCount == entry.edges)
    #expect(data.series.stepCount == entry.steps)
  }

  @Test(
    "Los-loop has its published size, readings and positions",
    .enabled(if: Loaded.losLoopFolder != nil, Loaded.missing))
  func losLoop() throws {
    let data = try Loaded.losLoop.get()
    try expectCatalogued(data, as: .losLoop)
    #expect(data.series.readingCount == 2016 * 207)
    #expect(data.series.sensors[..<3] == ["773869", "767541", "767542"])
    #expect((0..<3).map { data.series.reading(step: 0, sensor: $0) } == [64.375, 67.625, 67.125])
    #expect((204..<207).map { data.series.reading(step: 2015, sensor: $0) } == [58.75, 68.25, 58.875])
    let sum = data.series.values.reduce(0) { $0 + Double($1) }
    // Each of 417 312 readings up to 70 was rounded to single precision, half of them up.
    #expect(abs(sum - 24_576_105.65634951) < 0.1)
    let weights = try #require(data.graph.weights)
    #expect(abs(weights.reduce(0, +) - 1307.158488468) < 1e-8)
    #expect(data.graph.selfLoopCount == 207)
    #expect(data.positions?.first == GeographicPosition(latitude: 34.15497, longitude: -118.31829))
    #expect(data.series.times.timesOfDay?[2015] == 287.0 / 288)
    // 2012-03-01 was a Thursday.
    #expect(data.series.times.daysOfWeek?.first == 3)
  }

  @Test(
    "Los-loop's windows and scale are those of NumPy",
    .enabled(if: Loaded.losLoopFolder != nil, Loaded.missing))
  func losLoopWindows() throws {
    let windows = try Loaded.losLoop.get().windows()
    #expect([windows.training.count, windows.validation.count, windows.test.count] == [1395, 199, 399])
    // Readings are rounded to single precision here: 2⁻²⁴ of 60, and less for their mean.
    #expect(abs(windows.scaler.mean - 59.326863190965454) < 1e-6)
    #expect(abs(windows.scaler.standardDeviation - 12.365653034957196) < 1e-6)
  }

  @Test(
    "METR-LA-10 is one series again, with its share of absent readings",
    .enabled(if: Loaded.metrLA10Folder != nil, Loaded.missing))
  func metrLA10() throws {
    let data = try Loaded.metrLA10.get()
    try expectCatalogued(data, as: .metrLA10)
    #expect(data.series.present.count - data.series.readingCount == 25_391)
    #expect(data.series.silentSensors().isEmpty)
    let sum = data.series.values.reduce(0) { $0 + Double($1) }
    #expect(abs(sum - 18_610_827.619444445) < 0.1)
    #expect(data.positions?.count == 10)
    let windows = try data.windows()
    #expect([windows.training.count, windows.validation.count, windows.test.count] == [23974, 3425, 6850])
    #expect(abs(windows.scaler.mean - 58.78556243049878) < 1e-6)
    #expect(abs(windows.scaler.standardDeviation - 12.122960063567719) < 1e-6)
  }

  @Test(
    "METR-LA-10's first week is los-loop's, but for what was absent",
    .enabled(if: Loaded.losLoopFolder != nil && Loaded.metrLA10Folder != nil, Loaded.missing))
  func firstWeek() throws {
    let week = try Loaded.losLoop.get().series
    let series = try Loaded.metrLA10.get().series
    let places = try series.sensors.map { sensor in try #require(week.sensors.firstIndex(of: sensor)) }
    for step in 0..<week.stepCount {
      for (sensor, place) in places.enumerated() {
        guard let reading = series.reading(step: step, sensor: sensor) else { continue }
        guard let other = week.reading(step: step, sensor: place), abs(reading - other) < 1e-4 else {
          Issue.record("Sensor \(sensor) differs at step \(step).")
          return
        }
      }
    }
    #expect(week.times.start == series.times.start)
  }

  @Test(
    "Hangzhou's metro has 80 stations, all of them read, and true zeros",
    .enabled(if: Loaded.hangzhouFolder != nil, Loaded.missing))
  func hangzhou() throws {
    let data = try TrafficData.load(.hangzhouMetro, in: DataFolder(path: #require(Loaded.hangzhouFolder)))
    try expectCatalogued(data, as: .hangzhouMetro)
    #expect(data.series.readingCount == 2700 * 80)
    // Whole numbers below 2²⁴ are exact.
    #expect(data.series.values.reduce(0) { $0 + Double($1) } == 29_248_681)
    #expect(data.series.values[..<4] == [17, 11, 9, 8])
    #expect(data.series.values.filter { $0 == 0 }.count == 6237)
    #expect(data.series.sensors[52..<56] == ["52", "53", "55", "56"])
    #expect(data.graph.selfLoopCount == 0)
    let windows = try data.windows()
    #expect([windows.training.count, windows.validation.count, windows.test.count] == [1874, 268, 535])
    #expect(abs(windows.scaler.mean - 133.68431052116685) < 1e-10)
    #expect(abs(windows.scaler.standardDeviation - 166.51784173325032) < 1e-10)
    let times = try #require(data.series.times.timesOfDay)
    #expect(times[107] == 107.0 / 108 && times[108] == 0)
  }

  @Test(
    "METR-LA's published graph has its 1722 weights",
    .enabled(if: Loaded.metrLAGraphFolder != nil, Loaded.missing))
  func metrLAGraph() throws {
    let path = try #require(Loaded.metrLAGraphFolder) + "/metr-la/adj_mx.pkl"
    let graph = try PickleReader.read(readBytes(ofFileAt: path), path: path).sensorGraph()
    #expect(graph.graph.entryCount == 1722)
    #expect(graph.graph.nodeCount == 207)
    #expect(graph.graph.selfLoopCount == 207)
    let sum = try #require(graph.graph.weights).reduce(0, +)
    #expect(abs(sum - 814.5817) < 1e-3)
  }

  @Test(
    "METR-LA asks for its readings where only its graph is there",
    .enabled(if: Loaded.metrLAGraphFolder != nil, Loaded.missing))
  func metrLA() throws {
    let path = try #require(Loaded.metrLAGraphFolder)
    guard !DataFolder(path: path).holds(.metrLA) else {
      try expectCatalogued(TrafficData.load(.metrLA, in: DataFolder(path: path)), as: .metrLA)
      return
    }
    let error = #expect(throws: DatasetError.self) {
      try TrafficData.load(.metrLA, in: DataFolder(path: path))
    }
    #expect(
      error?.description
        == "There is no file at \(path)/metr-la/metr-la.h5, and metr-la cannot be fetched. Get it from the "
        + "folder that the README of github.com/liyaguang/DCRNN links to, or as METR-LA.csv from the Zenodo "
        + "record 5146275 and put it there.")
  }
}
