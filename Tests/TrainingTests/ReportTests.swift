import Testing

@testable import Training

/// Collects what a progress line writes, and tells it the time.
private final class Screen {
  var text = ""
  var time = 0.0

  var columns: Int?

  func line(_ style: ProgressLine.Style, label: String = "") -> ProgressLine {
    ProgressLine(
      style, label: label, output: { self.text += $0 }, clock: { self.time },
      terminalColumns: { self.columns })
  }
}

@Suite("Reports")
struct ReportTests {
  private func record(_ epoch: Int) -> EpochRecord {
    EpochRecord(
      epoch: epoch, loss: 1 / Double(epoch), validation: 0.75, test: 0.5, evaluations: 84, seconds: 1)
  }

  private func event(_ epoch: Int, of epochs: Int, left: Double = 65) -> TrainingEvent {
    .epochEnded(
      EpochProgress(record: record(epoch), epochs: epochs, best: record(1), secondsLeft: left))
  }

  @Test("Plain lines come for the first, every n-th and the last epoch")
  func plain() {
    let screen = Screen()
    var line = screen.line(.plain(every: 4), label: "seed 3")
    line.show(.started(finishedEpochs: 0, epochs: 10, parameterCount: 5))
    for epoch in 1...10 { line.show(event(epoch, of: 10)) }
    line.show(.stopped(TrainingSummary(best: record(1), history: [], stopReason: .finished)))
    #expect(
      screen.text == """
        seed 3  epoch  1/10  loss 1.0000  validation 0.7500  84 evaluations  1:05 left  best 0.7500 at 1
        seed 3  epoch  4/10  loss 0.2500  validation 0.7500  84 evaluations  1:05 left  best 0.7500 at 1
        seed 3  epoch  8/10  loss 0.1250  validation 0.7500  84 evaluations  1:05 left  best 0.7500 at 1
        seed 3  epoch 10/10  loss 0.1000  validation 0.7500  84 evaluations  best 0.7500 at 1

        """)
  }

  @Test("A live line is redrawn at most ten times a second and ends with the last epoch")
  func live() {
    let screen = Screen()
    var line = screen.line(.live(columns: 40))
    line.show(event(1, of: 9))
    screen.time = 0.05
    line.show(event(2, of: 9))
    #expect(screen.text == "\repoch 1/9  loss 1.0000\u{1B}[K")
    screen.time = 0.15
    line.show(event(3, of: 9))
    line.show(event(4, of: 9))
    line.show(.stopped(TrainingSummary(best: nil, history: [], stopReason: .noGain(patience: 3))))
    #expect(
      screen.text == "\repoch 1/9  loss 1.0000\u{1B}[K\repoch 3/9  loss 0.3333\u{1B}[K"
        + "\repoch 4/9  loss 0.2500\u{1B}[K\n"
        + "stopped: no better validation score for 3 epochs\n")
  }

  @Test("A long epoch takes plain lines, the first after two seconds")
  func longEpoch() {
    let screen = Screen()
    var line = screen.line(.plain(every: 1))
    line.show(.started(finishedEpochs: 0, epochs: 1, parameterCount: 5))
    for batch in 1...15 {
      screen.time += 1
      line.show(.batchEnded(BatchProgress(epoch: 1, batch: batch, batches: 15, loss: 0.5)))
    }
    line.show(event(1, of: 1))
    #expect(
      screen.text == """
        epoch 1/1  batch  2/15  loss 0.5000
        epoch 1/1  batch 12/15  loss 0.5000
        epoch 1/1  loss 1.0000  validation 0.7500  84 evaluations  best 0.7500 at 1

        """)
  }

  @Test("A live line shows how far an epoch of many batches is, plain lines of short ones do not")
  func batches() {
    let screen = Screen()
    let events: [TrainingEvent] = [
      .started(finishedEpochs: 0, epochs: 10, parameterCount: 5),
      .batchEnded(BatchProgress(epoch: 1, batch: 7, batches: 22, loss: 0.5)), event(1, of: 10),
      .batchEnded(BatchProgress(epoch: 2, batch: 1, batches: 22, loss: 0.25)),
    ]
    var live = screen.line(.live(columns: 80))
    for event in events {
      live.show(event)
      screen.time += 1
    }
    #expect(
      screen.text == "\repoch  1/10  batch  7/22  loss 0.5000\u{1B}[K"
        + "\repoch  1/10  loss 1.0000  validation 0.7500  84 evaluations  1:05 left\u{1B}[K"
        + "\repoch  2/10  batch  1/22  loss 0.2500  best 0.7500 at 1\u{1B}[K")
    screen.text = ""
    var plain = screen.line(.plain(every: 1))
    for event in events { plain.show(event) }
    #expect(screen.text.split(separator: "\n").count == 1)
  }

  @Test("Work that is no epoch takes a live line, which goes away")
  func liveWork() {
    let screen = Screen()
    var line = screen.line(.live(columns: 40), label: "seed 3")
    for finished in [0, 1, 2, 4] {
      line.show("testing", finished: finished, of: 4)
      screen.time += 0.06
    }
    line.end()
    #expect(
      screen.text == "\rseed 3  testing\u{1B}[K\rseed 3  testing  50 %\u{1B}[K\r\u{1B}[K")
  }

  @Test("Work that is no epoch takes plain lines where it is long, and none where it is quiet")
  func plainWork() {
    let screen = Screen()
    var (line, quiet) = (screen.line(.plain(every: 0)), screen.line(.quiet))
    for part in 0...20 {
      line.show("testing", finished: part, of: 20)
      quiet.show("testing", finished: part, of: 20)
      screen.time += 1
    }
    #expect(screen.text == "testing  10 %\ntesting  60 %\n")
    screen.text = ""
    line.show("fitting", finished: 0, of: 1)
    line.show("fitting", finished: 1, of: 1)
    #expect(screen.text == "")
  }

  @Test("A live line never fills the terminal", arguments: 1...120)
  func width(columns: Int) {
    let screen = Screen()
    var line = screen.line(.live(columns: columns))
    line.show(event(1, of: 9))
    let visible = screen.text.dropFirst().replacingOccurrences("\u{1B}[K")
    #expect(visible.count < max(columns, 1))
  }

  @Test("A live line follows the width of the window")
  func resizing() {
    let screen = Screen()
    screen.columns = 40
    var line = screen.line(.automatic)
    line.show(event(1, of: 9))
    (screen.columns, screen.time) = (12, 1)
    line.show(event(2, of: 9))
    #expect(screen.text == "\repoch 1/9  loss 1.0000\u{1B}[K\repoch 2/9\u{1B}[K")
  }

  @Test("A live line that an error cut short is ended once")
  func ending() {
    let screen = Screen()
    var line = screen.line(.live(columns: 40))
    line.end()
    #expect(screen.text == "")
    line.show(event(1, of: 9))
    screen.text = ""
    line.end()
    line.end()
    #expect(screen.text == "\repoch 1/9  loss 1.0000\u{1B}[K\n")
  }

  @Test("Quiet is silent")
  func quiet() {
    let screen = Screen()
    var line = screen.line(.quiet)
    line.show(.started(finishedEpochs: 3, epochs: 10, parameterCount: 5))
    line.show(event(4, of: 10))
    line.show(
      .stopped(
        TrainingSummary(best: nil, history: [], stopReason: .diverged(epoch: 2, .loss))))
    #expect(screen.text == "")
  }

  @Test(
    "Durations read as clocks do",
    arguments: [
      (0.2, "0:01"), (59.5, "1:00"), (125, "2:05"), (3_725, "1:02:05"), (.infinity, "a long time"),
    ])
  func durations(seconds: Double, text: String) {
    #expect(ProgressLine.duration(seconds) == text)
  }

  @Test("The median does not mind one slow epoch")
  func median() {
    func summary(_ seconds: [Double]) -> TrainingSummary {
      let history = seconds.map {
        EpochRecord(epoch: 1, loss: 0, validation: 0, test: nil, evaluations: 2, seconds: $0)
      }
      return TrainingSummary(best: nil, history: history, stopReason: .finished)
    }
    #expect(summary([]).secondsPerEpoch == 0)
    #expect(summary([3, 1, 100]).secondsPerEpoch == 3)
    #expect(summary([3, 1, 100, 5]).secondsPerEpoch == 4)
    #expect(summary([3, 1]).evaluationsPerSolve == 2)
  }

  @Test("Reasons to stop are said in a few words")
  func reasons() {
    #expect("\(StopReason.finished)" == "all epochs done")
    #expect("\(StopReason.noGain(patience: 1))" == "no better validation score for 1 epoch")
    #expect(
      "\(StopReason.diverged(epoch: 7, .loss))"
        == "training loss not finite in epoch 7; the model is that of epoch 6")
  }

  @Test("Columns of a table are aligned")
  func table() {
    var table = TextTable([.words("seed"), .numbers("test"), .words("note")])
    table.append(["0", "0.829", ""])
    table.append(["1", "0.8", "slow"])
    table.appendRule()
    table.append(["mean", "0.8145", ""])
    #expect(
      table.description == """
        seed    test  note
        ----  ------  ----
        0      0.829
        1        0.8  slow
        ----  ------  ----
        mean  0.8145
        """)
  }
}

extension Substring {
  /// Returns the text without a word.
  fileprivate func replacingOccurrences(_ word: String) -> String {
    String(self).split(separator: word, omittingEmptySubsequences: false).joined()
  }
}
