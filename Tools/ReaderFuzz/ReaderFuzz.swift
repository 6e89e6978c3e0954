import ArgumentParser
import Foundation

/// Feeds damaged files to the readers, which must refuse or accept them and never crash.
@main
struct ReaderFuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reader-fuzz",
    abstract: "Feed damaged pickles, arrays, archives and tables to the readers.",
    discussion: "A run is repeatable: input N of a seed is the same whatever --first and --inputs are.")

  @Option(help: "The number of inputs.") var inputs: UInt64 = 1_000_000
  @Option(help: "The number of the first input.") var first: UInt64 = 0
  @Option(help: "The seed of the inputs.") var seed: UInt64 = 0
  @Option(help: "The only reader to feed; by default each in turn.") var reader: Reader?
  @Flag(help: "Print no progress.") var quiet = false

  func run() {
    CrashReport.install(options: " --seed \(seed)" + (reader.map { " --reader \($0)" } ?? ""))
    let readers = reader.map { [$0] } ?? Reader.allCases
    var accepted = [Int](repeating: 0, count: readers.count)
    var fed = accepted
    var slowest = (seconds: 0.0, number: first)
    let start = ContinuousClock.now
    for number in first..<(first.addingReportingOverflow(inputs).partialValue) {
      CrashReport.begin(number)
      if number % 1000 == first % 1000 { CrashReport.rearm() }
      let place = Int(number % UInt64(readers.count))
      var mutator = Mutator(seed: seed, number: number)
      let input = mutator.input(for: readers[place])
      let begin = ContinuousClock.now
      accepted[place] += readers[place].accepts(input) ? 1 : 0
      fed[place] += 1
      let seconds = (ContinuousClock.now - begin) / .seconds(1)
      if seconds > slowest.seconds { slowest = (seconds, number) }
      if !quiet, (number - first + 1) % 100_000 == 0 {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("\(number - first + 1) inputs, \(Int(Double(number - first + 1) / seconds)) a second …")
      }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print("\(inputs) inputs of seed \(seed) from \(first) on, \(Int(Double(inputs) / seconds)) a second")
    for (place, reader) in readers.enumerated() {
      print("  \(reader.rawValue): \(accepted[place]) accepted, \(fed[place] - accepted[place]) refused")
    }
    print("  slowest: input \(slowest.number), \(Int(slowest.seconds * 1000)) ms; no crash")
  }

  func validate() throws {
    guard inputs > 0, !first.addingReportingOverflow(inputs).overflow else {
      throw ValidationError("--inputs \(inputs) from --first \(first) on is no range of inputs.")
    }
  }
}
