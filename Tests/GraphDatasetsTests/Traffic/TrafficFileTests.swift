import Foundation
import Graphs
import Testing

@testable import GraphDatasets

@Suite("Readings in HDF5, MATLAB and NumPy files")
struct TrafficFileTests {
  private func message(_ body: () throws -> Void) -> String? {
    #expect(throws: DatasetError.self, performing: body)?.description
  }

  // MARK: HDF5

  @Test("A table of pandas has its columns, times and values, in any unit of time")
  func pandas() throws {
    let named = try PandasFrame(TrafficFixtures.bytes("la.h5"), path: "la.h5")
    #expect(named.columns == ["773869", "767541", "767542"])
    #expect(named.times == (0..<4).map { LosLoop.start.adding(seconds: 300 * $0) })
    #expect(named.values.count == 12 && named.values[7].isNaN && named.values[11] == 11)
    let numbered = try PandasFrame(TrafficFixtures.bytes("bay.h5"), path: "bay.h5")
    #expect(numbered.columns == ["400001", "400017", "400030"])
    #expect(numbered.times == named.times)
    #expect(numbered.values == (0..<12).map(Float.init))
  }

  @Test("Zeros and NaN of a table of pandas are absent")
  func pandasSeries() throws {
    let bytes = try TrafficFixtures.bytes("la.h5")
    let series = try SensorSeries(
      PandasFrame(bytes, path: "la.h5"), quantity: .speed, absence: [.zeros, .blanks], path: "la.h5")
    #expect((0..<12).filter { !series.present[$0] } == [0, 7])
    #expect(series.times == .regular(stepCount: 4, interval: 300, from: LosLoop.start))
    let error = message {
      _ = try SensorSeries(
        PandasFrame(bytes, path: "la.h5"), quantity: .speed, absence: [.zeros], path: "la.h5")
    }
    #expect(
      error
        == "la.h5: the reading of sensor '767541' at step 2 is nan, which is not a finite number. "
        + "Mark it as absent.")
  }

  @Test(
    "HDF5 files of other kinds say what they are",
    arguments: [
      (
        "table.h5",
        "x.h5: found a pandas table in format='table', but expected one pandas table in format='fixed'. "
          + "Check that this is the right file."
      ),
      (
        "packed.h5",
        "x.h5: the HDF5 file cannot be read: 'df/axis0' is compressed or in chunks, which is not supported; "
          + "write it uncompressed, as pandas does with format='fixed'. Get it again."
      ),
      (
        "mixed.h5",
        "x.h5: found columns of several types, but expected numbers of one type. "
          + "Check that this is the right file."
      ),
      (
        "zone.h5",
        "x.h5: found times with a zone, but expected times of one place, without. "
          + "Check that this is the right file."
      ),
      (
        "plain.h5",
        "x.h5: found an index of kind 'integer', but expected one of times. "
          + "Check that this is the right file."
      ),
      (
        "flow.mat", "x.h5: the HDF5 file cannot be read: it does not start like one. Get it again."
      ),
    ])
  func otherHDF5(name: String, expected: String) throws {
    let bytes = try TrafficFixtures.bytes(name)
    #expect(message { _ = try PandasFrame(bytes, path: "x.h5") } == expected)
  }

  @Test("An HDF5 file that is cut short anywhere is refused")
  func truncatedHDF5() throws {
    let bytes = try TrafficFixtures.bytes("la.h5")
    for count in stride(from: 8, to: bytes.count, by: 97) {
      #expect(
        message { _ = try PandasFrame(Array(bytes[..<count]), path: "x.h5") }
          == "x.h5: the HDF5 file cannot be read: it is damaged or cut short. Get it again.")
    }
    #expect(throws: DatasetError.self) { try PandasFrame([], path: "x.h5") }
  }

  @Test("An HDF5 array that claims more than its file holds is refused before memory is taken")
  func hugeHDF5() throws {
    // The shape of the values, 4 × 3, stands in the file as two numbers of eight bytes.
    var bytes = try TrafficFixtures.bytes("bay.h5")
    let shape: [UInt8] = [4, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    let place = try #require(bytes.firstRange(of: shape))
    bytes[place.lowerBound + 5] = 1
    #expect(
      message { _ = try PandasFrame(bytes, path: "x.h5") }
        == "x.h5: byte 0: 'speed/block0_values' claims 8 bytes for each of [1099511627780, 3], "
        + "which is more than the file holds. The file is damaged: get it again.")
  }

  // MARK: MATLAB

  private func matlab(_ bytes: [UInt8], _ name: String = "tensor") throws -> NumericArray {
    try MatlabFile(bytes, path: "x.mat").array(name)
  }

  @Test("Arrays of MATLAB are read by name, packed or not", arguments: ["flow.mat", "plain.mat"])
  func matlab(name: String) throws {
    let array = try matlab(TrafficFixtures.bytes(name))
    #expect(array.shape == [2, 3, 4])
    #expect(try array.integers() == Array(0..<24))
    let series = try HangzhouMetro.series(array, stations: ["a", "b"], path: "x.mat")
    #expect(series.stepCount == 12)
    #expect(series.values[..<6] == [0, 12, 1, 13, 2, 14])
    #expect(series.times.timesOfDay == (0..<12).map { Double($0 % 4) / 4 })
    #expect(series.readingCount == 24)
  }

  @Test("MATLAB files of other kinds say what they are")
  func otherMatlab() throws {
    let bytes = try TrafficFixtures.bytes("plain.mat")
    #expect(
      message { _ = try matlab(bytes, "flow") }
        == "x.mat: the archive has no member 'flow', only 'tensor', 'text', 'complex'. "
        + "Check that this is the right file.")
    for name in ["complex", "text"] {
      #expect(
        message { _ = try matlab(bytes, name) }
          == "x.mat: found '\(name)', which holds no real numbers, but expected an array of numbers. "
          + "Check that this is the right file.")
    }
    let array = try matlab(bytes)
    #expect(
      message { _ = try HangzhouMetro.series(array, stations: ["a"], path: "x.mat") }
        == "x.mat: found an array of shape [2, 3, 4], but expected [stations, days, intervals] of 1 stations. "
        + "Check that this is the right file.")
    #expect(
      message { _ = try matlab(TrafficFixtures.bytes("la.h5")) }
        == "x.mat: the MATLAB file cannot be read: it does not start like one of version 5; "
        + "save it with '-v6' or '-v7'. Get it again.")
  }

  @Test("A MATLAB file that is cut short anywhere is refused", arguments: ["flow.mat", "plain.mat"])
  func truncatedMatlab(name: String) throws {
    let bytes = try TrafficFixtures.bytes(name)
    // The plain file's array ends where its text begins: behind the heading, the array's tag, flags,
    // shape and name, 64 bytes together, and its numbers with their tag.
    for count in 0..<(name == "plain.mat" ? 128 + 64 + 8 + 192 : bytes.count) {
      #expect(throws: DatasetError.self) { try matlab(Array(bytes[..<count])) }
    }
  }

  @Test("A changed byte of packed numbers is noticed")
  func damagedMatlab() throws {
    let bytes = try TrafficFixtures.bytes("flow.mat")
    // Behind the heading, the element's tag and zlib's own two bytes.
    for place in 138..<bytes.count {
      var damaged = bytes
      damaged[place] ^= 0x10
      #expect(throws: DatasetError.self) { try matlab(damaged) }
    }
  }

  @Test("A MATLAB array that claims more than its file holds is refused before memory is taken")
  func hugeMatlab() throws {
    // The shape stands behind the array's tag (8 bytes) and flags (16), with a tag of its own.
    var bytes = try TrafficFixtures.bytes("plain.mat")
    #expect(bytes[160..<172] == [2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0])
    bytes.replaceSubrange(160..<172, with: [0, 0, 0, 1, 3, 0, 0, 0, 4, 0, 0, 0])
    #expect(
      message { _ = try matlab(bytes) }
        == "x.mat: the MATLAB file cannot be read: 'tensor' of shape [16777216, 3, 4] has 192 bytes of numbers. "
        + "Get it again.")
    bytes.replaceSubrange(160..<164, with: [255, 255, 255, 255])
    #expect(
      message { _ = try matlab(bytes) }
        == "x.mat: the MATLAB file cannot be read: 'tensor' of shape [-1, 3, 4] has 192 bytes of numbers. "
        + "Get it again.")
  }

  @Test("A packed array that claims gigabytes is refused before it is unpacked")
  func bombMatlab() throws {
    // A stored block of zlib: an array's tag that claims 2³¹ bytes, and its checksum.
    let tag: [UInt8] = [14, 0, 0, 0, 0, 0, 0, 128]
    let packed: [UInt8] = [0x78, 0x01, 0x01, 8, 0, 0xF7, 0xFF] + tag + [0x00, 0xF8, 0x00, 0x8F]
    let heading = try TrafficFixtures.bytes("flow.mat")[..<128]
    #expect(
      message { _ = try matlab(heading + [15, 0, 0, 0, UInt8(packed.count), 0, 0, 0] + packed) }
        == "x.mat: member 'an array' unpacks to 2147483656 bytes, but the limit is 67108864. "
        + "Do not trust this file.")
  }

  // MARK: NumPy

  private func archives(_ names: [String] = ["train", "val", "test"]) throws -> [NpzArchive] {
    try names.map { try NpzArchive(TrafficFixtures.bytes($0 + ".npz"), path: $0 + ".npz") }
  }

  @Test("Windows are put together to the series that they were cut from")
  func windows() throws {
    let whole = try WindowedSeries(archives())
    #expect(whole.shape == [30, 2, 2])
    #expect(whole.windowCounts == [18, 3, 5])
    #expect(whole.inputCount == 3 && whole.outputCount == 2)
    let series = try whole.speeds(of: ["a", "b"], from: LosLoop.start, path: "x")
    // Sensor s reads 10 t + s at step t; step 4 of sensor 1 was set to zero, as step 0 of 0 is.
    #expect((0..<60).filter { !series.present[$0] } == [0, 9])
    #expect(series.reading(step: 29, sensor: 1) == 291)
    let cut = try ForecastingWindows(over: series, called: "x", inputCount: 3, outputCount: 2)
    #expect([cut.training.count, cut.validation.count, cut.test.count] == whole.windowCounts)
  }

  @Test("Windows that are not one series are refused")
  func inconsistentWindows() throws {
    #expect(
      message { _ = try WindowedSeries(archives(["train", "test", "val"])) }
        == "test.npz: window 0 differs from the windows it overlaps with. "
        + "Check that the files are parts of one series, in order.")
    #expect(
      message {
        _ = try WindowedSeries(archives(["train", "val"])).speeds(
          of: ["a", "b"], from: LosLoop.start, path: "x")
      }
        == "x: found 18 windows in a part, but expected 15. Check that the files belong together.")
    #expect(
      message { _ = try WindowedSeries(archives()).speeds(of: ["a"], from: LosLoop.start, path: "x") }
        == "x: found 60 readings, but expected 30. Check that the files belong together.")
    #expect(
      message {
        _ = try WindowedSeries(archives()).speeds(
          of: ["a", "b"], from: LosLoop.start.adding(seconds: 300), path: "x")
      }
        == "x: found the time of day 0.0 at step 0, but expected 0.003472222222222222, "
        + "as of five-minute steps from 2012-03-01 00:05:00 on. Check that this is the right file.")
    #expect(
      message {
        _ = try WindowedSeries([NpzArchive(TrafficFixtures.bytes("flows.npz"), path: "flows.npz")])
      }
        == "flows.npz: the archive has no member 'x.npy', only 'data.npy'. Check that this is the right file."
    )
  }

  @Test("An archive of windows that is cut short is refused")
  func truncatedArchive() throws {
    let bytes = try TrafficFixtures.bytes("val.npz")
    for count in stride(from: 0, to: bytes.count, by: 41) {
      #expect(throws: DatasetError.self) {
        try WindowedSeries([NpzArchive(Array(bytes[..<count]), path: "x.npz")])
      }
    }
  }

  @Test("The first channel of a PEMS archive is the flow")
  func flows() throws {
    let archive = try NpzArchive(TrafficFixtures.bytes("flows.npz"), path: "flows.npz")
    let series = try PemsFlows.pems04.series(archive)
    #expect(series.sensors == ["0", "1", "2"])
    #expect(series.values == (0..<90).map(Float.init))
    #expect(series.readingCount == 89)
    #expect(series.times.start == LocalTime(year: 2018, month: 1, day: 1))
    #expect(
      message { _ = try PemsFlows.pems03.series(archive, names: ["a"]) }
        == "flows.npz(data.npy): found 3 sensors, but expected 1. Check that the files belong together.")
  }

  // MARK: Pickles

  @Test("A pickled graph has its names and weights")
  func pickledGraph() throws {
    let graph = try PickleReader.read(TrafficFixtures.bytes("graph.pkl"), path: "x.pkl").sensorGraph()
    #expect(graph.sensors == ["400001", "400017", "400030"])
    #expect(graph.graph.entryCount == 5 && graph.graph.isDirected)
    #expect(graph.graph.weight(from: 1, to: 2) == 0.25)
  }

  @Test("A pickle of something else is no graph")
  func otherPickle() throws {
    #expect(
      message { _ = try PickleReader.read(Fixtures.adjacency, path: "x.pkl").sensorGraph() }
        == "x.pkl: found a dictionary, but expected a list of names, indices and a matrix. "
        + "Check that this is the right file.")
    // The index of the last sensor, K\x02, is changed to 1.
    var bytes = try TrafficFixtures.bytes("graph.pkl")
    let place = try #require(bytes.firstRange(of: [0x4B, 2, 0x75]))
    bytes[place.lowerBound + 1] = 1
    #expect(
      message { _ = try PickleReader.read(bytes, path: "x.pkl").sensorGraph() }
        == "x.pkl: found another index of sensor '400030', but expected its place in the list of sensors. "
        + "Check that this is the right file.")
  }
}
