/// The extents of a tensor along its axes, of rank 0 to 4.
///
/// A shape is a collection of its extents, outermost first, and is written as an array
/// literal: `[nodeCount, channels]`. The empty shape `[]` is that of a scalar. Extents are
/// stored inline, so a shape costs no allocation.
public struct Shape: Hashable, Sendable {
  /// The largest rank that a tensor may have.
  public static let maximumRank = 4

  private var extents: (Int, Int, Int, Int) = (1, 1, 1, 1)

  /// The number of axes.
  public let rank: Int

  /// Creates a shape of `extents`, outermost first.
  ///
  /// - Precondition: There are at most four extents and none is negative.
  public init(_ extents: some Collection<Int>) {
    precondition(
      extents.count <= Self.maximumRank,
      "A shape has at most \(Self.maximumRank) axes, but \(extents.count) were given.")
    rank = extents.count
    for (axis, extent) in extents.enumerated() {
      precondition(extent >= 0, "The extent of axis \(axis) is \(extent), but must not be negative.")
      set(axis, to: extent)
    }
  }

  /// The number of elements: the product of all extents, 1 for the empty shape.
  public var elementCount: Int { extents.0 * extents.1 * extents.2 * extents.3 }

  private mutating func set(_ axis: Int, to extent: Int) {
    switch axis {
    case 0: extents.0 = extent
    case 1: extents.1 = extent
    case 2: extents.2 = extent
    default: extents.3 = extent
    }
  }

  /// Returns this shape with the extent along `axis` replaced.
  ///
  /// - Precondition: `axis` is an axis of this shape and `extent` is not negative.
  public func replacing(axis: Int, with extent: Int) -> Shape {
    precondition(indices.contains(axis), "Axis \(axis) is not one of the \(rank) axes of \(self).")
    precondition(extent >= 0, "The extent of axis \(axis) is \(extent), but must not be negative.")
    var result = self
    result.set(axis, to: extent)
    return result
  }

  /// The number of elements before `axis`, along it and after it: a tensor of this shape is,
  /// in memory, a block of shape `[outer, extent, inner]`.
  package func blocks(around axis: Int) -> (outer: Int, extent: Int, inner: Int) {
    precondition(indices.contains(axis), "Axis \(axis) is not one of the \(rank) axes of \(self).")
    return (self[..<axis].reduce(1, *), self[axis], self[(axis + 1)...].reduce(1, *))
  }

  /// This shape as rows of its last axis: `[product of the others, last]`; `[1, 1]` for a scalar.
  package var matrix: (rows: Int, columns: Int) {
    let columns = last ?? 1
    return (self.dropLast().reduce(1, *), columns)
  }

  /// Whether the two shapes have the same extents.
  public static func == (lhs: Shape, rhs: Shape) -> Bool {
    lhs.rank == rhs.rank && lhs.extents == rhs.extents
  }

  /// Feeds the extents to `hasher`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rank)
    for extent in self { hasher.combine(extent) }
  }
}

extension Shape: RandomAccessCollection {
  /// The first axis.
  public var startIndex: Int { 0 }

  /// One past the last axis, which is the rank.
  public var endIndex: Int { rank }

  /// The extent along `axis`.
  public subscript(axis: Int) -> Int {
    precondition(axis >= 0 && axis < rank, "Axis \(axis) is not one of the \(rank) axes.")
    return switch axis {
    case 0: extents.0
    case 1: extents.1
    case 2: extents.2
    default: extents.3
    }
  }
}

extension Shape: ExpressibleByArrayLiteral {
  /// Creates a shape of the extents in the literal, outermost first.
  public init(arrayLiteral extents: Int...) { self.init(extents) }
}

extension Shape: CustomStringConvertible {
  /// The extents in brackets: `[2708, 16]`.
  public var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}
