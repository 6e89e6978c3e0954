public import ArgumentParser
public import GraphODE

extension ForecastingModel: ExpressibleByArgument {}

extension TrafficDataset: ExpressibleByArgument {}
