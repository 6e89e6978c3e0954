public import ArgumentParser
public import GraphODE

extension CGNNVariant: ExpressibleByArgument {}

extension Dataset: ExpressibleByArgument {}

/// Which nodes are labelled.
enum SplitChoice: String, CaseIterable, ExpressibleByArgument {
  case `public`, random
}
