import CommandLanguage
import Store
import Testing

@testable import Notebook

@Suite("The numbers of another system")
struct DispatchIdentityTests {
  /// An export of one day with two bookings, as another system or the program itself numbers it.
  private func export(
    company: String = "null", exportedAt: String = "null", dispatch: Int = 1,
    yannis: Int = 1, bookings: [Int] = [1, 2], second: Int? = nil, more: String = ""
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
       {"id": \(second ?? yannis + 1), "name": "Giuseppe", "is_emergency": false}]}]}
      """
  }

  private func loaded(_ text: String, in folder: TemporaryDirectory) throws -> NotebookHarness {
    try folder.write(text.utf8, to: "w.json")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"w.json\" as w\ndispatch w with greedy as p")
    return notebook
  }

  @Test(
    "a plan of rides with other numbers than the program's is refused as a dispatch, with a way out",
    arguments: [
      ("company", "the company 1"),
      ("moment", "the moment of export 2025-10-25T06:00:00"),
      ("dispatch", "the numbers of 1 of 1 dispatches"),
      ("drivers", "the numbers of 2 of 2 drivers"),
    ])
  func refused(what: String, loss: String) throws {
    let folder = try TemporaryDirectory()
    let text =
      switch what {
      case "company": export(company: "1")
      case "moment": export(exportedAt: "\"2025-10-25T06:00:00\"")
      case "dispatch": export(dispatch: 4_302)
      default: export(yannis: 2)
      }
    let notebook = try loaded(text, in: folder)
    let failure = try #require(notebook.failure("export plan p to \"out.json\" as dispatch"))
    #expect(failure.code == "E-identity")
    #expect(failure.remedy?.hasPrefix("`export p to \"p.xlsx\"`") == true)
    #expect(folder.names() == ["w.json"])
    let rows = try notebook.rows(
      "f = check w\nselect detail from f where finding = 'foreign numbers';")
    #expect(rows == [[.text("\(loss) are not kept; `export … as dispatch` is refused")]])
    try notebook.outcome("export p to \"p.csv\"")
    #expect(folder.names() == ["p.csv", "w.json"])
  }

  @Test("the bundled week, which states a company and its own numbers, is refused")
  func bundledWeek() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness()
    try notebook.outcome(
      "load \"datasets/week-2025-43.json\" as week\ndispatch week with greedy as p")
    #expect(
      notebook.failure("export plan p to \"\(folder.path)/out.json\" as dispatch")?.code
        == "E-identity")
    let rows = try notebook.rows(
      "f = check week\nselect detail from f where finding = 'foreign numbers';")
    #expect(
      rows == [
        [
          .text(
            "the numbers of 5 of 5 dispatches and 53 of 53 bookings, the company 1 and the moment of "
              + "export 2025-10-25T06:00:00 are not kept; `export … as dispatch` is refused")
        ]
      ])
  }

  @Test("an export that the program wrote exports again, and says whose numbers bookings have")
  func own() throws {
    let folder = try TemporaryDirectory()
    let notebook = try loaded(export(bookings: [154, 155]), in: folder)
    let talk = NotebookHarness.talk(
      try notebook.outcome("export plan p to \"out.json\" as dispatch"))
    #expect(talk.last == "bookings are numbered like the rides of w, not as in its file")
    #expect(folder.names() == ["out.json", "w.json"])
  }

  @Test("a number that stands twice is a finding with both paths")
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
        "to look at: unknown initials 3, unknown member 1, foreign numbers 1; "
          + "`check y` lists them with their places",
        "the export states neither directions nor wheelchairs: 3 rides taken as outbound and "
          + "confirmed, 0 with a wheelchair according to their addresses",
        "3 rides without a recorded driver, as the notebook does not know their drivers: Ana, Ben",
        "unknown names in the file, ignored: `actual_delay_minutes` (bookings, 3)",
      ])
  }

  @Test("members that the form does not know are reported once a name, with their count")
  func unknownMembers() throws {
    let folder = try TemporaryDirectory()
    try folder.write(export(more: ", \"status\": \"done\"").utf8, to: "w.json")
    let notebook = try NotebookHarness(folder: folder.path)
    let talk = NotebookHarness.talk(try notebook.outcome("load \"w.json\" as w"))
    #expect(talk.last == "unknown names in the file, ignored: `status` (bookings, 2)")
  }
}
