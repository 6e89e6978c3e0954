import Foundation
import Testing

/// The program traffic-forecasting on small files.
struct TrafficProgram {
  private let program = ExampleProgram(name: "traffic-forecasting")

  /// The options of a short training on ``TrafficFiles``.
  static func short(_ files: TrafficFiles, _ model: String = "gcde-gru", epochs: Int = 1) -> [String] {
    ["--dataset", "pems-bay", "--data", files.folder.url.path, "--model", model]
      + (["persistence", "historical-average", "ridge"].contains(model) ? [] : ["--epochs", "\(epochs)"])
      + ["--batch", "64"]
  }

  /// Runs the program on one thread, or on as many as said.
  func run(
    _ arguments: [String], threads: Int = 1, output sink: FileHandle? = nil
  ) throws -> ExampleProgram.Result {
    try program.run(arguments, environment: ["GRAPHODE_THREADS": "\(threads)"], output: sink)
  }

  /// Runs the program until it prints some words, and then kills it.
  func isKilled(printing words: String, _ arguments: [String]) throws -> Bool {
    try program.isKilled(printing: words, arguments)
  }

  /// Trains, and returns the figures.
  func figures(_ arguments: [String], threads: Int = 1) throws -> TrafficFigures {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.path("metrics.json")
    let result = try run(arguments + ["--quiet", "--metrics", path], threads: threads)
    try #require(result.status == 0, "\(result.errors)")
    return try TrafficFigures(contentsOf: path)
  }

  /// Runs into a fault, and returns its only line.
  func fault(_ arguments: [String]) throws -> String {
    let result = try run(arguments)
    #expect(result.status != 0, "\(arguments)")
    #expect(result.status < 128, "\(arguments) crashed: \(result.errors)")
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 1, "\(result.errors)")
    return lines.first.map(String.init) ?? ""
  }
}

/// The figures that `--metrics` writes, read without the program's own types.
struct TrafficFigures {
  /// All that is in the file.
  let content: [String: Any]

  /// The mean absolute error, the root of the mean squared one and the one in per cent, by horizon.
  let horizons: [String: [String: Double]]

  init(contentsOf path: String) throws {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
    content = try #require(json as? [String: Any])
    horizons = try #require(content["horizons"] as? [String: [String: Double]])
  }
}
