import CommandLanguage
import FleetModel
import RideSheets
import SessionRecord
import Store
import Tabular
import Testing

@testable import Notebook

@Suite("The numbers of another system")
struct DispatchIdentityTests {
  /// An export of one day with two bookings, as another system or the program itself numbers it.
  private func export(
    company: String = "null", exportedAt: String = "null", dispatch: Int = 1,
    yannis: Int = 1, bookings: [Int] = [1, 2], second: Int? = nil, name: String = "Giuseppe",
    more: String = ""
  ) -> String {
    let rides = bookings.map {
      """
      {"id": \($0), "scheduled_time": "2025-10-22T0\(7 + $0 % 2):00:00", "pickup_lat": 46.2766,
       "pickup_lon": 6.2231, "dropoff_lat": 46.2835, "dropoff_lon": 6.1625, "pickup_location": "a",
       "dropoff_location": "b", "distance_km": 4.72, "assigned_driver_id": \(yannis)\(more)}
      """
    }
    return """
      {"company_id": \(company), "exported_at": \(exportedAt), "dispatches": [{"id": \(dispatch),
       "date": "2025-10-22", "bookings": [\(rides.joined(separator: ",\n"))], "drivers": [
       {"id": \(yannis), "name": "Yannis", "is_emergency": false},
       {"id": \(second ?? yannis + 1), "name": "\(name)", "is_emergency": false}]}]}
      """
  }

  private func loaded(_ text: String, in folder: TemporaryDirectory) throws -> NotebookHarness {
    try folder.write(text.utf8, to: "w.json")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"w.json\" as w\ndispatch w with greedy as p")
    return notebook
  }

  private func text(_ name: String, in folder: TemporaryDirectory) throws -> String {
    try TemporaryDirectory.text(of: folder.path + "/" + name)
  }

  @Test(
    "the recorded plan of a file without wrong aggregates is the file, whoever numbered it",
    arguments: [
      ("1", "null", 1, 1), ("null", "\"2025-10-25T06:00:00\"", 1, 1), ("null", "null", 4_302, 1),
      ("\"c\"", "null", 1, 2), ("null", "null", 1, 1),
    ])
  func sameBytes(company: String, exportedAt: String, dispatch: Int, yannis: Int) throws {
    let folder = try TemporaryDirectory()
    let text = export(
      company: company, exportedAt: exportedAt, dispatch: dispatch, yannis: yannis,
      bookings: [154, 155], more: ", \"quality\": 1.50, \"caf\\u00e9\": [ 1e2 ]")
    let notebook = try loaded(text, in: folder)
    let talk = NotebookHarness.talk(
      try notebook.outcome("export plan \"w recorded\" to \"out.json\" as dispatch"))
    #expect(try self.text("out.json", in: folder) == text)
    #expect(talk.last == "the same bytes as the file of w")
  }

  @Test("another plan changes the drivers of bookings and what depends on them, and nothing else")
  func otherPlan() throws {
    let folder = try TemporaryDirectory()
    let text = export(company: "1", dispatch: 4_302, yannis: 2, bookings: [154, 155])
    let notebook = try loaded(text, in: folder)
    try notebook.outcome(
      "dispatch w with greedy without Yannis, Dris as q\nexport plan q to \"out.json\" as dispatch")
    #expect(
      try self.text("out.json", in: folder)
        == text.replacing("\"assigned_driver_id\": 2", with: "\"assigned_driver_id\": 3"))
  }

  @Test("a plan with a driver whom the file does not list is refused with a way out")
  func notListed() throws {
    let folder = try TemporaryDirectory()
    let notebook = try loaded(export(yannis: 2), in: folder)
    try notebook.outcome("dispatch w with greedy without Yannis, Giuseppe as q")
    let failure = try #require(notebook.failure("export plan q to \"out.json\" as dispatch"))
    #expect(failure.code == "E-identity")
    #expect("\(failure)".contains("does not list Dris"))
    #expect(folder.names() == ["w.json"])
    try notebook.outcome("export q to \"q.csv\"")
  }

  /// The bundled week with the numbers that a production system would have.
  private func productionWeek() throws -> String {
    let notebook = try NotebookHarness()
    var text = try TemporaryDirectory.text(
      of: notebook.session.folder + "/datasets/week-2025-43.json")
    // Yannis, Giuseppe, Dris and Khalid become 2, 3, 4 and 1, by way of numbers that nobody has.
    for (old, new) in [(1, 2), (2, 3), (3, 4), (4, 1)] {
      text = text.replacing(
        "\"assigned_driver_id\":\(old),", with: "\"assigned_driver_id\":#\(new),"
      )
      .replacing("{\"id\":\(old),\"name\"", with: "{\"id\":#\(new),\"name\"")
      .replacing("\"\(old)\": ", with: "\"#\(new)\": ")
    }
    return text.replacing("#", with: "").replacing("\"id\":43", with: "\"id\":990")
  }

  @Test("a week of a production system keeps all its numbers, and a round trip breaks no rule more")
  func productionRoundTrip() throws {
    let folder = try TemporaryDirectory()
    let text = try productionWeek()
    try folder.write(text.utf8, to: "prodweek.json")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome(
      """
      load "prodweek.json" as w
      dispatch w with recorded as r
      export plan r to "out.json" as dispatch
      load "out.json" as back
      """)
    let out = try self.text("out.json", in: folder)
    let lines = (text.split(separator: "\n"), out.split(separator: "\n"))
    #expect(text != out && lines.0.count == lines.1.count)
    let columns =
      "ride, booking_id, dispatch_id, company_id, assigned_driver_id, driver, "
      + "actual_delay_minutes, distance_km, estimated_duration_minutes, direction"
    let before = try notebook.rows("select \(columns) from w order by ride;")
    #expect(before == (try notebook.rows("select \(columns) from back order by ride;")))
    #expect(before.count == 53)
    #expect(
      try notebook.rows("select distinct driver, assigned_driver_id from w order by 2;") == [
        [.null, .null], [.text("Khalid"), .integer(1)], [.text("Yannis"), .integer(2)],
        [.text("Giuseppe"), .integer(3)], [.text("Dris"), .integer(4)],
      ])
    let violations = "select date, rule, driver, rides, minutes from violations where plan = "
    #expect(
      try notebook.rows("\(violations)'w recorded';")
        == (try notebook.rows("\(violations)'back recorded';")))
    #expect(
      try notebook.rows("f = check back\nselect count(*) from f where finding like 'wrong%';")
        == [[.integer(0)]])
    // The aggregates are right now: the plan of the file is the file.
    try notebook.outcome("export plan \"back recorded\" to \"again.json\" as dispatch")
    #expect(try self.text("again.json", in: folder) == out)
  }

  @Test("actual delays can be asked in SQL and plotted")
  func delays() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("load \"datasets/week-2025-43.json\" as week")
    #expect(
      try notebook.rows(
        "select count(actual_delay_minutes), typeof(max(actual_delay_minutes)) from week;")
        == [[.integer(50), .text("integer")]])
    try notebook.outcome("plot histogram actual_delay_minutes of week")
  }

  @Test("an office's month that goes out and comes back breaks no rule more")
  func officeRoundTrip() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness.october()
    try notebook.outcome(
      """
      dispatch october with greedy as g
      export plan "october recorded" to "\(folder.path)/r.json" as dispatch
      export plan g to "\(folder.path)/g.json" as dispatch
      load "\(folder.path)/r.json" as rb
      load "\(folder.path)/g.json" as gb
      """)
    for (plan, back) in [("october recorded", "rb recorded"), ("g", "gb recorded")] {
      let rules = try notebook.rows(
        """
        select rule, sum(plan = '\(plan)'), sum(plan = '\(back)') from violations
        where plan in ('\(plan)', '\(back)') group by rule;
        """)
      for row in rows(rules) { #expect(row.back <= row.plan, "\(back): \(row.rule)") }
    }
  }

  private func rows(_ values: [[SQLValue]]) -> [(rule: String, plan: Int64, back: Int64)] {
    values.compactMap { row in
      guard case .text(let rule) = row[0], case .integer(let plan) = row[1],
        case .integer(let back) = row[2]
      else { return nil }
      return (rule, plan, back)
    }
  }

  @Test(
    "drivers whom the roster lacks are adopted for the dataset, can be assigned, and go out again")
  func adopted() throws {
    let folder = try TemporaryDirectory()
    let text = export(company: "1", yannis: 2, second: 77, name: "Nora")
      .replacing("\"assigned_driver_id\": 2}], ", with: "\"assigned_driver_id\": 77}], ")
    let notebook = try loaded(text, in: folder)
    let talk = NotebookHarness.talk(try notebook.outcome("load \"w.json\" as w2"))
    #expect(
      talk.contains(
        "1 driver of the file is not in the table of drivers; adopted for this dataset alone: Nora")
    )
    #expect(
      try notebook.rows("select driver from w order by ride;") == [
        [.text("Yannis")], [.text("Nora")],
      ])
    #expect(
      try notebook.rows("select count(*) from violations where plan = 'w recorded';") == [
        [.integer(0)]
      ])
    #expect(
      try notebook.rows("f = check w\nselect detail from f where finding = 'adopted driver';") == [
        [
          .text(
            "driver 77 'Nora' is not a driver of the roster: adopted for this dataset as Nora, "
              + "regular, on 1 day")
        ]
      ])
    try notebook.outcome(
      "dispatch w with greedy pin 1, 2 to Nora as n\nexport plan n to \"out.json\" as dispatch")
    #expect(
      try self.text("out.json", in: folder)
        == text.replacing("\"assigned_driver_id\": 2}", with: "\"assigned_driver_id\": 77}"))
    // The notebook's own drivers stay as they were, and so do other datasets' days.
    #expect(
      try notebook.rows("select count(*) from drivers where driver = 'Nora';") == [[.integer(0)]])
  }

  @Test("two drivers of one name stay apart, and each goes out under his number")
  func oneName() throws {
    let folder = try TemporaryDirectory()
    let text = export(yannis: 5, second: 6, name: "Yannis")
    let notebook = try loaded(text, in: folder)
    try notebook.outcome("export plan \"w recorded\" to \"same.json\" as dispatch")
    #expect(try self.text("same.json", in: folder) == text)
    try notebook.outcome(
      "dispatch w with greedy pin 1, 2 to \"Yannis 6\" as q\nexport plan q to \"out.json\" as dispatch"
    )
    #expect(
      try self.text("out.json", in: folder)
        == text.replacing("\"assigned_driver_id\": 5", with: "\"assigned_driver_id\": 6"))
  }

  @Test("a number that stands twice is a finding with both paths, and both rides are kept")
  func duplicates() throws {
    let folder = try TemporaryDirectory()
    let notebook = try loaded(export(bookings: [7, 9, 7], second: 1), in: folder)
    let rows = try notebook.rows(
      "f = check w\nselect finding, sheet, \"row\", detail from f where finding like 'duplicate%';")
    #expect(
      rows == [
        [
          .text("duplicate driver"), .text("dispatches[0]"), .null,
          .text("driver 1 appears at dispatches[0].drivers[0] and at dispatches[0].drivers[1]"),
        ],
        [
          .text("duplicate booking"), .text("dispatches[0]"), .integer(3),
          .text("booking 7 appears at dispatches[0].bookings[0] and at dispatches[0].bookings[2]"),
        ],
      ])
    #expect(
      try notebook.rows("select booking_id from w order by ride;")
        == [[.integer(7)], [.integer(9)], [.integer(7)]])
    let again = NotebookHarness.talk(try notebook.outcome("load \"w.json\" as w2"))
    #expect(again.contains { $0.hasPrefix("2 duplicate numbers, first: driver 1 appears at") })
  }

  @Test("what the form cannot hold is counted at export, and what a file does not state at load")
  func losses() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      """
      {"days": [{"id": "2026-01-05", "rides": [
        {"id": 1, "pickup": [46.2, 6.15], "dropoff": [46.21, 6.15], "time": 540,
         "direction": "outbound", "wheelchair": true},
        {"id": 2, "pickup": [46.2, 6.15], "dropoff": [46.21, 6.15], "time": 545,
         "direction": "return", "confirmed": false},
        {"id": 3, "pickup": [46.2, 6.15], "dropoff": [46.21, 6.15], "time": 700,
         "direction": "return", "wheelchair": true}], "drivers": [
        {"id": 1, "name": "Ana", "kind": "regular", "wheelchair": false},
        {"id": 2, "name": "Ben", "kind": "regular", "wheelchair": true}]}]}
      """.utf8, to: "days.json")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"days.json\" as x\ndispatch x with optimal as p")
    let export = NotebookHarness.talk(
      try notebook.outcome("export plan p to \"p.json\" as dispatch"))
    #expect(
      export.last
        == "the export cannot store 3 directions (2 return, 1 unconfirmed), 2 wheelchairs")
    let load = NotebookHarness.talk(try notebook.outcome("load \"p.json\" as y"))
    #expect(
      Array(load.dropFirst()) == [
        "to look at: adopted driver 2, unknown direction 1; "
          + "`check y` lists them with their places",
        "the export does not state directions, confirmations or wheelchairs: 0 pairs of rides there "
          + "and back found by their places, 3 rides of unknown direction; returns and unknown "
          + "rides may be as late as unconfirmed returns; 0 with a wheelchair according to their "
          + "addresses",
        "2 drivers of the file are not in the table of drivers; adopted for this dataset alone: "
          + "Ana, Ben",
      ])
    // Nobody of the file is lost: the drivers come back under their names.
    #expect(try notebook.rows("select count(driver) from y;") == [[.integer(3)]])
  }

  @Test("members that the form does not know are kept, and reported once a name with their count")
  func unknownMembers() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      export(more: ", \"quality\": \"good\", \"legs\": [1]").utf8, to: "w.json")
    let notebook = try NotebookHarness(folder: folder.path)
    let talk = NotebookHarness.talk(try notebook.outcome("load \"w.json\" as w"))
    #expect(
      talk.last
        == "unknown names in the file, kept: `quality` (bookings, 2), `legs` (bookings, 2)")
    #expect(
      try notebook.rows("f = check w\nselect detail from f where finding = 'unknown member';") == [
        [.text("`quality` in bookings is unknown and was kept as a column (2 times)")],
        [.text("`legs` in bookings is unknown and was kept in the document (2 times)")],
      ])
    #expect(try notebook.rows("select distinct quality from w;") == [[.text("good")]])
  }

  @Test("a cancelled booking is kept with its status and its driver, and is in no plan")
  func cancelled() throws {
    let folder = try TemporaryDirectory()
    let text = export(company: "1").replacing(
      "{\"id\": 2, ", with: "{\"id\": 2, \"status\": \"CANCELLED\", ")
    let notebook = try loaded(text, in: folder)
    #expect(
      try notebook.rows("select status, status_2 from w order by ride;") == [
        [.text("planned"), .null], [.text("cancelled"), .text("CANCELLED")],
      ])
    try notebook.outcome(
      "dispatch w with greedy without Yannis as q\nexport plan q to \"out.json\" as dispatch")
    let out = try self.text("out.json", in: folder)
    #expect(out.split(separator: "\"assigned_driver_id\": 2").count == 2)
    #expect(out.split(separator: "\"assigned_driver_id\": 1").count == 2)
  }

  @Test("a file with a byte order mark and carriage returns is given back byte for byte")
  func byteOrderMark() throws {
    let folder = try TemporaryDirectory()
    let text = "\u{feff}" + export(company: "1").replacing("\n", with: "\r\n")
    let notebook = try loaded(text, in: folder)
    try notebook.outcome("export plan \"w recorded\" to \"out.json\" as dispatch")
    #expect(try TemporaryDirectory.bytes(of: folder.path + "/out.json") == Array(text.utf8))
  }

  @Test("a plan of some days leaves the bookings of the others as they are")
  func someDays() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness()
    let talk = NotebookHarness.talk(
      try notebook.outcome(
        """
        load "datasets/week-2025-43.json" as week
        dispatch week on 2025-10-22 with optimal as one
        export plan one to "\(folder.path)/one.json" as dispatch
        """))
    #expect(talk.last == "43 bookings not in the plan: unchanged")
  }

  @Test("a corrected time and driver of a booking go out with the plan, and nothing else changes")
  func corrected() throws {
    let folder = try TemporaryDirectory()
    let text = export(company: "1", bookings: [1, 2], second: 77, name: "Nora")
    let notebook = try loaded(text, in: folder)
    try notebook.outcome(
      """
      correct w ride 1 time 09:35
      assign w ride 1 to Nora
      export plan "w recorded" to "out.json" as dispatch
      """)
    #expect(
      try self.text("out.json", in: folder)
        == text.replacing("_id\": 1}", with: "_id\": 77}", maxReplacements: 1)
        .replacing("T08:00:00", with: "T09:35:00"))
  }

  @Test("a replay of a session with a round trip of an export verifies")
  func replay() throws {
    let folder = try TemporaryDirectory()
    try folder.write(export(company: "1", second: 77, name: "Nora").utf8, to: "w.json")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    try notebook.outcome(
      """
      load "w.json" as w
      dispatch w with recorded as p
      export plan p to "out.json" as dispatch
      load "out.json" as back
      select driver, count(*) from back group by driver order by driver;
      """)
    let report = try notebook.replay(savedAs: "s.carnet")
    #expect(report.isVerified)
  }
}
