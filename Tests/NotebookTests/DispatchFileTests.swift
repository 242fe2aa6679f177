import CommandLanguage
import Store
import Testing

@testable import Notebook

@Suite("Exporting plans as dispatches")
struct DispatchFileTests {
  @Test("a plan that is exported and loaded again has the same rides, drivers and figures")
  func roundTrip() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness()
    try notebook.outcome("load \"datasets/october-2025.xlsx\" as october")
    for method in ["recorded", "greedy", "nearest"] {
      let file = "\(folder.path)/\(method).json"
      try notebook.outcome(
        """
        dispatch october with \(method) as by_\(method)
        export plan by_\(method) to "\(file)" as dispatch
        load "\(file)" as back_\(method)
        """)
      let rides = "select p.date, p.time, p.driver, p.pickup, p.dropoff, p.km"
      let planned = try notebook.rows(
        "\(rides) from by_\(method) p where km is not null order by 1, 2, 4, 5, 3;")
      let back = try notebook.rows(
        "\(rides) from back_\(method) p where located order by 1, 2, 4, 5, 3;")
      #expect(!planned.isEmpty && back == planned, "\(method)")
      // What is stated is what the bookings add up to.
      let wrong = try notebook.rows(
        "x = check back_\(method)\nselect detail from x where finding = 'wrong aggregate';")
      #expect(wrong.isEmpty, "\(method)")
      // The office's plan of the export is the plan that was exported.
      let loads = "select date, driver, rides, km from loads where plan = "
      #expect(
        try notebook.rows("\(loads) 'back_\(method) recorded' order by 1, 2;")
          == notebook.rows("\(loads) 'by_\(method)' order by 1, 2;"), "\(method)")
    }
  }

  @Test("every ride of the day is there, those without a place and without a driver too")
  func completeness() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october with greedy as plan_all")
    try notebook.outcome("export plan plan_all to \"\(folder.path)/all.json\" as dispatch")
    try notebook.outcome("load \"\(folder.path)/all.json\" as back")
    let count = "select count(*) from"
    #expect(try notebook.rows("\(count) back;") == notebook.rows("\(count) october;"))
  }

  @Test("a plan of days without dates is refused, and so is a file that is no JSON")
  func refusals() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness()
    try notebook.outcome(
      "load \"datasets/example-days.json\" as days_x\ndispatch days_x with greedy as p")
    #expect(
      notebook.failure("export plan p to \"\(folder.path)/p.json\" as dispatch")?.code == "E-date")
    #expect(
      notebook.failure("export plan p to \"\(folder.path)/p.csv\" as dispatch")?.code == "E-format")
    #expect(folder.names().isEmpty)
  }
}
