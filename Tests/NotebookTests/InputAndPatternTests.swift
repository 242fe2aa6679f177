import CommandLanguage
import Files
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Loading standard input and several files")
struct InputAndPatternTests {
  private static let header =
    "Nom/Prénom;Date et Heure prévues;Course;Adresse de départ;Adresse d'arrivée;CFT\n"

  private static func sheet(_ rows: [(client: String, moment: String)]) -> String {
    header
      + rows.map { "\($0.client);\($0.moment);A;1247 Anières;1205 Genève;Y.L\n" }.joined()
  }

  private func session(
    _ folder: TemporaryDirectory, input: StandardInput
  ) throws -> NotebookHarness {
    NotebookHarness(
      session: try NotebookSession(.memory, context: context(folder, input: input)))
  }

  private func context(_ folder: TemporaryDirectory, input: StandardInput) -> NotebookContext {
    var context = NotebookHarness.context(folder: folder.path)
    context.input = input
    return context
  }

  private static func data(_ text: String) -> StandardInput {
    .data(InputData(bytes: Array(text.utf8)))
  }

  // MARK: Standard input

  @Test("standard input is told by its content, or is what the statement says")
  func formats() throws {
    let folder = try TemporaryDirectory()
    let json = try session(folder, input: Self.data("[{\"a\": 1}, {\"a\": 2}]"))
    #expect(try json.rows("load \"-\"\nselect a from input;") == [[.integer(1)], [.integer(2)]])
    let lines = try session(folder, input: Self.data("{\"a\": 1}\n"))
    #expect(try lines.rows("load \"-\" format jsonl as t\nselect a from t;") == [[.integer(1)]])
    let failure = try #require(lines.failure("load \"-\" format xlsx as u"))
    #expect(failure.headline.contains("standard input: "), "\(failure.headline)")
    #expect(failure.headline.contains("xlsx content, as the statement says"))
  }

  @Test("a workbook of standard input gives what its file gives, each time that it is named")
  func workbook() throws {
    let path = NotebookHarness.repository + "/datasets/october-2025.xlsx"
    let bytes = try WholeFile.read(path, upTo: 1 << 30)
    let folder = try TemporaryDirectory()
    let notebook = try session(folder, input: .data(InputData(bytes: bytes)))
    try notebook.outcome("load \"-\" as a\nload \"-\" as b")
    #expect(
      try notebook.rows("select dataset, count(*) from rides group by 1 order by 1;")
        == [[.text("a"), .integer(211)], [.text("b"), .integer(211)]])
  }

  @Test(
    "a terminal and an input that holds the statements give no data",
    arguments: [
      (StandardInput.terminal, "the terminal"), (.statements, "holds these statements"),
    ])
  func refuses(input: StandardInput, words: String) throws {
    let folder = try TemporaryDirectory()
    let failure = try #require(try session(folder, input: input).failure("load \"-\" as t"))
    #expect(failure.headline.contains(words), "\(failure.headline)")
    #expect(failure.remedy != nil)
  }

  @Test("a replay verifies with the same input, and names what it lacks or what is other")
  func replays() throws {
    let folder = try TemporaryDirectory()
    let notebook = try session(folder, input: Self.data("a\n1\n"))
    try notebook.record()
    try notebook.outcome(
      "load \"-\" as t\nselect sum(a) as s from t;\nsave session as \"s.carnet\"")
    func report(_ input: StandardInput) throws -> ReplayReport {
      try SessionReplay(context: context(folder, input: input))
        .run(folder.path + "/s.carnet", show: { _, _, _ in })
    }
    #expect(try report(Self.data("a\n1\n")).isVerified)
    let other = try report(Self.data("a\n2\n"))
    #expect(other.lines.first?.cause?.word == "data")
    let none = try report(.terminal)
    #expect(none.lines.first?.cause?.word == "missing file")
    #expect(none.lines.first?.cause?.detail?.contains("standard input") == true)
  }

  @Test("the program reads the data that are piped in, and refuses a script that is")
  func program() throws {
    let state = try TemporaryDirectory()
    let folder = try TemporaryDirectory()
    let run = try ProgramRun(
      ["-q", "-c", "load \"-\" as t", "-c", "select sum(a) as s from t;", "--format", "csv"],
      input: "a\n1\n2\n", in: folder.path, state: state)
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("s\n3\n"), "\(run.output)")
    let script = try ProgramRun([], input: "load \"-\" as t\n", in: folder.path, state: state)
    #expect(script.status == 1)
    #expect(script.talk.contains("holds these statements"), "\(script.talk)")
  }

  // MARK: Several files

  private func months(_ folder: TemporaryDirectory) throws -> NotebookHarness {
    try folder.makeFolder("rides")
    try folder.write(
      Self.sheet([("DUPONTX Anne", "03.11.2025 08:00"), ("X", "bientôt")]).utf8,
      to: "rides/2025-11.csv")
    try folder.write(
      Self.sheet([("DUPONTX Anne", "03.11.2025 08:00"), ("MARTINX Paul", "02.12.2025 09:00")]).utf8,
      to: "rides/2025-12.csv")
    return try NotebookHarness(folder: folder.path)
  }

  @Test("ride sheets of several files become one dataset, whose rides name their file")
  func oneDataset() throws {
    let folder = try TemporaryDirectory()
    let notebook = try months(folder)
    let outcome = try notebook.outcome("load \"rides/2025-*.csv\" as year")
    let talk = NotebookHarness.talk(outcome)
    #expect(talk.contains("4 rows: 3 with rides, 1 rejected"), "\(talk)")
    let files = try #require(NotebookHarness.tables(outcome)["files"])
    #expect(files.column("file") == [.text("2025-11.csv"), .text("2025-12.csv")])
    #expect(files.column("ride_rows") == [.integer(1), .integer(2)])
    #expect(files.column("rejected") == [.integer(1), .integer(0)])
    #expect(
      try notebook.rows("select client, file, row from year order by ride;") == [
        [.text("DUPONTX Anne"), .text("2025-11.csv"), .integer(2)],
        [.text("DUPONTX Anne"), .text("2025-12.csv"), .integer(2)],
        [.text("MARTINX Paul"), .text("2025-12.csv"), .integer(3)],
      ])
    #expect(
      try notebook.rows("select sheet, row from rejects;") == [[.text("2025-11.csv"), .integer(3)]])
    let found = try notebook.rows(
      "p = check year\nselect sheet, detail from p where finding = 'doubled ride';")
    #expect(found.count == 1)
    #expect(found[0][1].words.contains("2025-11.csv row 2"), "\(found)")
  }

  @Test("a replay names the file that was added, changed or removed")
  func replayOfFiles() throws {
    let folder = try TemporaryDirectory()
    let notebook = try months(folder)
    try notebook.record()
    try notebook.outcome("load \"rides/2025-*.csv\" as year")
    #expect(try notebook.replay(savedAs: "s.carnet").isVerified)
    func detail() throws -> String {
      let report = try SessionReplay(context: NotebookHarness.context(folder: folder.path))
        .run(folder.path + "/s.carnet", show: { _, _, _ in })
      #expect(report.lines.first?.cause?.word == "data")
      return report.lines.first?.cause?.detail ?? ""
    }
    try folder.write(
      Self.sheet([("MARTINX Paul", "05.10.2025 09:00")]).utf8, to: "rides/2025-10.csv")
    #expect(try detail() == "2025-10.csv is new")
    try folder.write(Self.sheet([("Y", "05.12.2025 09:00")]).utf8, to: "rides/2025-12.csv")
    #expect(try detail() == "2025-10.csv is new, 2025-12.csv has changed")
  }

  @Test("tables of one header become one, typed by the values of all; another header is refused")
  func oneTable() throws {
    let folder = try TemporaryDirectory()
    try folder.write("code,m\n7,1\n8,2\n".utf8, to: "a.csv")
    try folder.write("code,m\n007,2.5\n".utf8, to: "b.csv")
    try folder.write("code,n\n1,2\n".utf8, to: "other.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    #expect(
      try notebook.rows("load \"[ab].csv\" as t\nselect * from t;") == [
        [.text("a.csv"), .text("7"), .real(1)], [.text("a.csv"), .text("8"), .real(2)],
        [.text("b.csv"), .text("007"), .real(2.5)],
      ])
    let failure = try #require(notebook.failure("load \"*.csv\" as u"))
    #expect(
      failure.headline.contains(
        "other.csv: ")
        && failure.headline.contains(
          "other columns than a.csv: it lacks 'm', it has also 'n'"),
      "\(failure.headline)")
  }

  @Test("a file whose name has marks is itself, and a pattern without files names the nearest")
  func names() throws {
    let folder = try TemporaryDirectory()
    try folder.write("a\n1\n".utf8, to: "x[1].csv")
    try folder.write("a\n2\n".utf8, to: "x1.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    #expect(try notebook.rows("load \"x[1].csv\" as t\nselect a from t;") == [[.integer(1)]])
    let failure = try #require(notebook.failure("load \"x2*.csv\" as u"))
    #expect(failure.headline.contains("no file matches"))
    #expect(failure.expected?.contains("x1.csv") == true)
    #expect(failure.remedy == "did you mean x1.csv?")
  }

  // MARK: Mappings

  @Test("a mapping is offered to a table of the same header, and its statement runs as it stands")
  func offersMapping() throws {
    let folder = try TemporaryDirectory()
    let header = "Passenger,Day,Pickup,From,To,Driver\n"
    try folder.write(
      (header + "Anne,2025-11-03,08:00,1247 Anières,1205 Genève,Y.L\n"
        + "Bo,2025-11-03,bientôt,1247 Anières,1205 Genève,Y.L\n").utf8, to: "f.csv")
    try folder.write(
      (header + "Cy,2025-11-04,09:00,1247 Anières,1205 Genève,Y.L\n").utf8, to: "g.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome(
      "load \"f.csv\" as trips with client \"Passenger\", date \"Day\", time \"Pickup\", "
        + "pickup \"From\", dropoff \"To\", driver \"Driver\"")
    #expect(
      try notebook.rows("select \"column\", value from rejects;")
        == [[.text("Pickup"), .text("bientôt")]])
    let talk = NotebookHarness.talk(try notebook.outcome("load \"g.csv\" as x"))
    let offer = try #require(talk.first { $0.contains("mapping") })
    #expect(offer.contains("the file of trips"))
    let statement = String(offer[(try #require(offer.firstRange(of: "load "))).lowerBound...])
    try notebook.outcome(statement)
    #expect(
      try notebook.rows("select client, time from x_rides;") == [[.text("Cy"), .text("09:00")]])
  }
}
