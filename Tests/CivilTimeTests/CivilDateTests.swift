import CivilTime
import Testing

@Suite("Dates and times of day")
struct CivilDateTests {
  @Test("every day of 1890 to 2110 has the parts it was made of, and the next weekday")
  func roundTrip() throws {
    let first = try #require(CivilDate(year: 1890, month: 1, day: 1))
    let last = try #require(CivilDate(year: 2110, month: 12, day: 31))
    var weekday = try #require(Weekday.allCases.firstIndex(of: first.weekday))
    for number in first.dayNumber...last.dayNumber {
      let date = CivilDate(dayNumber: number)
      let (year, month, day) = date.parts
      #expect(CivilDate(year: year, month: month, day: day) == date)
      #expect(date.weekday == Weekday.allCases[weekday % 7])
      weekday += 1
    }
  }

  @Test("known days have the numbers and weekdays that calendars give them")
  func knownDays() {
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.dayNumber == 0)
    #expect(CivilDate(iso: "2000-02-29")?.dayNumber == 11_016)
    #expect(CivilDate(iso: "2025-10-22")?.weekday == .wednesday)
    #expect(CivilDate(iso: "1969-12-31")?.weekday == .wednesday)
  }

  @Test(
    "texts that are no date in the form are refused",
    arguments: [
      ("2025-02-29", "no leap year"), ("1900-02-29", "a century that is none"),
      ("2025-13-01", "no such month"), ("2025-00-10", "month 0"), ("2025-1-01", "a short month"),
      ("0000-01-01", "year 0"), ("2025-10-22 ", "a blank behind"), ("20251022", "no separators"),
      ("2025-10-2２", "a wide digit"), ("", "nothing"), ("--", "separators alone"),
    ])
  func refusedISO(text: String, reason: String) {
    #expect(CivilDate(iso: text) == nil, "\(reason)")
  }

  @Test("the office's dotted dates are read with and without leading zeros, and written with them")
  func dotted() {
    #expect(CivilDate(dotted: "2.1.2025") == CivilDate(iso: "2025-01-02"))
    #expect(CivilDate(dotted: "02.01.2025")?.dotted == "02.01.2025")
    #expect(CivilDate(dotted: "32.10.2025") == nil)
    #expect(CivilDate(dotted: "2.1.25") == nil)
    #expect(CivilDate(dotted: "2025.1.2") == nil)
  }

  @Test(
    "times are read as sheets write them",
    arguments: [
      ("07:30", 450), ("7:30", 450), ("07h30", 450), ("7h", 420), ("00:00", 0), ("23:59", 1_439),
    ])
  func times(text: String, minutes: Int) {
    #expect(Minutes(clock: text) == Minutes(minutes))
  }

  @Test(
    "what is no time of day is refused",
    arguments: ["24:00", "7:60", "7:3", "730", "7", ":30", "7:", "-1:00", "7h3", "1234:00", ""])
  func refusedTimes(text: String) {
    #expect(Minutes(clock: text) == nil)
  }

  @Test("a clock shows two digits each, goes on past midnight and keeps its sign")
  func clock() {
    #expect(Minutes(450).clock == "07:30")
    #expect(Minutes(1_470).clock == "24:30")
    #expect(Minutes(-5).clock == "-00:05")
    #expect((Minutes(10) - Minutes(25)).clock == "-00:15")
  }
}
