import Foundation

/// Says which input was being read, and how to repeat it, when a signal ends the process.
enum CrashReport {
  /// The most seconds that a thousand inputs may take.
  private static let patience: UInt32 = 60

  /// The number of the input being read.
  ///
  /// Like `text`, it is memory that a signal handler can use without allocating any or taking a
  /// lock, and lives as long as the process.
  nonisolated(unsafe) private static let current = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)

  /// The report: what is the same for every input, with room for two numbers.
  nonisolated(unsafe) private static let text = UnsafeMutablePointer<UInt8>.allocate(capacity: 1024)

  /// The options that the inputs depend on besides their number, such as ` --seed 1`.
  nonisolated(unsafe) private static let options = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 128)

  /// Installs the handlers, and limits the process's memory.
  ///
  /// - Parameter options: The options to repeat an input with, such as ` --seed 1`.
  static func install(options: String) {
    current.initialize(to: 0)
    text.initialize(repeating: 0, count: 1024)
    _ = self.options.initialize(from: Array(options.utf8).prefix(127) + [0])
    // The stack may be what ran out, so the handlers have one of their own.
    let stackSize = 1 << 16
    var stack = stack_t()
    stack.ss_sp = .allocate(byteCount: stackSize, alignment: 16)
    stack.ss_size = stackSize
    sigaltstack(&stack, nil)
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGALRM] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { CrashReport.report(signal: $0) }
      action.sa_flags = SA_ONSTACK
      sigaction(number, &action, nil)
    }
    // An input that makes a reader allocate more than this is a failure as well.
    var limit = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  }

  /// Notes the number of the input that is read next.
  static func begin(_ number: UInt64) {
    current.pointee = number
  }

  /// Starts the clock anew: a reader that hangs is killed.
  static func rearm() {
    alarm(patience)
  }

  /// Writes the report and ends the process, calling only what a signal handler may call.
  private static func report(signal: Int32) {
    var count = 0
    append("\nSignal ", &count)
    append(UInt64(signal), &count)
    append(signal == SIGALRM ? " (too slow) at input " : " at input ", &count)
    append(current.pointee, &count)
    append(": repeat with --first ", &count)
    append(current.pointee, &count)
    append(" --inputs 1", &count)
    var index = 0
    while options[index] != 0 {
      append(options[index], &count)
      index += 1
    }
    append("\n", &count)
    _ = write(STDERR_FILENO, text, count)
    _exit(1)
  }

  private static func append(_ byte: UInt8, _ count: inout Int) {
    text[count] = byte
    count += 1
  }

  private static func append(_ words: StaticString, _ count: inout Int) {
    for index in 0..<words.utf8CodeUnitCount { append(words.utf8Start[index], &count) }
  }

  private static func append(_ number: UInt64, _ count: inout Int) {
    var divisor: UInt64 = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(number / divisor % 10), &count)
      divisor /= 10
    }
  }
}
