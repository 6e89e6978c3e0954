import Foundation

/// A program of this package, run as a user would.
struct ExampleProgram {
  let name: String

  /// What a run left behind.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs the program, its output read or sent elsewhere, and waits for its end.
  func run(
    _ arguments: [String], environment: [String: String] = [:], output sink: FileHandle? = nil
  ) throws -> Result {
    let process = process(arguments, environment: environment)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = sink ?? output.fileHandleForWriting
    process.standardError = errors
    try process.run()
    // Else the ends of this process keep the pipes open.
    try output.fileHandleForWriting.close()
    // What is printed here fits a pipe's buffer, so reading one after the other cannot block.
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    let words = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: words, as: UTF8.self))
  }

  /// Runs the program until it prints some words, and then kills it, as a lost machine would.
  ///
  /// - Returns: Whether it was killed, and did not end before.
  func isKilled(printing words: String, _ arguments: [String]) throws -> Bool {
    let process = process(arguments, environment: [:])
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var text = ""
    while !text.contains(words) {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      text += String(decoding: data, as: UTF8.self)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  private func process(_ arguments: [String], environment: [String: String]) -> Process {
    let process = Process()
    // Products are built into the folder that the test runner itself lies in.
    process.executableURL = URL(filePath: CommandLine.arguments[0])
      .deletingLastPathComponent().appending(path: name)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    return process
  }
}

/// A folder for the files of one test, which `remove` takes away.
struct TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "graphode-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { url.appending(path: name).path }

  func remove() { try? FileManager.default.removeItem(at: url) }
}
