import ArgumentParser
import GraphDatasets

/// A reader, fed with what should not harm it.
enum Reader: String, CaseIterable, ExpressibleByArgument {
  case pickle, array, archive, text, readings, windows, hdf5, matlab

  /// What mutations start from.
  var corpus: [[UInt8]] {
    switch self {
    case .pickle: Corpus.pickles + Corpus.graphs
    case .array: Corpus.arrays
    case .archive: Corpus.archives
    case .text: Corpus.texts
    case .readings: Corpus.readings
    case .windows: Corpus.windows
    case .hdf5: Corpus.tables
    case .matlab: Corpus.matlab
    }
  }

  /// The first step of a series whose files do not say.
  private var start: LocalTime { LocalTime(secondsSinceEpoch: 1_330_560_000) }

  /// Reads an input in every way that applies; returns whether one of them accepted it.
  func accepts(_ bytes: [UInt8]) -> Bool {
    var accepted = false
    func attempt(_ body: () throws -> Void) {
      do {
        try body()
        accepted = true
      } catch {
        // The text of an error is made too: it shows parts of the input.
        _ = "\(error)".count
      }
    }
    switch self {
    case .pickle:
      guard let pickle = try? PickleReader.read(bytes, path: "x") else {
        attempt { _ = try PickleReader.read(bytes, path: "x") }
        return accepted
      }
      attempt { use(try pickle.array()) }
      attempt { use(try pickle.matrix()) }
      attempt { _ = try pickle.adjacency() }
      attempt { _ = try pickle.sensorGraph() }
      attempt { _ = try OneHotLabels(pickle.array(), path: "x") }
    case .array:
      attempt { use(try NpyFile(bytes, path: "x").array(path: "x")) }
      attempt { use(try NpyFile(bytes, path: "x").matrix(path: "x")) }
    case .archive:
      attempt {
        let archive = try NpzArchive(bytes, path: "x")
        use(try archive.array("a").array(path: "x"))
      }
      attempt { use(try NpzArchive(bytes, path: "x").array("m").matrix(path: "x")) }
    case .text:
      attempt { _ = try NumberTable(parsing: bytes, path: "x") }
      attempt { _ = try EdgeList(parsing: bytes, path: "x").graph(nodeCount: 100) }
      attempt { _ = try NodeIndexList(parsing: bytes, path: "x") }
      attempt { _ = try PaperTable(parsing: bytes, path: "x", classNames: ["Theory"]) }
    case .readings:
      attempt { _ = try SensorSeries(parsing: bytes, path: "x", quantity: .speed) }
      attempt { _ = try SensorSeries(parsing: bytes, path: "x", quantity: .flow, absence: [.zeros]) }
      attempt {
        _ = try SensorSeries(parsing: bytes, path: "x", quantity: .speed, absence: []) {
          .regular(stepCount: $0, interval: 300, from: start)
        }
      }
      attempt {
        _ = try RecentReadings.reading(
          parsing: bytes, path: "x", sensors: ["a", "b"], clock: SeriesClock(interval: 300), within: 12)
      }
      attempt { _ = try SensorGraph(parsingMatrix: bytes, path: "x") }
      attempt { _ = try SensorPositions(parsing: bytes, path: "x") }
      attempt {
        let distances = try RoadDistances(parsing: bytes, path: "x")
        _ = try GaussianKernel.standard.graph(of: distances, between: ["a", "b", "7"], path: "x")
      }
    case .windows:
      attempt {
        let series = try WindowedSeries([NpzArchive(bytes, path: "x")])
        _ = series.channel(0)
        _ = try series.speeds(of: ["a", "b"], from: start, path: "x")
      }
      attempt { use(try NpzArchive(bytes, path: "x").array("data").array(path: "x")) }
      attempt { _ = try PemsFlows.pems08.series(NpzArchive(bytes, path: "x")) }
    case .hdf5:
      attempt {
        let frame = try PandasFrame(bytes, path: "x")
        _ = try SensorSeries(frame, quantity: .speed, absence: [.zeros, .blanks], path: "x")
      }
    case .matlab:
      attempt {
        let array = try MatlabFile(bytes, path: "x").array("tensor")
        use(array)
        _ = try HangzhouMetro.series(array, stations: ["a", "b"], path: "x")
      }
    }
    return accepted
  }

  private func use(_ array: NumericArray) {
    _ = array.doubles()
    _ = array.floats()
    _ = try? array.integers()
  }

  private func use(_ matrix: SparseRows) {
    _ = matrix.rowIndices
  }
}
