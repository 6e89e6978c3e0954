import Foundation
import Testing

@testable import GraphDatasets

@Suite("Dates and times of day")
struct LocalTimeTests {
  @Test("Eight centuries of days agree with Foundation's calendar")
  func calendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    // A step of 397 days meets every day of the year and every kind of century.
    for day in stride(from: -135_000, to: 157_000, by: 397) {
      let time = LocalTime(secondsSinceEpoch: 86_400 * day + 86_399)
      let date = Date(timeIntervalSince1970: Double(time.secondsSinceEpoch))
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      #expect(time.date.year == parts.year)
      #expect(time.date.month == parts.month)
      #expect(time.date.day == parts.day)
      // Foundation counts from 1 on Sunday.
      #expect(parts.weekday.map { ($0 + 5) % 7 } == time.dayOfWeek)
      let again = LocalTime(
        year: time.date.year, month: time.date.month, day: time.date.day, hour: 23, minute: 59, second: 59)
      #expect(again == time)
    }
  }

  @Test("A day that no calendar has is no time")
  func impossible() {
    #expect(LocalTime(year: 2012, month: 2, day: 29) != nil)
    #expect(LocalTime(year: 2013, month: 2, day: 29) == nil)
    #expect(LocalTime(year: 1900, month: 2, day: 29) == nil)
    #expect(LocalTime(year: 2000, month: 2, day: 29) != nil)
    #expect(LocalTime(year: 2012, month: 4, day: 31) == nil)
    #expect(LocalTime(year: 2012, month: 13, day: 1) == nil)
    #expect(LocalTime(year: 2012, month: 1, day: 1, hour: 24) == nil)
    #expect(LocalTime(year: 2012, month: 1, day: 1, second: -1) == nil)
  }

  @Test("Times are written and read back")
  func text() throws {
    let time = try #require(LocalTime(year: 2012, month: 3, day: 1, hour: 6, minute: 5))
    #expect(time.description == "2012-03-01 06:05:00")
    #expect(time.timeOfDay == 73.0 / 288)
    #expect(time.dayOfWeek == 3)
    for text in [
      "2012-03-01 06:05:00", "2012-03-01T06:05", "\"2012-03-01 06:05:00\"", "2012-03-01 06:05:00.000",
    ] {
      #expect(TextField.time(Array(text.utf8)[...]) == time, "\(text)")
    }
    for text in [
      "2012-03-01", "2012-03-01 6:5:0:0", "2012-02-30 00:00:00", "64.375", "2012-03-01 06:05:00.5",
    ] {
      #expect(TextField.time(Array(text.utf8)[...]) == nil, "\(text)")
    }
  }

  @Test("An axis from time stamps equals the regular one, and jumps where they do")
  func stamps() throws {
    let start = try #require(LocalTime(year: 2017, month: 3, day: 12))
    let regular = TimeAxis.regular(stepCount: 600, interval: 300, from: start)
    let stamps = (0..<600).map { start.adding(seconds: 300 * $0) }
    #expect(try TimeAxis(times: stamps, path: "x") == regular)
    // The hour from two to three, which daylight saving leaves out.
    let jumping = stamps.filter { !(24..<36).contains($0.dayAndSecond.second / 300) || $0 >= stamps[288] }
    let axis = try TimeAxis(times: jumping, path: "x")
    #expect(axis.stepCount == 588)
    #expect(axis.interval == 300)
    #expect(axis.timesOfDay?[23] == 23.0 / 288)
    #expect(axis.timesOfDay?[24] == 36.0 / 288)
    #expect(axis.daysOfWeek?[275] == 6)
    #expect(axis.daysOfWeek?[276] == 0)
  }

  @Test("Times that repeat or go back are refused")
  func disorder() throws {
    let start = LocalTime(secondsSinceEpoch: 0)
    var error = #expect(throws: DatasetError.self) {
      try TimeAxis(times: [start, start.adding(seconds: 300), start.adding(seconds: 300)], path: "x.csv")
    }
    #expect(
      error?.description
        == "x.csv: step 2 is at 1970-01-01 00:05:00, as is the step before it. "
        + "Sort the steps and leave each time once.")
    error = #expect(throws: DatasetError.self) {
      try TimeAxis(times: [start.adding(seconds: 300), start], path: "x.csv")
    }
    #expect(
      error?.description
        == "x.csv: step 1 is at 1970-01-01 00:00:00, before the step before it at 1970-01-01 00:05:00. "
        + "Sort the steps and leave each time once.")
  }

  @Test("Days of service begin anew at each day's first step")
  func service() throws {
    let start = try #require(LocalTime(year: 2019, month: 1, day: 1, hour: 6))
    let axis = TimeAxis.serviceDays(stepCount: 11, stepsPerDay: 4, interval: 600, from: start)
    #expect(axis.timesOfDay == [0, 0.25, 0.5, 0.75, 0, 0.25, 0.5, 0.75, 0, 0.25, 0.5])
    #expect(axis.daysOfWeek == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3])
  }

  @Test("Every step has its time, also behind nights and gaps, where times are known")
  func timesOfSteps() throws {
    let start = try #require(LocalTime(year: 2019, month: 1, day: 31, hour: 6))
    let service = TimeAxis.serviceDays(stepCount: 8, stepsPerDay: 4, interval: 600, from: start)
    #expect(service.time(ofStep: 3)?.description == "2019-01-31 06:30:00")
    #expect(service.time(ofStep: 6)?.description == "2019-02-01 06:20:00")
    let stamps = [0, 600, 900, 1200].map(start.adding)
    let axis = try TimeAxis(times: stamps, path: "x.csv")
    #expect((0..<4).map(axis.time) == stamps && axis.interval == 300)
    #expect(TimeAxis.unknown(stepCount: 1).time(ofStep: 0) == nil)
    #expect(start.secondOfDay == 21_600)
  }

  @Test("A clock has the hours of its series, and a day's first step follows the last of the day before")
  func clocks() throws {
    let start = try #require(LocalTime(year: 2019, month: 1, day: 31, hour: 6))
    // A gap behind the first step does not change the length of the day.
    let gap = try TimeAxis(times: [0, 600, 900].map(start.adding), path: "x.csv")
    #expect(try SeriesClock(of: gap, dataset: "x") == SeriesClock(interval: 300))
    let service = TimeAxis.serviceDays(stepCount: 8, stepsPerDay: 4, interval: 600, from: start)
    let clock = try SeriesClock(of: service, dataset: "x")
    #expect(clock == SeriesClock(interval: 600, dayStart: 21_600, dayLength: 2400))
    #expect((0..<8).map { clock.advanced(start, bySteps: $0) } == (0..<8).map(service.time))
    let late = start.adding(seconds: 2100)
    #expect(clock.advanced(late, bySteps: 1).description == "2019-02-01 06:05:00")
    let day = SeriesClock(interval: 300)
    #expect(day.advanced(late, bySteps: 288).description == "2019-02-01 06:35:00")
    #expect(throws: DatasetError.unknownTimes(dataset: "x", what: "the time of day of its steps")) {
      try SeriesClock(of: .unknown(stepCount: 9), dataset: "x")
    }
  }
}
