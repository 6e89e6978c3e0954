import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of parsed XML.
struct XMLTree {
  var name: String
  var attributes: [String: String]
  var text = ""
  var children: [XMLTree] = []

  /// Parses well-formed XML; anything else is an error.
  init(parsing text: String) throws {
    let parser = XMLParser(data: Data(text.utf8))
    let builder = TreeBuilder()
    parser.delegate = builder
    guard parser.parse(), let root = builder.root else {
      throw parser.parserError ?? CocoaError(.coderReadCorrupt)
    }
    self = root
  }

  fileprivate init(name: String, attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// This element and all elements in it.
  var all: [XMLTree] { [self] + children.flatMap(\.all) }

  /// All elements of a name, and of a class if one is given.
  func elements(_ name: String, style: String? = nil) -> [XMLTree] {
    all.filter { $0.name == name && (style.map($0.styles.contains) ?? true) }
  }

  /// The values of all attributes here and further in.
  var attributeValues: [String] { all.flatMap { Array($0.attributes.values) } }

  /// The names of all attributes here and further in.
  var attributeNames: [String] { all.flatMap { Array($0.attributes.keys) } }

  /// The classes of this element.
  var styles: [String] { attributes["class"]?.split(separator: " ").map(String.init) ?? [] }

  /// The number in an attribute; NaN without one.
  subscript(number: String) -> Double { attributes[number].flatMap(Double.init) ?? .nan }

  /// The runs of points of a path.
  var path: [[(x: Double, y: Double)]] {
    (attributes["d"] ?? "").split(separator: "M").map { run in
      run.split { $0 == "L" || $0 == "Z" }.map { point in
        let parts = point.split(separator: " ").map { Double($0) ?? .nan }
        return (x: parts[0], y: parts[1])
      }
    }
  }
}

private final class TreeBuilder: NSObject, XMLParserDelegate {
  var root: XMLTree?
  private var open: [XMLTree] = []

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(XMLTree(name: elementName, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    open[open.count - 1].text += string
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let closed = open.removeLast()
    if open.isEmpty { root = closed } else { open[open.count - 1].children.append(closed) }
  }
}
