import CommandLanguage
import Store
import Testing

@testable import Notebook

@Suite("Rides of any table")
struct MappingTests {
  private static let trips = """
    Trip list

    Passenger,Day,Pickup time,From,To,Driver,Fare
    Anne Dupont,2025-11-03,08:00,1247 Anières,1205 Genève,Y.L,45.50
    Passenger,Day,Pickup time,From,To,Driver,Fare
    Paul Martin,03/11/2025,8h30,1205 Genève,1247 Anières,Dris,12
    x,,,,,,

    """

  private func notebook(_ folder: TemporaryDirectory) throws -> NotebookHarness {
    try folder.write(Self.trips.utf8, to: "trips.csv")
    return try NotebookHarness(folder: folder.path)
  }

  @Test("a table becomes rides by saying which column is what; the others are kept")
  func maps() throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder)
    let talk = try NotebookHarness.talk(
      notebook.outcome(
        "load \"trips.csv\" as t with client \"Passenger\", date \"day\", time \"Pickup time\", "
          + "pickup \"From\", dropoff \"To\", driver \"Driver\""))
    #expect(talk.contains("3 rows: 2 with rides, 1 rejected"), "\(talk)")
    #expect(
      try notebook.rows("select client, date, time, pickup, driver, fare * 1.0 from t;") == [
        [
          .text("Anne Dupont"), .text("2025-11-03"), .text("08:00"), .text("1247 Anières"),
          .text("Yannis"), .real(45.5),
        ],
        [
          .text("Paul Martin"), .text("2025-11-03"), .text("08:30"), .text("1205 Genève"),
          .text("Dris"), .real(12),
        ],
      ])
  }

  @Test(
    "a mapping that the file does not bear out, or that lacks what a ride needs, is refused",
    arguments: [
      ("with date \"Dag\", pickup \"From\", dropoff \"To\"", "has no column 'Dag'"),
      ("with date \"Day\", pickup \"From\"", "a ride needs a dropoff"),
    ])
  func refuses(clause: String, headline: String) throws {
    let folder = try TemporaryDirectory()
    let notebook = try notebook(folder)
    let failure = try #require(notebook.failure("load \"trips.csv\" as t \(clause)"))
    #expect(failure.headline.contains(headline), "\(failure.headline)")
  }

  @Test("what SQL selects becomes a dataset, whose rides are those of the rows")
  func selects() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome(
      "dataset m from select client, date, time, pickup, dropoff, driver, km as way from october "
        + "where time < '12:00' order by ride;")
    let columns = "client, date, time, driver, pickup_precision, dropoff_precision"
    #expect(
      try notebook.rows("select \(columns), way from m;")
        == notebook.rows("select \(columns), km from october where time < '12:00' order by ride;"))
    // The same rows under the same name change nothing; others ask for `replace`.
    let again = "from select client, date, time, pickup, dropoff, driver, km as way from october "
    #expect(
      try NotebookHarness.talk(
        notebook.outcome("dataset m \(again)where time < '12:00' order by ride;")
      ).first
        == "m already contains this file; nothing changed")
    #expect(notebook.failure("dataset m \(again)order by ride;")?.code == "E-taken")
    try notebook.outcome("dataset m replace \(again)order by ride;\ndispatch m with greedy as p")
    #expect(try notebook.rows("select count(*) from m;") == [[.integer(211)]])
    #expect(notebook.failure("dataset x from select 1 as a;")?.code == "E-column")
    #expect(notebook.failure("dataset x from delete from m;")?.code == "E-refused")
  }
}
