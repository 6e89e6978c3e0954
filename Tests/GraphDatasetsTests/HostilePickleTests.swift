import Testing

@testable import GraphDatasets

@Suite("Hostile and damaged pickles")
struct HostilePickleTests {
  /// Returns the text of the error for a pickle.
  private func message(_ bytes: [UInt8]) -> String? {
    #expect(throws: DatasetError.self) { try PickleReader.read(bytes, path: "x.pkl") }?.description
  }

  private func text(_ string: String) -> [UInt8] { Array(string.utf8) }

  @Test("A global other than NumPy's and SciPy's is refused by name and byte")
  func globals() {
    #expect(
      message(text("cos\nsystem\n(S'ls'\ntR."))
        == "x.pkl: byte 0: the pickle asks for the Python object 'os.system', which is refused. "
        + "Only NumPy and SciPy arrays, lists and dictionaries are read: do not trust this file.")
    #expect(
      message([0x80, 4, 0x8C, 5] + text("posix") + [0x8C, 6] + text("system") + [0x93])
        == "x.pkl: byte 17: the pickle asks for the Python object 'posix.system', which is refused. "
        + "Only NumPy and SciPy arrays, lists and dictionaries are read: do not trust this file.")
    #expect(
      message(text("c__builtin__\neval\n."))
        == "x.pkl: byte 0: the pickle asks for the Python object '__builtin__.eval', which is refused. "
        + "Only NumPy and SciPy arrays, lists and dictionaries are read: do not trust this file.")
  }

  @Test("Instructions that make other objects are refused")
  func instructions() {
    #expect(
      message(text("(ios\nsystem\n."))
        == "x.pkl: byte 1: pickle instruction 0x69 is not allowed in a dataset. "
        + "Save plain arrays, lists and dictionaries.")
  }

  @Test("A newer protocol is refused")
  func protocols() {
    #expect(
      message([0x80, 5])
        == "x.pkl: byte 0: pickle protocol 5 is not supported. Write the file with protocol 4 or lower.")
  }

  @Test("Endless nesting is refused, whatever it is made of")
  func nesting() {
    let expected = "values are nested more than 256 deep. Save flat arrays instead."
    #expect(message(Array(repeating: UInt8(ascii: "("), count: 100_000)) == "x.pkl: byte 256: \(expected)")
    let lists =
      Array(repeating: UInt8(ascii: "]"), count: 100_000)
      + Array(repeating: UInt8(ascii: "a"), count: 99_999) + text(".")
    #expect(message(lists) == "x.pkl: byte 100256: \(expected)")
    let tuples = text(")") + Array(repeating: 0x85, count: 100_000) + text(".")
    #expect(message(tuples) == "x.pkl: byte 257: \(expected)")
  }

  @Test("Sizes beyond the file are refused before anything is made")
  func sizes() {
    #expect(
      message(text("T") + [0xFF, 0xFF, 0xFF, 0x7F])
        == "x.pkl: byte 5: a value needs 2147483647 more bytes, but the file has 0. "
        + "The file is cut short: get it again.")
    #expect(
      message([0x8E] + Array(repeating: 0xFF, count: 8))
        == "x.pkl: byte 9: a value needs 9223372036854775807 more bytes, but the file has 0. "
        + "The file is cut short: get it again.")
    // The shape (2, 2) of the short array becomes (2, 255).
    var array = Fixtures.shortArray
    let shape = array.firstRange(of: [0x4B, 2, 0x4B, 2])
    array[(shape?.lowerBound ?? 0) + 3] = 255
    #expect(
      message(array)
        == "x.pkl: byte 215: an array of shape [2, 255] has 8 bytes, which is more than the file holds. "
        + "The file is damaged: get it again.")
  }

  @Test("One text that is decoded over and over does not grow without bound")
  func sharedText() {
    var bytes = text("(c_codecs\nencode\nq") + [0] + text("X") + [0x10, 0x27, 0, 0]
    bytes += Array(repeating: UInt8(ascii: "a"), count: 10_000) + text("q") + [1]
    bytes += text("X") + [6, 0, 0, 0] + text("latin1") + text("q") + [2]
    for _ in 0..<1000 { bytes += text("h") + [0] + text("h") + [1] + text("h") + [2, 0x86] + text("R") }
    #expect(
      message(bytes + text("t."))
        == "x.pkl: byte 10102: decoded strings take more than 72164 bytes together, "
        + "which is more than the file holds. The file is damaged: get it again.")
  }

  @Test("One list that is shared over and over does not grow without bound")
  func sharedList() throws {
    var bytes = text("}(") + text("]q") + [0] + text("(")
    for _ in 0..<1000 { bytes += text("K") + [1] }
    bytes += text("e0")
    for _ in 0..<1000 { bytes += text("K") + [1] + text("h") + [0] }
    let pickle = try PickleReader.read(bytes + text("u."), path: "x.pkl")
    let error = #expect(throws: DatasetError.self) { try pickle.adjacency() }
    #expect(
      error?.description
        == "x.pkl: byte 6010: the lists hold at least 7000 nodes together, which is more than the file "
        + "holds. The file is damaged: get it again.")
  }

  @Test(
    "Instructions that do not fit the stack name their byte",
    arguments: [
      ("a.", "x.pkl: byte 0: the stack has no value to take. The pickle is damaged: get it again."),
      ("(t(0.", "x.pkl: byte 3: the stack has no value to take. The pickle is damaged: get it again."),
      ("e.", "x.pkl: byte 0: there is no mark to go back to. The pickle is damaged: get it again."),
      ("g7\n.", "x.pkl: byte 0: nothing was stored under 7. The pickle is damaged: get it again."),
      (
        "NNa.",
        "x.pkl: byte 2: elements are added to None, which is not a list. "
          + "The pickle is damaged: get it again."
      ),
      (
        "NNR.", "x.pkl: byte 2: None is called, which is not a function. The pickle is damaged: get it again."
      ),
      (
        "I99999999999999999999\n.",
        "x.pkl: byte 0: '99999999999999999999' is not an integer of 64 bits. "
          + "The pickle is damaged: get it again."
      ),
      (
        "(K\u{1}d.",
        "x.pkl: byte 3: a dictionary has a key without a value. "
          + "The pickle is damaged: get it again."
      ),
      ("NNb.", "x.pkl: byte 2: None is filled, which cannot be. The pickle is damaged: get it again."),
    ])
  func damage(pickle: String, expected: String) {
    #expect(message(text(pickle)) == expected)
  }
}
