import GraphODE

extension Benchmark {
  /// Every CGNN on the citation graphs: a forward pass, a gradient with its forward pass, and an epoch.
  static let models = [Dataset.cora, .citeseer, .pubmed].flatMap { dataset in
    CGNNVariant.allCases.flatMap { variant in
      [
        Benchmark(name: "\(dataset.rawValue), \(variant.rawValue), forward") {
          let training = try training(variant, on: dataset)
          return { training.predict() }
        },
        Benchmark(name: "\(dataset.rawValue), \(variant.rawValue), gradient") {
          var training = try training(variant, on: dataset)
          return { training.differentiate() }
        },
        Benchmark(name: "\(dataset.rawValue), \(variant.rawValue), epoch") {
          var training = try training(variant, on: dataset)
          return { training.step() }
        },
      ]
    }
  }

  private static func training(_ variant: CGNNVariant, on dataset: Dataset) throws -> any NodeTraining {
    CGNNRecipe(variant, dataset: dataset.rawValue)
      .training(on: try NodeClassificationData.load(dataset).rowNormalised())
  }
}
