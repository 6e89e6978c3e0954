public import ArgumentParser
public import GraphODE

extension CGNNVariant: @retroactive ExpressibleByArgument {}

extension Dataset: @retroactive ExpressibleByArgument {}
