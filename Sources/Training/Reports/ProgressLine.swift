import Dispatch
import Foundation

/// Shows the events of a training run as text.
///
/// ```swift
/// var progress = ProgressLine(.automatic)
/// try trainer.fit(epochs: 400) { progress.show($0) }
/// ```
///
/// On a terminal one line is rewritten in place; elsewhere every so many epochs get a line
/// of their own, and so does every ten seconds of a longer epoch.
public struct ProgressLine {
  /// Where the text goes, and in what form.
  public enum Style: Hashable, Sendable {
    /// ``live(columns:)`` when the standard output is a terminal, else a plain line for each
    /// tenth of the run.
    case automatic
    /// One line that is rewritten in place and never longer than the terminal is wide.
    case live(columns: Int)
    /// A line of its own for every so many epochs, the first and the last.
    case plain(every: Int)
    /// No text at all.
    case quiet
  }

  /// Words before each line, such as "seed 3".
  public var label: String

  /// The shortest time in seconds between two redraws of a live line.
  public var shortestPause = 0.1

  private let style: Style
  private let output: (String) -> Void
  private let clock: () -> Double
  private let terminalColumns: () -> Int?
  private var lastDrawn = -Double.infinity
  private var pending: [String]?
  private var nextPlain = Double.infinity
  private var interval = 1
  private var epochs = 0
  private var best: String?

  /// Creates a progress line on the standard output.
  ///
  /// - Parameters:
  ///   - style: The form of the text.
  ///   - label: Words before each line.
  public init(_ style: Style = .automatic, label: String = "") {
    self.init(
      style, label: label,
      output: { text in
        print(text, terminator: "")
        // All streams: Swift 6 does not let the variable `stdout` be named.
        fflush(nil)
      },
      clock: { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 },
      terminalColumns: { Terminal.columns })
  }

  /// Creates a progress line with its own sink, clock in seconds, and terminal: its width, or
  /// `nil` for none.
  init(
    _ style: Style, label: String = "", output: @escaping (String) -> Void,
    clock: @escaping () -> Double, terminalColumns: @escaping () -> Int? = { nil }
  ) {
    switch style {
    case .automatic:
      self.style = terminalColumns().map(Style.live) ?? .plain(every: 0)
      self.terminalColumns = terminalColumns
    default:
      self.style = style
      self.terminalColumns = { nil }
    }
    self.label = label
    self.output = output
    self.clock = clock
  }

  /// Shows an event; events that say nothing to a reader are passed over.
  public mutating func show(_ event: TrainingEvent) {
    switch event {
    case .started(let finished, let epochs, _):
      (self.epochs, best) = (epochs, nil)
      nextPlain = clock() + 2
      if case .plain(let every) = style {
        interval = every > 0 ? every : max(1, (epochs - finished) / 10)
      }
      if finished > 0, style != .quiet {
        output(labelled(["resuming after epoch \(finished) of \(epochs)"]) + "\n")
      }
    case .batchEnded(let progress):
      draw(fields(of: progress), always: false)
      showPlain(fields(of: progress))
    case .epochEnded(let progress): show(progress)
    case .checkpointSaved: break
    case .stopped(let summary): finish(summary)
    }
  }

  /// Shows how far work other than an epoch has come, such as `testing  37 %`.
  ///
  /// Call it as the work begins and after each part of it. A live line goes away as the work is finished;
  /// plain lines come only where it takes longer than two seconds, and every ten from then on.
  ///
  /// - Parameters:
  ///   - work: What is done, in a word or two.
  ///   - finished: The number of parts that are finished, 0 first.
  ///   - count: The number of all parts.
  public mutating func show(_ work: String, finished: Int, of count: Int) {
    let fields = [work] + (finished > 0 ? ["\(100 * finished / max(count, 1)) %"] : [])
    switch style {
    case .automatic, .quiet: break
    case .live:
      draw(fields, always: finished == 0)
      guard finished >= count, pending != nil else { return }
      pending = nil
      output("\r\u{1B}[K")
    case .plain:
      if finished == 0 { nextPlain = clock() + 2 }
      if finished < count { showPlain(fields) }
    }
  }

  /// Ends a live line with its last state; does nothing where there is none.
  ///
  /// Training that stops by itself ends the line. Call this where an error cut it short, before
  /// the error is printed.
  public mutating func end() {
    guard let pending else { return }
    draw(pending, always: true)
    output("\n")
    self.pending = nil
  }

  private mutating func show(_ progress: EpochProgress) {
    best = Self.words(forBest: progress)
    switch style {
    case .automatic, .quiet:
      break
    case .live:
      draw(fields(of: progress), always: false)
    case .plain:
      let epoch = progress.record.epoch
      guard epoch == 1 || epoch == progress.epochs || epoch % interval == 0 else { return }
      output(labelled(fields(of: progress)) + "\n")
      nextPlain = clock() + 10
    }
  }

  /// Gives a line to a state between two others, unless the last one was shown just now.
  private mutating func showPlain(_ fields: [String]) {
    guard case .plain = style, clock() >= nextPlain else { return }
    nextPlain = clock() + 10
    output(labelled(fields) + "\n")
  }

  /// Ends a live line with its last state, and says why training ended early.
  private mutating func finish(_ summary: TrainingSummary) {
    end()
    if summary.stopReason != .finished, style != .quiet {
      output(labelled(["stopped: \(summary.stopReason)"]) + "\n")
    }
  }

  /// Rewrites a live line, unless that was done just now; fields that do not fit are left out from
  /// the right.
  private mutating func draw(_ fields: [String], always: Bool) {
    guard case .live(let width) = style else { return }
    pending = fields
    let now = clock()
    guard always || now - lastDrawn >= shortestPause else { return }
    lastDrawn = now
    // A window may have been made narrower since the start.
    let columns = terminalColumns() ?? width
    var shown = fields
    // The last column stays free: some terminals wrap as soon as it is filled.
    while shown.count > 1, labelled(shown).count >= columns { shown.removeLast() }
    let line = String(labelled(shown).prefix(max(columns - 1, 0)))
    output("\r\(line)\u{1B}[K")
  }

  private func fields(of progress: BatchProgress) -> [String] {
    [
      "epoch \(progress.epoch.padded(to: String(epochs).count))/\(epochs)",
      "batch \(progress.batch.padded(to: String(progress.batches).count))/\(progress.batches)",
      "loss \(progress.loss.formatted(digits: 4))",
    ] + (best.map { [$0] } ?? [])
  }

  private static func words(forBest progress: EpochProgress) -> String {
    "best \(progress.best.validation.formatted(digits: 4)) at \(progress.best.epoch)"
  }

  private func fields(of progress: EpochProgress) -> [String] {
    let record = progress.record
    let width = String(progress.epochs).count
    var fields = [
      "epoch \(record.epoch.padded(to: width))/\(progress.epochs)",
      "loss \(record.loss.formatted(digits: 4))",
      "validation \(record.validation.formatted(digits: 4))",
    ]
    if record.evaluations > 0 { fields.append("\(Int(record.evaluations.rounded())) evaluations") }
    if record.epoch < progress.epochs {
      fields.append("\(Self.duration(progress.secondsLeft)) left")
    }
    fields.append(Self.words(forBest: progress))
    return fields
  }

  private func labelled(_ fields: [String]) -> String {
    ((label.isEmpty ? [] : [label]) + fields).joined(separator: "  ")
  }

  /// Returns a time as `0:07`, `12:30` or `1:02:05`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 360_000 else { return "a long time" }
    let whole = Int(max(seconds, 0).rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    let tail = (rest < 10 ? "0" : "") + String(rest)
    guard hours > 0 else { return "\(minutes):\(tail)" }
    return "\(hours):\(minutes < 10 ? "0" : "")\(minutes):\(tail)"
  }
}
