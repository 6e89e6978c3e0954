/// Functions `φₖ` of time that span what parameters may do over the depth of a network.
///
/// A parameter that varies with depth is `θ(t) = Σₖ φₖ(t) θₖ`. Times are scaled by the span from `t₀` to
/// `t₁`, as `s = (t − t₀) / (t₁ − t₀)` or as `x = 2s − 1`; outside, every function goes on as the constant
/// that it ends with.
///
/// References: S. Massaroli, M. Poli, J. Park, A. Yamashita and H. Asama, "Dissecting Neural ODEs", NeurIPS
/// 2020, section 3, for parameters over a basis; A. Queiruga, N. B. Erichson, L. Hodgkinson and M. W.
/// Mahoney, "Stateful ODE-Nets using Basis Function Expansions", NeurIPS 2021, for their refinement and
/// projection.
public struct DepthBasis: Hashable, Sendable {
  /// What the functions are.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// 1 in one of several cells of equal length, and 0 elsewhere: one set of parameters for each unit
    /// of depth. A border belongs to the cell behind it, the end of the span to the last cell.
    case piecewiseConstant
    /// Linear between nodes at equal distances, 1 at one of them and 0 at the others: linear finite
    /// elements, whose coefficients are the values at the nodes.
    case hat
    /// The powers `xᵏ`.
    case monomial
    /// Chebyshev's polynomials `Tₖ(x) = cos(k arccos x)`.
    case chebyshev
    /// `1, cos(2πs), sin(2πs), cos(4πs), sin(4πs), …`, which are equal at both ends of the span.
    case fourier
  }

  /// What the functions are.
  public let kind: Kind

  /// The number of functions.
  public let count: Int

  /// The times that the functions are made for.
  public let span: ClosedRange<Double>

  private init(_ kind: Kind, count: Int, atLeast least: Int, over span: ClosedRange<Double>) {
    precondition(
      count >= least, "A basis of kind \(kind.rawValue) has \(count) functions, but needs \(least).")
    precondition(
      span.lowerBound < span.upperBound && (span.upperBound - span.lowerBound).isFinite,
      "The span \(span) of a basis must be finite and longer than 0.")
    self.kind = kind
    self.count = count
    self.span = span
  }

  /// Returns the functions that are constant in each of several cells of equal length.
  ///
  /// - Precondition: There is a cell.
  public static func piecewiseConstant(cells: Int, over span: ClosedRange<Double>) -> DepthBasis {
    DepthBasis(.piecewiseConstant, count: cells, atLeast: 1, over: span)
  }

  /// Returns the functions that are linear between nodes at equal distances, the ends of the span among
  /// them.
  ///
  /// - Precondition: There are two nodes.
  public static func hat(nodes: Int, over span: ClosedRange<Double>) -> DepthBasis {
    DepthBasis(.hat, count: nodes, atLeast: 2, over: span)
  }

  /// Returns the powers of the scaled time `x` in −1…1 up to a degree.
  public static func monomial(degree: Int, over span: ClosedRange<Double>) -> DepthBasis {
    DepthBasis(.monomial, count: degree + 1, atLeast: 1, over: span)
  }

  /// Returns Chebyshev's polynomials up to a degree.
  public static func chebyshev(degree: Int, over span: ClosedRange<Double>) -> DepthBasis {
    DepthBasis(.chebyshev, count: degree + 1, atLeast: 1, over: span)
  }

  /// Returns the constant with cosine and sine of 1, 2, … turns over the span.
  ///
  /// - Parameters:
  ///   - frequencies: The number of frequencies, which are the whole numbers from 1 to it.
  ///   - span: The times that the functions are made for.
  /// - Returns: A basis of `2 · frequencies + 1` functions.
  public static func fourier(frequencies: Int, over span: ClosedRange<Double>) -> DepthBasis {
    DepthBasis(.fourier, count: 2 * frequencies + 1, atLeast: 1, over: span)
  }

  /// The number of pieces of equal length in which the functions are smooth.
  var pieceCount: Int {
    switch kind {
    case .piecewiseConstant: count
    case .hat: count - 1
    case .monomial, .chebyshev, .fourier: 1
    }
  }

  /// The degree of the functions as polynomials in each piece; 0 where they are none.
  var degree: Int {
    switch kind {
    case .piecewiseConstant, .fourier: 0
    case .hat: 1
    case .monomial, .chebyshev: count - 1
    }
  }

  /// The highest number of turns over the span.
  var highestFrequency: Int { kind == .fourier ? count / 2 : 0 }

  /// The times inside the span between which the functions are smooth.
  ///
  /// They are the borders of cells, where functions jump, or inner nodes, where their slopes do. Every solve
  /// lands there by itself.
  public var jumpTimes: [Double] { (1..<pieceCount).map { border($0) } }

  /// Whether coefficients are the function's values at places: those of a cell, or those at a node.
  public var isNodal: Bool { kind == .piecewiseConstant || kind == .hat }

  /// The coefficients of the constant function 1.
  public var coefficientsOfOne: [Double] {
    isNodal ? Array(repeating: 1, count: count) : [1] + Array(repeating: 0, count: count - 1)
  }

  /// Returns the beginning of a piece, which is the end of the one before.
  func border(_ piece: Int) -> Double {
    let share = Double(piece) / Double(pieceCount)
    return span.lowerBound + (span.upperBound - span.lowerBound) * share
  }

  /// Returns the piece of a time in the span.
  func piece(at time: Double) -> Int {
    let last = pieceCount - 1
    let share = (time - span.lowerBound) / (span.upperBound - span.lowerBound)
    var piece = min(max(Int(share * Double(pieceCount)), 0), last)
    // The share is rounded; solves meet the borders themselves to the last few bits.
    while piece < last, time >= border(piece + 1) { piece += 1 }
    while piece > 0, time < border(piece) { piece -= 1 }
    return piece
  }
}
