import Foundation
import SessionRecord
import Testing

@testable import Notebook

/// What an outsider forged in records, mended as kinds: each changed record must be told, each true one
/// verified.
@Suite("Replay: texts that look like pseudonyms, open orders, errors, what another machine changes")
struct ReplayJokerTests {
  /// A recorded session of some statements, with its folder.
  private static func recorded(
    _ statements: String, files: [String: String] = [:]
  ) throws -> (folder: TemporaryDirectory, text: String) {
    let folder = try TemporaryDirectory()
    for (name, text) in files { try folder.write(text.utf8, to: name) }
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    notebook.run(statements)
    try notebook.outcome("save session as \"s.carnet\"")
    return (folder, try TemporaryDirectory.text(of: folder.path + "/s.carnet"))
  }

  private static func replay(_ folder: TemporaryDirectory, _ text: String) throws -> ReplayReport {
    try folder.write(text.utf8, to: "s.carnet")
    return try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/s.carnet") { _, _, _ in }
  }

  private static let clients = [
    "c.csv":
      "client,driver,km\nMüller Hélène,Bo,3.25\nDUPONT Marie,Anna,7.5\nMeier Paul,Cy,1.0\n"
  ]
  private static let drivers = """
    create table t (id integer primary key, driver text, km real);
    insert into t values (1,'Dora',4.5),(2,'Bo',3.25),(3,'anna',7.5),(4,'Cy',1.0);
    """

  @Test(
    "a text that looks like a pseudonym stands for the value that it is made of, for no other",
    arguments: [
      ("select driver, km from t order by id;", "[\"Bo\",3.25]", "[\"Name-KKKK is off\",3.25]"),
      ("select driver, km from t order by id;", "Bo      3.25", "Name-KKKK 3.25"),
      ("plot bars driver, km of t;", "\"Bo\"", "\"Name-KKKK\""),
      ("select 'see Client-5B92H0H23H28, all fine' as a;", "all fine\"]]", "all is lost\"]]"),
      ("select 1 as \"Name-KKKK\", 2 as b;", "[\"b\",\"integer\"]", "[\"Name-BBBB\",\"integer\"]"),
      ("select * from nix;", "[[\"no such table: nix\"]]", "[[\"no such table: Name-KKKK\"]]"),
      ("update t set km = 1 where id > 2;", "[[2]", "[[2,\"Name-KKKK\"]"),
      ("select id from t order by id;", "[[1],[2]", "[[1],[\"2\"]"),
      ("select id from t order by id;", "#= rows 4", "#= rows 4.0"),
      ("select * from nix;", "#x E-sql: no such table: nix\n", ""),
    ])
  func jokers(statement: String, old: String, new: String) throws {
    let (folder, text) = try Self.recorded(Self.drivers + "\n" + statement)
    #expect(try Self.replay(folder, text).isVerified)
    #expect(text.contains(old), "\(text)")
    #expect(try !Self.replay(folder, text.replacing(old, with: new)).isVerified)
  }

  @Test("a pseudonym is held against the true name, also of clients loaded behind the statement")
  func pseudonyms() throws {
    let (folder, text) = try Self.recorded(
      """
      create table t as select 'Mueller Helene' as who, 'Hotel Name-KKKK' as place;
      select who || ' and Marie Dupont' as both from t;
      load "c.csv" as c
      select client, km from c order by km;
      select group_concat(client, ', ') as all_of from (select client from c order by km);
      note "The first is {{c.client.min}}."
      plot bars client, km of c
      """, files: Self.clients)
    #expect(!text.contains("Dupont\"") && !text.contains("Hélène"))
    #expect(try Self.replay(folder, text).isVerified, "\(text)")
    let names = Set(text.matches(of: /Client-[0-9BDFGHK]{12}/).map { String($0.output) }).sorted()
    #expect(names.count == 3)
    // In each line by itself, one client for another, and one whom nobody knows.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (index, line) in lines.enumerated() where line.contains("Client-") {
      for other in [names[0], names[1], names[2], "Client-KKKKKKKKKKKK"] {
        guard let found = line.firstMatch(of: /Client-[0-9BDFGHK]{12}/),
          found.output != other
        else { continue }
        var forged = lines
        forged[index].replaceSubrange(found.range, with: other)
        #expect(
          try !Self.replay(folder, forged.joined(separator: "\n")).isVerified, "\(forged[index])")
      }
    }
  }

  @Test("names in errors are held against the true ones where letters follow at once, too")
  func gluedErrors() throws {
    let folder = try TemporaryDirectory()
    try folder.write(
      "client,address,phone\nMüller Hans,\"Rue du Lac 12, 1204 Genève\",079 123 45 67\n".utf8,
      to: "c.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"c.csv\" as c")
    try notebook.record()
    notebook.run(
      """
      select * from "Rue du Lac 12a";
      select * from "tMüller Hans";
      load "Rue du Lac 12a.csv"
      select 'Hans Müller079 123 45 67' as glued;
      """)
    let report = try notebook.replay(savedAs: "s.carnet")
    #expect(report.isVerified, "\(report.lines.map(\.because))")
    let text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    #expect(text.contains("#^ {\"error\"") && text.contains("Client-"))
    let shown = text.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(!shown.contains { $0.contains("123 45 67") || $0.contains("Lac") })
  }

  @Test("an `order by` of an expression decides the order, and ties within it are open")
  func expressions() throws {
    let (folder, text) = try Self.recorded(
      Self.drivers + "\nselect driver from t order by -km;\nselect id, km > 2 as far from t "
        + "order by km > 2;")
    #expect(try Self.replay(folder, text).isVerified)
    let reversed = Self.reversing(text, under: "order by -km")
    #expect(reversed != text)
    #expect(try !Self.replay(folder, reversed).isVerified)
  }

  /// A record whose table has its rows turned round, with hashes that do not tell.
  private static func reversing(_ text: String, under statement: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(where: { $0.contains(statement) }) else { return text }
    for index in lines.indices.dropFirst(start + 1) {
      if lines[index].hasPrefix("#= ") {
        lines[index] = lines[index].replacing(/ordered [^ ]+/) { _ in
          "ordered rows2:00000000000000000000000000000000"
        }
        lines[index] = lines[index].replacing(/(text|real|integer) [A-Za-z0-9_+\-]{22}\//) {
          match in
          "\(match.output.1) AAAAAAAAAAAAAAAAAAAAAA/"
        }
      }
      guard lines[index].hasPrefix("#^ "), let rows = lines[index].firstRange(of: "\"rows\":[")
      else {
        continue
      }
      let body = lines[index][rows.upperBound...].dropLast(3)
      let parts = body.components(separatedBy: "],[").map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
      }
      lines[index] =
        lines[index][..<rows.upperBound]
        + parts.reversed().map { "[\($0)]" }.joined(separator: ",") + "]}}"
      break
    }
    return lines.joined(separator: "\n")
  }

  @Test("of an expected error its code alone proves less, and its words are the version's")
  func errors() throws {
    let (folder, text) = try Self.recorded(
      "create table u (a unique);\ninsert into u values (1);\ninsert into u values (1);")
    #expect(try Self.replay(folder, text).isVerified)
    let block = try #require(text.split(separator: "\n").first { $0.hasPrefix("#^ {\"error\"") })
    let bare = text.replacing(block + "\n", with: "")
    #expect(try Self.replay(folder, bare).lines.last?.verdict.word == "verified by weaker facts")
    let mark = try #require(text.split(separator: "\n").first { $0.hasPrefix("#x ") })
    let code = bare.replacing(mark, with: "#x E-sql")
    #expect(try Self.replay(folder, code).lines.last?.verdict.word == "verified by weaker facts")
  }

  @Test(
    "a statement that is marked as made before the session keeps all that its notebook would hold")
  func earlier() throws {
    let (folder, text) = try Self.recorded("select 1 as a union all select 2;")
    let forged = text.split(separator: "\n").filter { !$0.hasPrefix("#|") && !$0.hasPrefix("#^") }
      .filter { !$0.hasPrefix("#= ordered") }
      .map { $0.hasPrefix("#= rows") ? "#= earlier true\n#= rows 2" : String($0) }
      .joined(separator: "\n")
    #expect(forged.contains("#= earlier true"))
    #expect(try !Self.replay(folder, forged).isVerified)
  }

  @Test("a record by another version says that its words were not compared")
  func versions() throws {
    let (folder, text) = try Self.recorded("select 1 as a;")
    let older = text.replacing(/, carnet [0-9.]+/, with: { _ in ", carnet 0.0.9" })
    let report = try Self.replay(folder, older)
    #expect(report.isVerified)
    #expect(report.summary.contains("recorded by Carnet 0.0.9"), "\(report.summary)")
    let added = older.replacing(
      "#^ {\"table\"",
      with: "#^ {\"message\":{\"severity\":\"warning\",\"parts\":[\"5 rules\"]}}\n#^ {\"table\"")
    #expect(try !Self.replay(folder, added).isVerified)
  }

  @Test(
    "words and drawings of another version make a verdict weaker; its data are compared all the same",
    arguments: [
      ("#| 1", "#| 2", "picture edited"),
      (" kept\"", " stored\"", "verified by weaker facts"),
      ("[\"a\",\"integer\"]", "[\"a\",\"integer\",null]", "picture edited"),
      ("\"rows\":[[1]]", "\"rows\":[[2]]", "picture edited"),
      ("[4.5,3.25]", "[4.5,99.25]", "picture edited"),
    ])
  func drawings(truth: String, forgery: String, word: String) throws {
    let (folder, text) = try Self.recorded(
      """
      select 1 as a;
      p = select 1 as x, 4.5 as y union all select 2, 3.25;
      plot scatter x, y of p
      """)
    let older = text.replacing(/, carnet [0-9.]+/, with: { _ in ", carnet 0.0.9" })
    #expect(try Self.replay(folder, older).lines.allSatisfy { $0.verdict.word == "verified" })
    let place = try #require(older.range(of: truth), "\(older)")
    let forged = older.replacingCharacters(in: place, with: forgery)
    let report = try Self.replay(folder, forged)
    #expect(report.lines.contains { $0.verdict.word == word }, "\(report)")
  }

  @Test("an expected error is compared to the byte")
  func errorBytes() throws {
    let (folder, text) = try Self.recorded("select * from k;")
    let forged = text.replacing(
      "#x E-sql: no such table: k", with: "#x E-sql: no such table: \u{212A}")
    #expect(forged != text || !forged.utf8.elementsEqual(text.utf8))
    #expect(try !Self.replay(folder, forged).isVerified)
  }

  @Test(
    "the mask of a phone number does not stand for a date or a figure in a text",
    arguments: ["2025-10-22", "paid 1606905 in full"])
  func masks(value: String) throws {
    let (folder, text) = try Self.recorded("select '\(value)' as v;")
    let masked = value.replacing(/[0-9][0-9-]+/, with: { _ in "0xx xxx xx xx" })
    let forged = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      line -> String in
      let line = String(line)
      return line.hasPrefix("select") ? String(line) : line.replacing(value, with: masked)
    }.joined(separator: "\n")
    #expect(try !Self.replay(folder, forged).isVerified)
  }

  @Test(
    "tables of more than 1,000 rows in an open order hold no row that the statement does not give")
  func longTables() throws {
    let (folder, text) = try Self.recorded(
      "with recursive n(x) as (select 1 union all select x + 1 from n where x < 1200) "
        + "select x, x * x as y from n;")
    #expect(try Self.replay(folder, text).isVerified)
    let tables = folder.path + "/s.carnet.tables"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: tables).first)
    let table = try TemporaryDirectory.text(of: "\(tables)/\(name)")
    let junk = table.replacing("[5,25]", with: "[5,26]")
    let bytes = Array(junk.utf8)
    let hash = String(ContentHash.sha256(of: bytes).digits.prefix(32))
    try folder.write(bytes, to: "s.carnet.tables/\(hash).json")
    let forged = text.replacing(String(name.dropLast(5)), with: hash)
      .replacing(/ordered [^ ]+/) { _ in "ordered rows2:00000000000000000000000000000000" }
      .replacing("5  25", with: "5  26")
    #expect(try !Self.replay(folder, forged).isVerified)
    // Git may write another end of the line, and another count of rows is none of the table's.
    try folder.write(Array(table.dropLast().utf8) + [0x0D, 0x0A], to: "s.carnet.tables/\(name)")
    #expect(try Self.replay(folder, text).isVerified)
    #expect(
      try !Self.replay(folder, text.replacing("\"rows\":1000", with: "\"rows\":1001")).isVerified)
  }

  @Test("the time zone is found to be read wherever SQL reads it, also in a view")
  func timeZone() throws {
    let (folder, text) = try Self.recorded(
      "create view v as select datetime('2025-10-22 00:30', 'local' || 'time') as a;\n"
        + "select a from v;\nselect 'utc' as word;")
    let report = try Self.replay(folder, text)
    #expect(report.lines.map(\.verdict.word) == ["verified", "not verifiable", "verified"])
  }

  @Test("what fails, or holds, by the clock is not verifiable either way")
  func clockErrors() throws {
    let (folder, text) = try Self.recorded(
      "assert \"later\" datetime('now') > '2000-01-01';\nassert \"never\" datetime('now') < '2000-01-01';"
    )
    #expect(
      try Self.replay(folder, text).lines.map(\.verdict.word).allSatisfy { $0 == "not verifiable" })
    // As on another day, where the first fails and the second holds.
    let later = text.replacing("datetime('now') >", with: "datetime('now') <<")
      .replacing("datetime('now') < '", with: "datetime('now') > '").replacing("<<", with: "<")
    #expect(
      try Self.replay(folder, later).lines.map(\.verdict.word).allSatisfy { $0 == "not verifiable" }
    )
  }

  @Test("a difference of two sessions names errors, messages, plots and what all stand on")
  func differences() throws {
    let (_, text) = try Self.recorded(
      Self.drivers + "\nselect * from nix;\nplot bars driver, km of t")
    let other = text.replacing("nix\"]]", with: "mix\"]]").replacing(
      "table: nix\n#^", with: "table: mix\n#^"
    )
    .replacing("[[4]", with: "[[5]").replacing("[4.5,3.25", with: "[4.5,9.25")
    .replacing("seed 1,", with: "seed 77,")
    let diff = SessionDiff(try SessionFile(text), try SessionFile(other))
    let moved = diff.lines.compactMap {
      if case .moved(let movement) = $0.what { movement.subject } else { nil }
    }
    #expect(moved.contains("seed") && moved.contains("its error") && moved.contains("a message"))
    #expect(moved.contains("the data of a plot differ"))
  }

  @Test("equal changes in several cells are told as no single cell")
  func sketches() {
    var (before, after) = (CellSketch(), CellSketch())
    for row in 1...4 {
      before.add("n5", sheet: 0, row: row, column: 1)
      after.add(row.isMultiple(of: 2) ? "n6" : "n5", sheet: 0, row: row, column: 1)
    }
    #expect(after.change(from: before) == .column(sheet: 0, column: 1))
  }
}
