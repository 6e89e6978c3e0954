import Foundation
import Testing

/// Checkpoints of short trainings, made once.
private enum Trained {
  static let flow = Result { try checkpoint("gcde-gru") }
  static let recurrent = Result { try checkpoint("gru") }

  private static func checkpoint(_ model: String) throws -> Data {
    let files = try TrafficFiles()
    defer { files.remove() }
    let path = files.folder.path("run.safetensors")
    let result = try TrafficProgram().run(
      TrafficProgram.short(files, model) + ["--quiet", "--checkpoint", path])
    try #require(result.status == 0, "\(result.errors)")
    return try Data(contentsOf: URL(filePath: path))
  }
}

/// A folder with a checkpoint and a table of recent readings.
private struct Recent {
  let folder: TemporaryFolder

  init(_ checkpoint: Result<Data, any Error> = Trained.flow) throws {
    folder = try TemporaryFolder()
    try checkpoint.get().write(to: URL(filePath: folder.path("run.safetensors")))
    try write(TrafficFiles.table(150..<162, heading: "time"))
  }

  func write(_ table: String) throws {
    try Data(table.utf8).write(to: URL(filePath: folder.path("recent.csv")))
  }

  func arguments(_ options: [String] = []) -> [String] {
    ["forecast", "--checkpoint", folder.path("run.safetensors"), folder.path("recent.csv")] + options
  }

  /// Returns the lines that the program prints, as fields.
  func rows(_ options: [String] = []) throws -> [[String]] {
    let result = try TrafficProgram().run(arguments(options))
    try #require(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  func fault(_ options: [String] = []) throws -> String {
    let words = try TrafficProgram().fault(arguments(options))
    return words.replacingOccurrences(of: folder.url.path + "/", with: "")
  }
}

@Suite("The example traffic-forecasting forecasts from readings")
struct TrafficForecastTests {
  @Test("By default it forecasts the next twelve steps at all sensors")
  func steps() throws {
    let recent = try Recent()
    defer { recent.folder.remove() }
    let rows = try recent.rows()
    #expect(rows[0] == ["time"] + TrafficFiles.sensors)
    #expect(rows.dropFirst().map { $0[0] } == (162..<174).map(TrafficFiles.time))
    for row in rows.dropFirst() {
      let values = row.dropFirst().compactMap(Double.init)
      // Readings are from 47 to 67.
      #expect(values.count == 5 && values.allSatisfy { (30...85).contains($0) }, "\(row)")
    }
  }

  @Test("Other times are forecast as well, and a step alone as among others")
  func times() throws {
    let recent = try Recent()
    defer { recent.folder.remove() }
    let rows = try recent.rows()
    let minutes = try recent.rows(["--minutes", "5, 7.5,60"])
    #expect(minutes[1] == rows[1] && minutes[2][0] == "2017-01-02 13:32:30" && minutes.count == 4)
    #expect(minutes[2] != rows[1] && minutes[2] != rows[2])
    #expect(minutes[3][0] == rows[12][0])
    #expect(try recent.rows(["--minutes", "60"])[1] == rows[12])
    #expect(try recent.rows(["--at", "2017-01-02 14:25,2017-01-02T15:00:10"])[1] == rows[12])
  }

  @Test("A file gets what would be printed")
  func output() throws {
    let recent = try Recent()
    defer { recent.folder.remove() }
    let printed = try TrafficProgram().run(recent.arguments()).output
    let path = recent.folder.path("forecast.csv")
    let result = try TrafficProgram().run(recent.arguments(["--output", path]))
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == printed)
    let device = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let full = try TrafficProgram().run(recent.arguments(), output: device)
    #expect(full.status != 0)
    #expect(full.errors == "Error: The forecasts could not be printed: No space left on device.\n")
  }

  @Test("Columns may come in any order, times irregularly, and what is long ago does not count")
  func readings() throws {
    let recent = try Recent()
    defer { recent.folder.remove() }
    let rows = try recent.rows()
    try recent.write(TrafficFiles.table(150..<162, sensors: TrafficFiles.sensors.reversed(), heading: "when"))
    #expect(try recent.rows() == rows)
    try recent.write(TrafficFiles.table(20..<162, heading: "time"))
    #expect(try recent.rows() == rows)
    let lines = TrafficFiles.table(150..<162, heading: "time").split(separator: "\n")
    let irregular = lines.filter { !$0.contains("13:10:00") && !$0.contains("12:45:00") }
    try recent.write(irregular.joined(separator: "\n").replacingOccurrences(of: "13:15:00", with: "13:16:40"))
    let others = try recent.rows()
    #expect(others.map { $0[0] } == rows.map { $0[0] } && others != rows)
  }

  @Test("A model that steps forecasts whole steps, on their own as among others")
  func stepping() throws {
    let recent = try Recent(Trained.recurrent)
    defer { recent.folder.remove() }
    let rows = try recent.rows()
    #expect(try recent.rows(["--minutes", "15,60"]) == [rows[0], rows[3], rows[12]])
    #expect(
      try recent.fault(["--minutes", "7.5"])
        == "Error: The model gru forecasts every 5 minutes after the last reading at 2017-01-02 13:25:00, so "
        + "not at 2017-01-02 13:32:30. Ask for another time, or train a model that flows: gcde-gru or "
        + "latent-gde.")
  }

  @Test("Times that cannot be forecast are told")
  func timeFaults() throws {
    let recent = try Recent()
    defer { recent.folder.remove() }
    #expect(try recent.fault(["--minutes", "5,soon"]).contains("but got 'soon'"))
    #expect(try recent.fault(["--minutes", "-5"]).contains("but got '-5'"))
    #expect(try recent.fault(["--minutes", "5,"]).contains("but got ''"))
    #expect(try recent.fault(["--minutes", "10,5"]).contains("must increase"))
    #expect(try recent.fault(["--at", "tomorrow"]).contains("but got 'tomorrow'"))
    #expect(try recent.fault(["--at", "2017-01-02 13:25"]).contains("is not after the last reading at"))
    #expect(try recent.fault(["--at", "2107-01-02 13:25"]).contains("is more than a week after"))
    let both = try TrafficProgram().run(recent.arguments(["--minutes", "5", "--at", "2017-01-02 14:00"]))
    #expect(both.status != 0 && both.errors.hasPrefix("Error: Give either --minutes or --at, not both."))
    let table = recent.folder.path("recent.csv")
    let same = try TrafficProgram().run(recent.arguments(["--output", recent.folder.path("./recent.csv")]))
    #expect(same.status != 0 && same.errors.contains("--output would replace \(table), which is read"))
  }

  @Test("Readings of other sensors are told from those of the checkpoint")
  func otherSensors() throws {
    let recent = try Recent()
    defer { recent.folder.remove() }
    try recent.write(TrafficFiles.table(150..<162, sensors: Array(TrafficFiles.sensors.dropLast())))
    let words = try recent.fault()
    #expect(
      words
        == "Error: recent.csv has readings of 4 sensors, but the checkpoint's model was trained on 5; the "
        + "first that only one of them knows is '400045'. Give readings of the sensors that it was trained on, "
        + "or the checkpoint that belongs to these.")
    try recent.write(TrafficFiles.table(150..<162, sensors: TrafficFiles.sensors + ["extra"]))
    #expect(try recent.fault().contains("of 6 sensors, but the checkpoint's model was trained on 5"))
  }

  @Test("Readings and checkpoints that are damaged are refused, and nothing is written")
  func damage() throws {
    let recent = try Recent()
    defer { recent.folder.remove() }
    let path = recent.folder.path("forecast.csv")
    func expect(_ table: String, _ words: String, line: Int = #line) throws {
      try recent.write(table)
      let found = try recent.fault(["--output", path])
      #expect(found.hasPrefix("Error: recent.csv\(words)"), "\(found), from line \(line)")
    }
    let lines = TrafficFiles.table(150..<162).split(separator: "\n").map(String.init)
    try expect("", ": there is no line with data.")
    try expect(lines[0], ": there is no line with data.")
    try expect(lines[0] + "\n" + lines[1] + ",7", ":2: found 7 fields")
    try expect(lines[0] + "\n" + lines[1].dropLast() + "x", ":2: column 6:")
    try expect([lines[0], lines[2], lines[1]].joined(separator: "\n"), ": step 1 is at")
    try expect([lines[0], lines[2], lines[2]].joined(separator: "\n"), ": step 1 is at")
    try expect("a,b\n1,2\n", ": found no time at the start of its lines")
    try expect("t,400001,400001\n\(TrafficFiles.time(of: 1)),2,3\n", ": the sensor '400001' appears a second")
    #expect(try recent.fault(["--output", recent.folder.path("no/file")]).contains("no/file: No such file"))

    let checkpoint = try Trained.flow.get()
    for damaged in [checkpoint.dropLast(), checkpoint.prefix(100), Data("{}".utf8)] {
      try damaged.write(to: URL(filePath: recent.folder.path("run.safetensors")))
      #expect(try recent.fault(["--output", path]).contains("run.safetensors is damaged"))
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
