import Foundation

/// The memory of this process that is in use, as the kernel of Linux counts it.
enum ResidentMemory {
  /// The bytes now.
  static var now: Int { get throws { try field("VmRSS:") } }

  /// The largest number of bytes since the last reset.
  static var peak: Int { get throws { try field("VmHWM:") } }

  /// Lets the peak begin anew from what is in use now.
  static func resetPeak() throws {
    guard let file = fopen("/proc/self/clear_refs", "w") else { throw CocoaError(.fileWriteNoPermission) }
    fputs("5", file)
    fclose(file)
  }

  private static func field(_ name: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    for line in status.split(separator: "\n") where line.hasPrefix(name) {
      if let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) {
        return kilobytes * 1024
      }
    }
    throw CocoaError(.fileReadCorruptFile)
  }
}
