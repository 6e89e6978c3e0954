/// The descriptions of paths.
enum PathText {
  /// Returns a path of straight lines through each run of points.
  static func lines(_ runs: [[Point]]) -> String {
    runs.map { run in
      run.enumerated()
        .map { ($0 == 0 ? "M" : "L") + $1.x.attributeText + " " + $1.y.attributeText }
        .joined()
    }
    .joined()
  }

  /// Returns closed areas, each between an upper and a lower line.
  static func areas(_ runs: [[(upper: Point, lower: Point)]]) -> String {
    runs.map { run in lines([run.map(\.upper) + run.reversed().map(\.lower)]) + "Z" }.joined()
  }
}
