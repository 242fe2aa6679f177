import CivilTime
import FleetModel
import Tabular
import Testing

@testable import RideSheets

@Suite("Dates and times in words and other writings")
struct RideScheduleWordsTests {
  private static let day = CivilDate(year: 2025, month: 11, day: 3)

  @Test(
    "a date is the 3rd of November 2025 in each writing that an office has",
    arguments: [
      "lundi 3 novembre 2025", "lun 03.11.25", "lun. 03.11.2025", "lun.03.11.2025", "03-11-2025",
      "3/11/25", "03.11.25", "3.11.2025.", "3 nov. 2025", "3-nov-25", "3-nov.-2025", "3nov2025",
      "03 NOV 25", "Le lundi, 3 novembre 2025,", "LUNDI 03.11.2025 :", "(lundi) 3 novembre 2025",
      "Mo 3. November 2025", "Montag, 3.11.2025", "November 3, 2025", "Mon Nov 3rd, 2025",
      "2025-11-03", "2025/11/3", "2025.11.03", "20251103", "03112025", "lu 3.11.25",
      "03\u{200b}.11.2025", "lundi\u{a0}3\u{202f}novembre\u{a0}2025",
    ])
  func dates(text: String) throws {
    let schedule = try RideSchedule(.text(text + " 08:00"))
    #expect(schedule.date == Self.day)
    #expect(schedule.times == [Minutes(480)])
    #expect(schedule.contradictingWeekday == nil)
  }

  @Test("the first of a month, and every month in French, German and English")
  func months() throws {
    #expect(
      try RideSchedule(.text("1er novembre 2025 8h")).date
        == CivilDate(year: 2025, month: 11, day: 1))
    let names = [
      ["janvier", "Januar", "January"], ["février", "Februar", "Feb."], ["mars", "März", "March"],
      ["avril", "April", "avr."], ["mai", "Mai", "May"], ["juin", "Juni", "June"],
      ["juillet", "Juli", "juil."], ["août", "August", "Aug"], ["septembre", "sept.", "Sep"],
      ["octobre", "Oktober", "oct."], ["novembre", "Nov", "November"],
      ["décembre", "Dezember", "déc."],
    ]
    for (index, spellings) in names.enumerated() {
      for name in spellings {
        let schedule = try RideSchedule(.text("3 \(name) 2025 08:00"))
        #expect(schedule.date == CivilDate(year: 2025, month: index + 1, day: 3), "\(name)")
      }
    }
  }

  @Test(
    "times are read as offices write them",
    arguments: [
      ("midi", [720]), ("8h05", [485]), ("0830", [510]), ("8:30 AM", [510]), ("8:30AM", [510]),
      ("8:30 p.m.", [1_230]), ("12:15 AM", [15]), ("12:15 PM", [735]), ("8 am", [480]),
      ("24:00", [1_440]), ("24h", [1_440]), ("RDV 08:00", [480]), ("rdv: 8h", [480]),
      ("8,30", [510]), ("8,30 10,05", [510, 605]), ("08:00,09:30", [480, 570]),
      ("8 heures 30", [510]), ("8 heures", [480]), ("8h30min", [510]), ("08:30 h", [510]),
      ("0830-1000", [510, 600]), ("8h 0930", [480, 570]), ("8.30 Uhr", [510]), ("2025", [1_225]),
      ("8h05 / midi", [485, 720]), ("8.15h", [495]), ("08:00:00.000", [480]),
    ])
  func times(text: String, times: [Int]) throws {
    let schedule = try RideSchedule(.text("03.11.2025 \(text)"))
    #expect(schedule.date == Self.day)
    #expect(schedule.times.map(\.count) == times)
    #expect(!schedule.isSpan)
  }

  @Test("a span begins at its first time and says that it is one")
  func spans() throws {
    for text in ["de 08:30 à 10:00", "entre 8h30 et 10h", "von 8.30 bis 10.00 Uhr"] {
      let schedule = try RideSchedule(.text("lun 03.11.2025 " + text))
      #expect(schedule.times == [Minutes(510), Minutes(600)])
      #expect(schedule.isSpan)
    }
    #expect(try !RideSchedule(.text("03.11.2025 de 08:30")).isSpan)
  }

  @Test("an ISO time with a zone is taken as written, and the zone is told")
  func zones() throws {
    for (text, zone) in [
      ("2025-11-03T07:30:00Z", "Z"), ("2025-11-03T07:30:00.000Z", "Z"),
      ("2025-11-03 07:30:00+01:00", "+01:00"), ("2025-11-03T07:30:00+0100", "+0100"),
      ("20251103T0730", nil),
    ] {
      let schedule = try RideSchedule(.text(text))
      #expect(schedule.date == Self.day)
      #expect(schedule.times == [Minutes(450)], "\(text)")
      #expect(schedule.zone == zone, "\(text)")
    }
  }

  @Test("a weekday that is not the date's is told, one that may be it is not")
  func weekdays() throws {
    func contradiction(_ text: String) throws -> String? {
      try RideSchedule(.text(text)).contradictingWeekday
    }
    #expect(try contradiction("mardi 03.11.2025 08:00") == "mardi")
    #expect(try contradiction("dim. 3 novembre 2025 8h") == "dim")
    #expect(try contradiction("di 02.11.2025 08:00") == nil)  // dimanche
    #expect(try contradiction("Di 04.11.2025 08:00") == nil)  // Dienstag
    #expect(try contradiction("di 03.11.2025 08:00") == "di")
    #expect(try contradiction("mar. 4 mars 2025 08:00") == nil)
  }

  @Test(
    "what could mean two things, or nothing, is refused with its reason",
    arguments: [
      ("03-11-25 08:00", "'03-11-25' may be 03.11.2025 or 25.11.2003; expected DD.MM.YYYY"),
      ("03.11.99 08:00", "the year of '03.11.99' may be of either century; expected DD.MM.YYYY"),
      ("03.11.2025 minuit", "'minuit' may begin the day or end it; expected 00:00 or 24:00"),
      ("lundi 3 novembre 08:00", "'3 novembre' has no year; expected DD.MM.YYYY"),
      ("3 novembre 0830", "'3 novembre' has no year; expected DD.MM.YYYY"),
      ("31 novembre 2025 08:00", "the date 31 novembre 2025 does not exist"),
      ("2025/13/01 08:00", "the date 2025/13/01 does not exist"),
      ("03.11.2025 13:00 AM", "the time 13:00 AM does not exist"),
      ("03.11.2025 24:30", "the time 24:30 does not exist"),
      ("03.11.2025 08:00 1203", "'1203' is neither a date nor a time"),
      ("03.11.2025 830", "'830' is neither a date nor a time"),
      ("03.11.2025 vers 8h", "'vers' is neither a date nor a time"),
      ("03.11.2025 8h et demie", "'demie' is neither a date nor a time"),
      ("03.11.2025 08:00 (10:00)", "the time (10:00) does not exist"),
      ("03.11/2025 08:00", "'03.11/2025' is not a date; expected DD.MM.YYYY"),
      ("0311.2025 08:00", "the time 0311.2025 does not exist"),
      ("3 novembre 2025 4.11.2025 08:00", "two dates"),
      ("lundi 3 mars 4 mars 2025 08:00", "'3 mars' has no year; expected DD.MM.YYYY"),
      (
        "11/03/2025 2:30 PM",
        "'11/03/2025' may have its day first or its month; expected DD.MM.YYYY"
      ), ("03.11.2025 dès 8h", "'des' is neither a date nor a time"),
      ("45964.333", "the time 45964.333 does not exist"),
      ("3 novembre 2O25 08:00", "'3 novembre' has no year; expected DD.MM.YYYY"),
      ("03.11.2025 midi 13h 14h", "3 times; expected one or two"),
    ])
  func refuses(text: String, reason: String) {
    let error = #expect(throws: RideSchedule.Unreadable.self) { try RideSchedule(.text(text)) }
    #expect(error?.reason == reason)
  }

  @Test("a text too long for a date and time is refused, so that no time behind it is lost")
  func tooLong() {
    let blanks = String(repeating: "x ", count: 120)
    let error = #expect(throws: RideSchedule.Unreadable.self) {
      try RideSchedule(.text("03.11.2025 08:00 " + blanks + "09:00"))
    }
    #expect(error?.reason == "too long for a date and time; expected DD.MM.YYYY HH:MM")
  }

  @Test("a row tells of a contradicting weekday, a zone, a span and the end of the day")
  func findings() throws {
    func read(_ text: String, course: String = "A") throws -> RideImport {
      try Samples.read([Samples.cells(schedule: .text(text), course: course)])
    }
    let weekday = try read("mardi 03.11.2025 08:00")
    #expect(weekday.rides.map(\.day.date) == [Self.day])
    #expect(weekday.findings.map(\.kind) == [.weekdayContradicts])
    #expect(
      weekday.findings.first?.detail == "'mardi' stands by 03.11.2025, a Monday; the date is used")
    #expect(try read("2025-11-03T07:30:00Z").findings.map(\.kind) == [.timeZoneIgnored])

    let span = try read("03.11.2025 de 08:30 à 10:00")
    #expect(span.rides.map(\.scheduled.clock) == ["08:30"])
    #expect(span.findings.map(\.kind) == [.secondTimeIgnored])
    let reject = try read("03.11.2025 de 08:30 à 10:00", course: "A/R").rejects.first
    #expect(
      reject?.reason == "08:30 to 10:00 is a span; "
        + "expected the time of the ride there, and that of the ride back")

    let bare = try Samples.read([
      Samples.cells(schedule: .date(try #require(Self.day), time: .zero), course: "A")
    ])
    #expect(bare.findings.map(\.kind) == [.perhapsNoTime])

    let late = try read("03.11.2025 22:00 24:00", course: "A/R")
    #expect(late.rides.map(\.scheduled.clock) == ["22:00", "00:00"])
    #expect(late.rides.map(\.day.description) == ["2025-11-03", "2025-11-04"])
    #expect(late.findings.map(\.kind) == [.endOfDay])
  }
}
