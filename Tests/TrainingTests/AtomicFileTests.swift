import Foundation
import Testing

@testable import Training

@Suite("Files are replaced as a whole or not at all")
struct AtomicFileTests {
  @Test("What was written is read back, in place of what was there", arguments: [0, 1, 200_000])
  func roundTrip(count: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/state"
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try AtomicFile.write([1, 2, 3], to: path)
      try AtomicFile.write(bytes, to: path)
      #expect(try AtomicFile.bytes(of: path) == bytes)
      #expect(try names(in: folder) == ["state"])
    }
  }

  @Test("A disk that fills up leaves the old file and no other")
  func fullDisk() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/state"
      try AtomicFile.write([1, 2, 3], to: path)
      var calls = FileCalls.system
      var room = 100
      calls.write = { descriptor, bytes, count in
        guard room > 0 else {
          errno = ENOSPC
          return -1
        }
        let written = write(descriptor, bytes, min(count, room))
        room -= written
        return written
      }
      let error = #expect(throws: FileError.self) {
        try AtomicFile.write(Array(repeating: 7, count: 1000), to: path, through: calls)
      }
      #expect(
        error?.description
          == "Cannot write \(path): No space left on device. Make room, or choose another disk."
          + " A file that was there before is unchanged.")
      #expect(try AtomicFile.bytes(of: path) == [1, 2, 3])
      #expect(try names(in: folder) == ["state"])
    }
  }

  @Test("A real device without room says so")
  func fullDevice() throws {
    try withTemporaryFolder { folder in
      var calls = FileCalls.system
      calls.create = { _ in open("/dev/full", O_WRONLY) }
      let error = #expect(throws: FileError.self) {
        try AtomicFile.write([1], to: folder + "/state", through: calls)
      }
      #expect(error?.code == ENOSPC)
      let left = try names(in: folder)
      #expect(left.isEmpty)
    }
  }

  @Test("A content that does not reach the disk leaves the old file", arguments: [EIO, EDQUOT])
  func failedSynchronization(code: Int32) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/state"
      try AtomicFile.write([1, 2, 3], to: path)
      var calls = FileCalls.system
      calls.synchronize = { _ in
        errno = code
        return -1
      }
      #expect(throws: FileError(.write, path: path, code: code)) {
        try AtomicFile.write([9], to: path, through: calls)
      }
      #expect(try AtomicFile.bytes(of: path) == [1, 2, 3])
      #expect(try names(in: folder) == ["state"])
    }
  }

  @Test("Interrupted and partial writes go on where they stopped")
  func partialWrites() throws {
    try withTemporaryFolder { folder in
      var calls = FileCalls.system
      var turn = 0
      calls.write = { descriptor, bytes, count in
        turn += 1
        guard turn.isMultiple(of: 2) else {
          errno = EINTR
          return -1
        }
        return write(descriptor, bytes, min(count, 3))
      }
      try AtomicFile.write(Array(0..<10), to: folder + "/state", through: calls)
      #expect(try AtomicFile.bytes(of: folder + "/state") == Array(0..<10))
    }
  }

  @Test("A link stays a link, and the file that it leads to is replaced")
  func link() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write([1], to: folder + "/state")
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link", withDestinationPath: "state")
      try AtomicFile.write([2, 3], to: folder + "/link")
      #expect(try AtomicFile.bytes(of: folder + "/state") == [2, 3])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link") == "state")
      #expect(try names(in: folder) == ["link", "state"])
    }
  }

  @Test("A pipe is written to and not replaced")
  func pipe() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/pipe"
      #expect(mkfifo(path, 0o600) == 0)
      // Both ends, so that neither side waits for the other.
      let descriptor = open(path, O_RDWR)
      defer { close(descriptor) }
      try AtomicFile.checkWritable(path)
      try AtomicFile.write([1, 2, 3], to: path)
      var received = [UInt8](repeating: 0, count: 8)
      let count = read(descriptor, &received, received.count)
      #expect(Array(received.prefix(count)) == [1, 2, 3])
      #expect(try names(in: folder) == ["pipe"])
    }
  }

  @Test("Whether a file can be written is known beforehand, and nothing is left behind")
  func checking() throws {
    try withTemporaryFolder { folder in
      try AtomicFile.write([1], to: folder + "/old")
      try AtomicFile.checkWritable(folder + "/old")
      try AtomicFile.checkWritable(folder + "/new")
      #expect(try AtomicFile.bytes(of: folder + "/old") == [1])
      #expect(try names(in: folder) == ["old"])
      #expect(throws: FileError(.write, path: folder, code: EISDIR)) {
        try AtomicFile.checkWritable(folder)
      }
      #expect(throws: FileError(.write, path: folder + "/no/new", code: ENOENT)) {
        try AtomicFile.checkWritable(folder + "/no/new")
      }
      #expect(throws: FileError(.write, path: folder + "/old/new", code: ENOTDIR)) {
        try AtomicFile.checkWritable(folder + "/old/new")
      }
    }
  }

  @Test("A missing file, a missing folder and a folder are errors that name the path")
  func unreadable() throws {
    try withTemporaryFolder { folder in
      let missing = #expect(throws: FileError.self) { try AtomicFile.bytes(of: folder + "/no") }
      #expect(missing?.description == "Cannot read \(folder)/no: No such file or directory.")
      let directory = #expect(throws: FileError.self) { try AtomicFile.bytes(of: folder) }
      #expect(directory?.description == "Cannot read \(folder): Is a directory.")
      #expect(throws: FileError(.write, path: folder + "/no/state", code: ENOENT)) {
        try AtomicFile.write([1], to: folder + "/no/state")
      }
    }
  }
}
