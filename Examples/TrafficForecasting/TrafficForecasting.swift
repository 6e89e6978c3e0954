import ArgumentParser

@main
struct TrafficForecasting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traffic-forecasting",
    abstract: "Forecast the readings of traffic sensors by neural graph differential equations.",
    discussion: """
      EXAMPLES
        traffic-forecasting
            train the hybrid graph differential equation on a week in Los Angeles
        traffic-forecasting --dataset metr-la-10 --model gcgru --metrics gcgru.json
        traffic-forecasting --dataset hangzhou-metro --report report
            train, and show the forecasts in report/index.html
        traffic-forecasting --drop 0.7
            train and test on inputs of which 70 % are missing
        traffic-forecasting --checkpoint la.safetensors
            keep the trained model; after an interruption, go on with --resume
        traffic-forecasting forecast --checkpoint la.safetensors recent.csv
            forecast from a table of recent readings, at any time
        traffic-forecasting compare gcgru.json gcde-gru.json
            lay the figures of several runs side by side

      'traffic-forecasting train --help' lists the options of training.
      """,
    subcommands: [Train.self, ForecastFromReadings.self, Compare.self], defaultSubcommand: Train.self)
}
