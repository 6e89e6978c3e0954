import Tensors

/// Damages inputs: bits, lengths, order, and what stands where.
struct Mutator {
  private var generator: RandomGenerator

  /// Values at which sizes and signs go wrong.
  private static let edges: [UInt64] = [
    0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
    0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF,
  ]

  /// Pieces of the formats, to stand where they should not.
  private static let pieces: [[UInt8]] =
    [
      "(", ".", "0", "1", "2", "N", "R", "a", "b", "d", "}", "e", "l", "]", "s", "t", ")", "u", "K\u{1}",
      "(]",
      "(t", "]a", ")R", "}b", "h\u{0}", "q\u{0}", "h\u{1}", "I00\n", "I01\n", "I-1\n",
      "L9223372036854775807L\n",
      "F1e308\n", "g0\n", "p0\n", "S'a\\x00'\n", "V\\u0041\n", "cnumpy\ndtype\n", "cnumpy\nndarray\n",
      "cnumpy.core.multiarray\nscalar\n", "cnumpy.core.multiarray\n_reconstruct\n", "c_codecs\nencode\n",
      "cscipy.sparse.csr\ncsr_matrix\n", "cscipy.sparse.coo\ncoo_matrix\n", "c__builtin__\nlist\n",
      "ccollections\ndefaultdict\n", "X\u{6}\u{0}\u{0}\u{0}latin1", "X\u{2}\u{0}\u{0}\u{0}f8", "U\u{2}O8",
      "U\u{1}>",
      "'shape': (", "'fortran_order': True", "'descr': '<i8'", "1e999", "nan", "-", ",", "\n", "#", "\t",
      "99999999999999999999",
    ].map { Array($0.utf8) } + [
      [0x80, 2], [0x81], [0x85], [0x86], [0x87], [0x88], [0x89], [0x8A, 8], [0x8B, 255, 255, 255, 255],
      [0x8C, 3],
      [0x8E], [0x93], [0x94], [0x95], [0x50, 0x4B, 1, 2], [0x50, 0x4B, 5, 6], [0xFF], [0xEF, 0xBB, 0xBF],
    ]

  /// Creates the mutator of one input; the same seed and number damage alike.
  init(seed: UInt64, number: UInt64) {
    generator = RandomGenerator(seed: seed, stream: number, position: 0)
  }

  /// Returns an input made from a corpus: mostly a damaged one, now and then pieces in a row.
  mutating func input(for reader: Reader) -> [UInt8] {
    let corpus = reader.corpus
    if chance(16) {
      return (0..<number(40)).flatMap { _ in pick(Self.pieces) } + Array(".".utf8)
    }
    var bytes = pick(corpus)
    if reader == .pickle, chance(3) { return rearranged(PickleInstructions.split(bytes)) }
    for _ in 0...number(1 + number(6)) { damage(&bytes, corpus: corpus) }
    return bytes.count <= 1 << 16 ? bytes : Array(bytes[..<(1 << 16)])
  }

  /// Returns a pickle with some of its instructions removed, repeated, exchanged or replaced.
  private mutating func rearranged(_ instructions: [[UInt8]]) -> [UInt8] {
    var instructions = instructions
    repeat {
      let (place, other) = (number(instructions.count), number(instructions.count))
      switch number(5) {
      case 0 where instructions.count > 1: instructions.remove(at: place)
      case 1: instructions.insert(instructions[place], at: other)
      case 2: instructions.swapAt(place, other)
      case 3: instructions[place] = pick(Self.pieces)
      default: instructions.insert(pick(Self.pieces), at: place)
      }
    } while chance(2)
    return Array(instructions.joined())
  }

  private mutating func damage(_ bytes: inout [UInt8], corpus: [[UInt8]]) {
    let place = number(bytes.count + 1)
    let rest = bytes.count - place
    switch number(10) {
    case 0 where rest > 0: bytes[place] ^= 1 << UInt8(number(8))
    case 1 where rest > 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
    case 2: write(pick(Self.edges), into: &bytes, at: place)
    case 3: bytes.removeSubrange(place..<(place + min(rest, number(16))))
    case 4: bytes.insert(contentsOf: pick(Self.pieces), at: place)
    case 5:
      let piece = pick(Self.pieces)
      bytes.replaceSubrange(place..<min(place + piece.count, bytes.count), with: piece)
    case 6:
      let copy = Array(bytes[place..<(place + min(rest, 1 + number(64)))])
      for _ in 0...number(chance(8) ? 200 : 2) { bytes.insert(contentsOf: copy, at: place) }
    case 7:
      let other = pick(corpus)
      bytes.replaceSubrange(place..., with: other[number(other.count + 1)...])
    case 8 where chance(4): bytes.removeSubrange(place...)
    default:
      let piece = pick(Self.pieces)
      bytes.insert(
        contentsOf: Array(repeatElement(piece, count: number(chance(16) ? 600 : 4))).joined(), at: place)
    }
  }

  /// Overwrites 1, 2, 4 or 8 bytes by a number in either byte order.
  private mutating func write(_ value: UInt64, into bytes: inout [UInt8], at place: Int) {
    let count = 1 << number(4)
    let isBigEndian = chance(4)
    for step in 0..<count where place + step < bytes.count {
      let shift = 8 * UInt64(isBigEndian ? count - 1 - step : step)
      bytes[place + step] = UInt8(truncatingIfNeeded: value >> shift)
    }
  }

  private mutating func number(_ bound: Int) -> Int {
    bound > 0 ? Int.random(in: 0..<bound, using: &generator) : 0
  }

  private mutating func chance(_ odds: Int) -> Bool { number(odds) == 0 }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(elements.count)]
  }
}
