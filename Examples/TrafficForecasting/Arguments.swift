import ArgumentParser
import GraphODE

extension ForecastingModel: ExpressibleByArgument {}

extension TrafficDataset: ExpressibleByArgument {}
