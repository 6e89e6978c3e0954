/// Columns from zero to a value for each category, and for each series side by side.
public struct ColumnChart: Chart, Hashable {
  /// What is shown, in a few words.
  public let title: String

  /// What the categories are.
  public let categoryTitle: String

  /// The categories, from left to right.
  public let categories: [String]

  /// The vertical axis, which always shows zero.
  public let axis: Axis

  /// The values of each category.
  public let series: [ColumnSeries]

  /// Creates a chart.
  ///
  /// - Parameters:
  ///   - title: What is shown, in a few words.
  ///   - categoryTitle: What the categories are.
  ///   - categories: The categories, from left to right.
  ///   - axis: The vertical axis.
  ///   - series: The values of each category.
  /// - Precondition: Each series has one value a category.
  public init(
    _ title: String, categoryTitle: String, categories: [String], axis: Axis, series: [ColumnSeries]
  ) {
    for series in series {
      precondition(
        series.values.count == categories.count,
        "The series \(series.name) has \(series.values.count) values, but there are "
          + "\(categories.count) categories.")
    }
    self.title = title
    self.categoryTitle = categoryTitle
    self.categories = categories
    self.axis = axis
    self.series = series
  }

  /// The values of each series, or where they are the least and greatest if there are many.
  public var summary: String {
    let sentences = series.map { series in
      let present = zip(categories, series.values).compactMap { category, value in
        value.flatMap { $0.isFinite ? (category: category, value: $0) : nil }
      }
      guard let least = present.min(by: { $0.value < $1.value }),
        let greatest = present.max(by: { $0.value < $1.value })
      else { return "\(series.name): no values." }
      let number = { NumberText.significant($0, digits: 3) }
      return "\(series.name): from \(number(least.value)) at \(least.category) "
        + "to \(number(greatest.value)) at \(greatest.category)."
    }
    return
      (["Column chart of \(axis.label) by \(categoryTitle), \(categories.count) categories."]
      + sentences).joined(separator: " ")
  }

  /// The numbers of the chart as a table, one row a category.
  public var table: Table {
    let texts = valueTexts
    return Table(
      title,
      columns: [.words(categoryTitle)]
        + series.map { .numbers(series.count == 1 ? axis.label : $0.name) },
      rows: categories.indices.map { place in
        [.text(categories[place])] + texts.map { .text($0[place]) }
      })
  }

  /// The values of each series as text, all with the same decimals.
  var valueTexts: [[String]] {
    let decimals = NumberText.decimals(for: series.flatMap(\.values), digits: 3)
    return series.map { series in
      series.values.map { value in
        decimals.map { NumberText.fixed(value, decimals: $0) } ?? NumberText.significant(value, digits: 3)
      }
    }
  }
}
