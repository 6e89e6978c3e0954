import Foundation

/// The terminal behind the standard output.
enum Terminal {
  /// The width of the terminal in characters, or `nil` when the output goes elsewhere.
  static var columns: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    if let kind = ProcessInfo.processInfo.environment["TERM"], kind == "dumb" { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
