/// A page as its template reads it: by the names of stored properties.
///
/// Mustache climbs to an outer object where an inner one lacks a name; so each object has all names
/// that its part of the template reads, and no two levels share one.
struct PageContent {
  struct Section {
    let id: String
    let heading: String
    let elements: [Element]
  }

  struct Element {
    let paragraph: String?
    let figure: FigureContent?
    let table: TableContent?
  }

  struct FigureContent {
    let figureTitle: String
    let svg: String
    let figureCaption: String?
    let numbers: TableContent?
  }

  struct TableContent {
    struct Group {
      let groupHeading: String?
      let span: Int
    }

    struct Heading {
      let columnHeading: String
      let headingStyle: String
    }

    struct Row {
      let rowName: Cell
      let cells: [Cell]
    }

    struct Cell {
      let text: String
      let style: String
    }

    let tableCaption: String
    let groups: [Group]?
    let headings: [Heading]
    let rows: [Row]
  }

  let title: String
  let lead: String?
  let keyFigures: [KeyFigure]?
  let sections: [Section]
  let command: String?
  let chartStyle = StyleSheet.charts
  let pageStyle = StyleSheet.pages

  init(_ page: Page) {
    title = page.title
    lead = page.lead.isEmpty ? nil : page.lead
    keyFigures = page.keyFigures.isEmpty ? nil : page.keyFigures
    command = page.command.isEmpty ? nil : page.command
    sections = page.sections.enumerated().map { number, section in
      let id = "section-\(number + 1)"
      let elements = section.elements.enumerated().map { place, element in
        Element(element, id: "\(id)-\(place + 1)")
      }
      return Section(id: id, heading: section.heading, elements: elements)
    }
  }
}

extension PageContent.Element {
  init(_ element: PageSection.Element, id: String) {
    switch element {
    case .text(let text): (paragraph, figure, table) = (text, nil, nil)
    case .table(let rows): (paragraph, figure, table) = (nil, nil, PageContent.TableContent(rows))
    case .figure(let shown):
      (paragraph, figure, table) = (nil, PageContent.FigureContent(shown, id: id), nil)
    }
  }
}

extension PageContent.FigureContent {
  init(_ figure: Figure, id: String) {
    let chart = figure.chart
    figureTitle = chart.title
    svg = chart.drawing.svg(title: chart.title, summary: chart.summary, id: id, style: nil)
    figureCaption = figure.caption.isEmpty ? nil : figure.caption
    numbers = figure.numbers.map { PageContent.TableContent($0) }
  }
}

extension PageContent.TableContent {
  init(_ table: Table) {
    let styles = table.columns.indices.map { place in
      let column = table.columns[place]
      let isFirst = column.group != nil && table.columns[max(place - 1, 0)].group != column.group
      return (column.isNumeric ? "number" : "words") + (isFirst ? " first" : "")
    }
    tableCaption = table.caption
    groups =
      table.columns.contains { $0.group != nil }
      ? table.groups.map { Group(groupHeading: $0.heading, span: $0.span) } : nil
    headings = zip(table.columns, styles).map { Heading(columnHeading: $0.heading, headingStyle: $1) }
    rows = table.rows.map { row in
      let cells = zip(row, styles).map { cell, style in
        Cell(text: cell.text, style: cell.isBest ? style + " best" : style)
      }
      return Row(rowName: cells[0], cells: Array(cells.dropFirst()))
    }
  }
}
