import Foundation
import Testing
import _TestSupport

@Suite("The example traffic-forecasting refuses what it cannot use")
struct TrafficFaultTests {
  let program = TrafficProgram()

  /// Returns the line that the program ends with, and checks that it leaves no file behind.
  private func fault(_ files: TrafficFiles, _ dataset: String = "pems-bay", _ options: [String] = []) throws
    -> String
  {
    let outputs = ["metrics.json", "run.safetensors", "report"].map(files.folder.path)
    let words = try program.fault(
      ["--dataset", dataset, "--data", files.folder.url.path, "--model", "gru", "--epochs", "1"]
        + ["--metrics", outputs[0], "--checkpoint", outputs[1], "--report", outputs[2]] + options)
    for path in outputs { #expect(!FileManager.default.fileExists(atPath: path)) }
    return words
  }

  /// Returns the table with one of its lines, counted from 1, replaced.
  private func table(line: Int, _ change: (String) -> String) -> String {
    var lines = TrafficFiles.table().split(separator: "\n").map(String.init)
    lines[line - 1] = change(lines[line - 1])
    return lines.joined(separator: "\n")
  }

  @Test("A table names the line and the field at fault")
  func tables() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let path = files.folder.path("pems-bay/PEMS-BAY.csv")
    func expect(_ table: String, _ words: String, line: Int = #line) throws {
      try files.write(table, to: "pems-bay/PEMS-BAY.csv")
      #expect(try fault(files) == "Error: \(path)\(words)", "from line \(line)")
    }
    let time = TrafficFiles.time(of: 8)
    try expect(
      table(line: 10) { _ in "\(time),1,2,fast,4,5" },
      ":10: column 4: 'fast' is not a finite number. Mend the cell.")
    try expect(
      table(line: 10) { _ in "\(time),1,2,1e99,4,5" },
      ":10: column 4: '1e99' is not a finite number. Mend the cell.")
    try expect(
      table(line: 10) { _ in "\(time),1,2,3,4" },
      ":10: found 5 fields, but expected 6, as in the heading. Mend the line.")
    try expect(
      table(line: 10) { _ in "yesterday,1,2,3,4,5" },
      ":10: 'yesterday' is not a time such as 2012-03-01 00:05:00. Mend the field.")
    try expect(
      table(line: 10) { _ in "\(TrafficFiles.time(of: 7)),1,2,3,4,5" },
      ": step 8 is at 2017-01-02 00:35:00, as is the step before it. Sort the steps and leave each time once."
    )
    try expect(
      table(line: 10) { _ in "\(TrafficFiles.time(of: 3)),1,2,3,4,5" },
      ": step 8 is at 2017-01-02 00:15:00, before the step before it at 2017-01-02 00:35:00. "
        + "Sort the steps and leave each time once.")
    try expect(
      table(line: 1) { $0.replacingOccurrences(of: "400017", with: "400001") },
      ": the sensor '400001' appears a second time. Give every sensor a name of its own.")
    try expect(
      "1,2,3\n4,5,6\n",
      ": found no time at the start of its lines, but expected times such as 2012-03-01 00:05:00. "
        + "Check that this is the right file.")
    try expect("", ": there is no line with data. Check that this is the right file.")
  }

  @Test("A graph of other sensors is told by both numbers and a name")
  func graphs() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    try files.write(TrafficFiles.pickledGraph(["400001", "400017", "400099"]), to: "pems-bay/adj_mx_bay.pkl")
    #expect(
      try fault(files)
        == "Error: pems-bay: the series has 5 sensors and the graph 3; the first that only one of them has is "
        + "'400030'. Check that the files belong together.")
    let pickle = TrafficFiles.pickledGraph()
    try files.write(String(pickle.prefix(pickle.count / 2)), to: "pems-bay/adj_mx_bay.pkl")
    #expect(try fault(files).contains("pems-bay/adj_mx_bay.pkl: byte"))
  }

  @Test("A series that is too short or empty is refused before training")
  func series() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    func expect(_ table: String, _ words: String, line: Int = #line) throws {
      try files.write(table, to: "pems-bay/PEMS-BAY.csv")
      #expect(try fault(files) == "Error: pems-bay has \(words)", "from line \(line)")
    }
    try expect(
      TrafficFiles.table(0..<20),
      "20 steps, but windows of 12 inputs and 12 targets need at least 24. Use a longer series or "
        + "shorter windows.")
    try expect(
      TrafficFiles.table(0..<26),
      "26 steps, which are too few for windows to train, to validate and to test on. "
        + "Use a series of at least 33 steps.")
    let silent = TrafficFiles.table().replacingOccurrences(
      of: ",[0-9.]+(?=[,\n])", with: ",0", options: .regularExpression, range: nil)
    let silentHeading = TrafficFiles.table(0..<1).prefix { $0 != "\n" } + silent.drop { $0 != "\n" }
    try expect(
      String(silentHeading),
      "no reading in the inputs of its training windows. Use a series that has some.")
  }

  @Test("Archives that are cut short or of another kind are refused")
  func archives() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    let flows = try TrafficFiles.published("flows.npz")
    try files.write("from,to,cost\n0,1,1\n1,2,3\n", to: "pems08/PEMS08.csv")
    try files.write(Array(flows.prefix(flows.count / 2)), to: "pems08/PEMS08.npz")
    #expect(try fault(files, "pems08").contains("pems08/PEMS08.npz: the archive cannot be read"))
    try files.write(TrafficFiles.published("train.npz"), to: "pems08/PEMS08.npz")
    #expect(try fault(files, "pems08").contains("PEMS08.npz"))
    try files.write(flows, to: "pems08/PEMS08.npz")
    try files.write("from,to,cost\n0,1,1\n1,9,3\n", to: "pems08/PEMS08.csv")
    #expect(try fault(files, "pems08").contains("pems08/PEMS08.csv"))
    try files.write("from,to,cost\n0,1,far\n", to: "pems08/PEMS08.csv")
    #expect(try fault(files, "pems08").contains("PEMS08.csv:2: column 3: 'far' is not a finite number"))

    let table = try TrafficFiles.published("bay.h5")
    for bytes in [Array(table.prefix(table.count / 2)), Array(table.prefix(100)), [], Array("CSV".utf8)] {
      try files.write(bytes, to: "pems-bay/pems-bay.h5")
      #expect(try fault(files).contains("pems-bay/pems-bay.h5: the HDF5 file cannot be read"))
    }
  }

  @Test("Options that make no sense are told with their values")
  func options() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    func fault(_ options: [String]) throws -> String {
      let result = try program.run(TrafficProgram.short(files) + ["--quiet"] + options)
      #expect(result.status != 0 && result.status < 128 && result.output.isEmpty, "\(options)")
      return String(result.errors.prefix { $0 != "\n" })
    }
    #expect(try fault(["--dataset", "wikipedia"]).contains("'wikipedia'"))
    #expect(try fault(["--model", "arima"]).contains("'arima'"))
    #expect(try fault(["--speed", "9"]).contains("--speed"))
    #expect(try fault(["--epochs", "0"]).contains("--epochs must be at least 1, but is 0"))
    #expect(try fault(["--batch", "-1"]).contains("--batch must be at least 1, but is -1"))
    #expect(try fault(["--drop", "1.5"]).contains("--drop is a share in 0...1, not 1.5"))
    #expect(try fault(["--seed", "-1"]).contains("-1"))
    #expect(try fault(["--report", ""]).contains("--report needs a path"))
    #expect(try fault(["--metrics", "x", "--checkpoint", "./x"]).contains("name the same file"))
    #expect(try fault(["--resume"]).contains("name it with --checkpoint"))
    #expect(
      try fault(["--model", "ridge", "--checkpoint", "x"])
        .contains("ridge is not trained, so there is nothing to keep in --checkpoint"))
  }

  @Test("Paths that cannot be written are refused before training")
  func paths() throws {
    let files = try TrafficFiles()
    defer { files.remove() }
    try files.write("a file", to: "file")
    for option in ["--metrics", "--checkpoint"] {
      let words = try program.fault(TrafficProgram.short(files) + [option, files.folder.path("no/file")])
      #expect(words.contains("no/file: No such file or directory. Create its folder first"))
    }
    for folder in ["file/report", "file"] {
      let path = files.folder.path(folder)
      let words = try program.fault(TrafficProgram.short(files) + ["--report", path])
      #expect(words.contains("The folder \(path) of the report cannot be made"))
    }
    let missing = try program.fault(["--data", files.folder.path("nowhere")])
    #expect(missing.contains("nowhere") && missing.contains("Datasets/fetch los-loop"))
    let absent = try program.fault(["--dataset", "pems04", "--data", files.folder.url.path])
    #expect(absent.contains("pems04/PEMS04.npz, and pems04 cannot be fetched. Get it from"))
  }
}
