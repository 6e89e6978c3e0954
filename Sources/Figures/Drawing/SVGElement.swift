/// What an attribute of a drawn element may be.
protocol AttributeValue {
  /// The value as it stands in the attribute, before escaping.
  var attributeText: String { get }
}

extension String: AttributeValue {
  var attributeText: String { self }
}

extension Double: AttributeValue {
  /// A coordinate, rounded to a hundredth of a pixel.
  var attributeText: String {
    let rounded = (self * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}

/// One element of a drawing, with what it contains.
struct SVGElement: Sendable {
  let name: String
  let attributes: [(name: String, value: String)]
  let text: String
  let children: [SVGElement]

  /// Creates an element that holds text, then other elements.
  init(
    _ name: String, _ attributes: KeyValuePairs<String, any AttributeValue> = [:], text: String = "",
    children: [SVGElement] = []
  ) {
    self.name = name
    self.attributes = attributes.map { ($0.key, $0.value.attributeText) }
    self.text = text
    self.children = children
  }

  /// A group of elements of one class.
  static func group(_ style: String, _ children: [SVGElement]) -> SVGElement {
    SVGElement("g", ["class": style], children: children)
  }

  /// A straight line.
  static func line(_ style: String, from start: Point, to end: Point) -> SVGElement {
    SVGElement("line", ["class": style, "x1": start.x, "y1": start.y, "x2": end.x, "y2": end.y])
  }

  /// A line of text: its baseline begins, has its middle, or ends at `point`.
  static func text(
    _ text: String, at point: Point, style: String, anchor: TextAnchor = .start
  ) -> SVGElement {
    SVGElement(
      "text", ["class": style, "x": point.x, "y": point.y, "text-anchor": anchor.rawValue], text: text)
  }

  /// A circle, which shows a text while it is pointed at.
  static func circle(
    _ style: String, at center: Point, radius: Double, title: String? = nil
  ) -> SVGElement {
    SVGElement(
      "circle", ["class": style, "cx": center.x, "cy": center.y, "r": radius],
      children: title.map { [SVGElement("title", text: $0)] } ?? [])
  }

  /// The element as markup.
  var markup: String {
    var result = ""
    write(to: &result)
    return result
  }

  private func write(to result: inout String) {
    result += "<" + name
    for attribute in attributes {
      result += " \(attribute.name)=\"\(MarkupText.escaped(attribute.value))\""
    }
    guard !text.isEmpty || !children.isEmpty else {
      result += "/>"
      return
    }
    result += ">" + MarkupText.escaped(text)
    for child in children { child.write(to: &result) }
    result += "</\(name)>"
  }
}

/// A place in a drawing, in pixels from its upper left corner.
struct Point: Hashable, Sendable {
  let x: Double
  let y: Double
}

/// Which part of a line of text is at its point.
enum TextAnchor: String, Sendable {
  case start, middle, end
}
