/// A drawn chart: its size and what is on it.
public struct Drawing: Sendable {
  /// The width in pixels, to which the drawing is laid out and from which it may be scaled.
  public let width: Double

  /// The height in pixels.
  public let height: Double

  let elements: [SVGElement]

  /// The space around a drawing that stands alone, in pixels.
  private static let margin = 16.0

  init(width: Double, height: Double, elements: [SVGElement]) {
    self.width = width
    self.height = height
    self.elements = elements
  }

  /// Returns the drawing as an `svg` element.
  ///
  /// - Parameters:
  ///   - title: What screen readers call it.
  ///   - summary: What screen readers tell of it.
  ///   - id: What the ids in it begin with; no other drawing of the page may have the same.
  ///   - style: The style sheet to carry along, or `nil` where the page has it.
  /// - Returns: The element as markup.
  func svg(title: String, summary: String, id: String, style: String?) -> String {
    var children = [
      SVGElement("title", ["id": id + "-title"], text: title),
      SVGElement("desc", ["id": id + "-summary"], text: summary),
    ]
    // On a page the surroundings give the margin and the paper.
    let margin = style == nil ? 0 : Drawing.margin
    let (fullWidth, fullHeight) = (width + 2 * margin, height + 2 * margin)
    if let style {
      children.append(SVGElement("style", text: style))
      children.append(
        SVGElement(
          "rect",
          ["class": "paper", "x": -margin, "y": -margin, "width": fullWidth, "height": fullHeight]))
    }
    let box = [-margin, -margin, fullWidth, fullHeight].map(\.attributeText)
    return SVGElement(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "width": fullWidth,
        "height": fullHeight, "viewBox": box.joined(separator: " "), "role": "img",
        "aria-labelledby": "\(id)-title \(id)-summary",
      ], children: children + elements
    ).markup
  }
}
