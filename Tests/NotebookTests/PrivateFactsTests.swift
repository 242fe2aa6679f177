import Files
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("What facts and replays quote holds no private value")
struct PrivateFactsTests {
  private static let table = """
    Nom/Prénom;Téléphone;Domicile;km
    ZWICKLOVAR Brunhilde;791234567;Chemin des Érables 17;3

    """
  private static let other = """
    Nom/Prénom;Téléphone;Domicile;km
    QUILLOVEX Jean;41227345678;Rue Kattenbühl 4;3

    """
  private static let secrets = [
    "ZWICKLOVAR", "QUILLOVEX", "791234567", "41227345678", "Érables 17", "Kattenbühl 4",
  ]
  private static let note =
    "note \"{{f.who}} of {{f.home}}, {{f.tel}}, {{p.Téléphone.max}}, {{f.km}} km\""

  /// A folder with the two tables and a session over the first.
  private static func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write(Array(table.utf8), to: "p.csv")
    try folder.write(Array(other.utf8), to: "q.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    for statement in [
      "load \"p.csv\" as p",
      "f = select \"Nom/Prénom\" as who, Domicile as home, Téléphone as tel, km from p;",
      note, "assert (select Téléphone from p);", "save session as \"inner.carnet\"",
      "export session to \"inner.md\"",
    ] {
      let failures = notebook.run(statement).compactMap(\.failure)
      #expect(failures.isEmpty, "\(statement): \(failures)")
    }
    return folder
  }

  private static func expectNoSecret(in text: String) {
    for secret in secrets { #expect(!text.contains(secret), "\(secret)") }
  }

  @Test("a fact of a private value is its hash, by which a replay still compares it")
  func facts() throws {
    let folder = try Self.folder()
    let path = folder.path + "/inner.carnet"
    let text = try TemporaryDirectory.text(of: path)
    Self.expectNoSecret(in: text)
    #expect(text.contains("figure(f.who) text:") && text.contains("figure(f.km) 3"))
    let document = try TemporaryDirectory.text(of: folder.path + "/inner.md")
    Self.expectNoSecret(in: document)
    #expect(document.contains("Client-") && document.contains("3 km"))
    let replay = SessionReplay(context: NotebookHarness.context(folder: folder.path))
    #expect(try replay.run(path, show: { _, _, _ in }).isVerified)
    // A record from before holds the text itself.
    let hash = ContentHash.hidden("ZWICKLOVAR Brunhilde")
    let older = text.replacing("\(hash)", with: "\"ZWICKLOVAR Brunhilde\"")
    #expect(older != text)
    try folder.write(Array(older.utf8), to: "inner.carnet")
    #expect(try replay.run(path, show: { _, _, _ in }).isVerified)
    // Another client's name is another fact.
    let wrong = text.replacing("\(hash)", with: "\(ContentHash.hidden("ZWICKLOVAR Brunhildf"))")
    try folder.write(Array(wrong.utf8), to: "inner.carnet")
    #expect(try !replay.run(path, show: { _, _, _ in }).isVerified)
  }

  @Test(
    "a session that replays another hides what that one's notebook held",
    arguments: [
      ("replay \"inner.carnet\"", "ZWICKLOVAR Brunhilde of Chemin des Érables 17"),
      (
        "replay \"inner.carnet\" with data \"q.csv\" for p",
        "QUILLOVEX Jean of Rue Kattenbühl 4"
      ),
      (
        "replay \"inner.carnet\" with seed 1..2", "ZWICKLOVAR Brunhilde of Chemin des Érables 17"
      ),
    ])
  func replays(statement: String, known: String) throws {
    let folder = try Self.folder()
    // As a record from before has it, whose verdicts quote it.
    let path = folder.path + "/inner.carnet"
    let hash = ContentHash.hidden("ZWICKLOVAR Brunhilde")
    let older = try TemporaryDirectory.text(of: path)
      .replacing("\(hash)", with: "\"ZWICKLOVAR Brunhilde\"")
    try folder.write(Array(older.utf8), to: "inner.carnet")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    try notebook.outcome(statement)
    try notebook.outcome("select '\(known)' as x;")
    try notebook.outcome("save session as \"outer.carnet\"")
    let lines = try TemporaryDirectory.text(of: folder.path + "/outer.carnet")
      .split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(!lines.isEmpty)
    Self.expectNoSecret(in: lines.joined(separator: "\n"))
  }

  @Test("`describe` tells no value of phones and addresses, and their counts")
  func described() throws {
    let folder = try Self.folder()
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"p.csv\" as p")
    let rows = try notebook.outcome("describe p").result?.rows ?? []
    #expect(rows.count == 4)
    for row in rows[1...2] {
      #expect(row[2...3].elementsEqual([.integer(0), .integer(1)]))
      #expect(row[4...].allSatisfy { $0 == .null })
    }
    #expect(rows[3][4] == .integer(3))
  }
}
