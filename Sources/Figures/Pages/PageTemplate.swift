import Mustache

/// The templates that are built into the module, and how text gets into them.
enum PageTemplate {
  /// The name of the content type under which the templates ask for ``MarkupText``.
  private static let contentType = "MARKUP"

  /// Escapes by Unicode scalars.
  ///
  /// The library's own HTML escaping goes by characters, and lets a quotation mark with a combining
  /// accent pass (seen in swift-mustache 2.1.1).
  private struct Escaping: MustacheContentType {
    func escapeText(_ text: String) -> String { MarkupText.escaped(text) }
  }

  private static let library: MustacheLibrary = {
    // Templates ask for the content type when they are parsed, so it is known before.
    MustacheContentTypes.register(Escaping(), named: contentType)
    do {
      var library = MustacheLibrary()
      let (page, table) = (PackageResources.page_mustache, PackageResources.table_mustache)
      try library.register(String(decoding: page, as: UTF8.self), named: "page")
      try library.register(String(decoding: table, as: UTF8.self), named: "table")
      return library
    } catch {
      preconditionFailure("A template that is built into Figures cannot be read: \(error)")
    }
  }()

  /// Returns a page as HTML.
  static func render(_ content: PageContent) -> String {
    library.render(content, withTemplate: "page") ?? ""
  }
}
