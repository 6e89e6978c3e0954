import Foundation

/// The equirectangular projection around the middle of what it shows.
///
/// A degree of longitude is `cos φ₀` times as long as one of latitude, where `φ₀` is the middle
/// latitude: J. P. Snyder, "Map Projections: A Working Manual", U.S. Geological Survey Professional
/// Paper 1395, 1987, equations 12-1 and 12-2. Across a city, shapes are true to a few parts in a
/// thousand.
struct MapProjection {
  /// Kilometres in a degree of latitude, on a sphere with the earth's mean radius of 6371.0088 km.
  static let kilometresInDegree = 6371.0088 * Double.pi / 180

  let frame: PlotFrame

  /// Pixels in a degree of latitude.
  let pixelsInDegree: Double

  private let middleLongitude: Double
  private let middleLatitude: Double
  private let shrinkage: Double

  /// The space between the outermost points and the frame.
  private static let padding = 26.0

  /// Creates the projection that fits points into the width, in as much height as that takes.
  ///
  /// - Parameters:
  ///   - points: What to show.
  ///   - heights: The least and the greatest height of the map.
  ///   - left: The left end of the map.
  ///   - right: The right end of the map.
  ///   - top: The upper end of the map.
  init(showing points: [MapPoint], heights: ClosedRange<Double>, left: Double, right: Double, top: Double) {
    let (west, east) = MapProjection.ends(of: points.map(\.longitude))
    let (south, north) = MapProjection.ends(of: points.map(\.latitude))
    middleLongitude = (west + east) / 2
    middleLatitude = (south + north) / 2
    // Close to a pole a degree of longitude would have no length.
    shrinkage = max(cos(middleLatitude * .pi / 180), 0.01)
    // At least about a kilometre is shown, also around a single point.
    let (across, along) = (max((east - west) * shrinkage, 0.01), max(north - south, 0.01))
    let room = right - left - 2 * MapProjection.padding
    let height = min(
      max(room / across * along + 2 * MapProjection.padding, heights.lowerBound), heights.upperBound)
    pixelsInDegree = min(room / across, (height - 2 * MapProjection.padding) / along)
    frame = PlotFrame(left: left, right: right, top: top, bottom: top + height)
  }

  private static func ends(of degrees: [Double]) -> (Double, Double) {
    (degrees.min() ?? 0, degrees.max() ?? 0)
  }

  /// Returns where a point is drawn.
  func callAsFunction(longitude: Double, latitude: Double) -> Point {
    Point(
      x: (frame.left + frame.right) / 2 + (longitude - middleLongitude) * shrinkage * pixelsInDegree,
      y: (frame.top + frame.bottom) / 2 - (latitude - middleLatitude) * pixelsInDegree)
  }

  /// The longitudes from the left to the right end of the frame.
  var longitudes: Extent {
    let half = (frame.right - frame.left) / 2 / (shrinkage * pixelsInDegree)
    return Extent(from: middleLongitude - half, to: middleLongitude + half)
  }

  /// The latitudes from the lower to the upper end of the frame.
  var latitudes: Extent {
    let half = (frame.bottom - frame.top) / 2 / pixelsInDegree
    return Extent(from: middleLatitude - half, to: middleLatitude + half)
  }

  /// Pixels in a kilometre.
  var pixelsInKilometre: Double { pixelsInDegree / MapProjection.kilometresInDegree }
}
