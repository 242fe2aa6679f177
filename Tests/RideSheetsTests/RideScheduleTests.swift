import CivilTime
import Tabular
import Testing

@testable import RideSheets

@Suite("The date and times of a row")
struct RideScheduleTests {
  private static let day = CivilDate(year: 2025, month: 10, day: 22)

  @Test(
    "one date and one or two times are read as offices write them",
    arguments: [
      ("22.10.2025 07:00", [420], "plainly"),
      ("22.10.2025     07:00      09:30", [420, 570], "several blanks"),
      ("22.10.2025\n07:00\n09:30", [420, 570], "line ends"),
      ("22.10.2025\u{a0}7:30", [450], "a short hour behind a blank that does not break"),
      ("22.10.2025 07h30 9h", [450, 540], "the letter h"),
      ("22.10.2025 7H05", [425], "a capital H"),
      ("22.10.2025 7 h 30", [450], "blanks around the h"),
      ("22.10.2025 7 h", [420], "a blank before a closing h"),
      ("22.10.2025 07 : 30", [450], "blanks around the colon"),
      ("22.10.2025 07.30", [450], "a point in the time"),
      ("22.10.2025 07:30h", [450], "an h behind it"),
      ("22.10.2025 07:00:00", [420], "seconds"),
      ("22.10.2025 à 07:00 et 09:30", [420, 570], "small words"),
      ("22.10.2025 07:00-09:30", [420, 570], "a dash between"),
      ("22.10.2025 07:00 / 09:30", [420, 570], "a slash between"),
      ("Mercredi 22.10.2025, 07:00", [420], "a weekday and a comma"),
      ("07:00 22.10.2025", [420], "the time first"),
      ("22/10/2025 07:00", [420], "slashes in the date"),
      ("2025-10-22 07:00", [420], "an ISO date"),
      ("2025-10-22T07:00:00", [420], "an ISO date and time"),
    ])
  func reads(text: String, times: [Int], reason: String) throws {
    let schedule = try RideSchedule(.text(text))
    #expect(schedule.date == Self.day, "\(reason)")
    #expect(schedule.times.map(\.count) == times, "\(reason)")
  }

  @Test(
    "what cannot be read says why",
    arguments: [
      ("31.02.2025 07:00", "the date 31.02.2025 does not exist"),
      ("32.10.2025   07:00", "the date 32.10.2025 does not exist"),
      ("29.02.2025 07:00", "the date 29.02.2025 does not exist"),
      ("22.13.2025 07:00", "the date 22.13.2025 does not exist"),
      ("22.10.99 07:00", "the year of '22.10.99' may be of either century; expected DD.MM.YYYY"),
      ("22.10.2025 25:00", "the time 25:00 does not exist"),
      ("22.10.2025 07:60", "the time 07:60 does not exist"),
      ("22.10.2025", "the date has no time"),
      ("07:00", "there is no date; expected DD.MM.YYYY HH:MM"),
      ("22.10.2025 07:00 08:00 09:00", "3 times; expected one or two"),
      ("22.10.2025 23.10.2025 07:00", "two dates"),
      ("22.10.2025 demain", "'demain' is neither a date nor a time"),
      ("à fixer avec la famille", "not a date and time; expected DD.MM.YYYY HH:MM"),
      ("", "the date and time are missing"), ("   ", "the date and time are missing"),
    ])
  func refuses(text: String, reason: String) {
    let error = #expect(throws: RideSchedule.Unreadable.self) { try RideSchedule(.text(text)) }
    #expect(error?.reason == reason)
  }

  @Test("a true date of a workbook is read with its time, and refused without one")
  func trueDates() throws {
    let day = try #require(Self.day)
    #expect(try RideSchedule(.date(day, time: Minutes(450))).times == [Minutes(450)])
    #expect(throws: RideSchedule.Unreadable(reason: "the date has no time")) {
      try RideSchedule(.date(day, time: nil))
    }
  }

  @Test(
    "numbers, errors and empty cells are no date",
    arguments: [
      Cell.number(45_952.29), .error("#N/A"), .boolean(true), .empty,
    ])
  func otherCells(cell: Cell) {
    #expect(throws: RideSchedule.Unreadable.self) { try RideSchedule(cell) }
  }

  @Test("the form of nearly all cells is read as the same words further apart")
  func plainForm() {
    func read(_ text: String) -> Result<RideSchedule, RideSchedule.Unreadable> {
      do throws(RideSchedule.Unreadable) { return .success(try RideSchedule(.text(text))) } catch {
        return .failure(error)
      }
    }
    for day in ["01", "28", "29", "31", "00", "32", "1a"] {
      for date in ["\(day).02.2024", "\(day).02.2025", "\(day).12.0001", "\(day).13.2025"] {
        for time in ["00:00", "08:05", "23:59", "24:00", "07:60", "8:005", "08:0x"] {
          #expect(read("\(date) \(time)") == read("\(date)  \(time)"), "\(date) \(time)")
        }
      }
    }
  }
}
