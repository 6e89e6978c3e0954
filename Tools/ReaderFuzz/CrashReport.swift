import Foundation

/// Says which input was being read when the process is killed by a signal.
enum CrashReport {
  /// The number of the input being read; only the one thread that reads writes it.
  nonisolated(unsafe) static var current: UInt64 = 0

  /// The most seconds that a thousand inputs may take.
  private static let patience: UInt32 = 60

  /// Installs the handlers, and limits the process's memory.
  static func install() {
    for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGALRM] {
      signal(number) { number in
        var digits: [UInt8] = Array("\nSignal ".utf8)
        digits += String(number).utf8
        digits +=
          " at input \(CrashReport.current): repeat with --first \(CrashReport.current) --count 1\n".utf8
        write(2, digits, digits.count)
        _exit(1)
      }
    }
    // An input that makes a reader allocate more than this is a failure as well.
    var limit = rlimit(rlim_cur: 4 << 30, rlim_max: 4 << 30)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
  }

  /// Starts the clock anew: a reader that hangs is killed.
  static func rearm() {
    alarm(patience)
  }
}
