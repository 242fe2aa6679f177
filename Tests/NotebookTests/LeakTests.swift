import CommandLanguage
import Foundation
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("What leaves a session")
struct LeakTests {
  /// Fifty people who do not exist, with phones and paths of theirs.
  private static let people: [(name: String, phone: String, folder: String)] = {
    let surnames = [
      "VURBEZAN", "KLÖPFENAX", "DUTRÉVAL", "OBRÉCHAZ", "ZWÜRNLI", "MC'QUARBY", "TESSOBÔNE",
      "HAÑEZUL", "GRIMBALUX", "PIQUEREZ-VOX",
    ]
    let given = ["Oswaline", "Théodrin", "Zéphyx", "Jörgmund", "Bo"]
    return surnames.enumerated().flatMap { row, surname in
      given.enumerated().map { column, first in
        let number = row * given.count + column
        return (
          "\(surname) \(first)", "079 6\(10 + number) 4\(number % 10) 7\(row)",
          "/home/usr\(Self.letters(number))qx/dossier \(Self.letters(number))"
        )
      }
    }
  }()

  /// A number as letters, so that no digits of others look like it.
  private static func letters(_ number: Int) -> String {
    String("\(number)".map { Character(UnicodeScalar(UInt8(107 + ($0.wholeNumberValue ?? 0)))) })
  }

  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .replacing("ß", with: "ss")
  }

  /// What must not be found, folded: words of names, numbers, folders.
  private static var secrets: [String] {
    let words = people.flatMap { $0.name.split { !$0.isLetter } }.map { folded(String($0)) }
      .filter { $0.count >= 3 }
    let phones = people.flatMap { [$0.phone, $0.phone.replacing(" ", with: "")] }
    let folders = people.map { folded(String($0.folder.split(separator: "/")[1])) }
    return Array(Set(words + phones + folders)).sorted()
  }

  private static func statements() -> String {
    var lines = [
      "load \"Zéphyx OBRÉCHAZ/people.csv\" as people",
      "note\n# The rides of \(people[7].name)\n\nand of *\(people[8].name.uppercased())*.\n.",
    ]
    for start in stride(from: 0, to: people.count, by: 10) {
      let rows = "from people where id between \(start) and \(start + 9) order by id"
      lines += [
        "select client, phone, folder \(rows);",
        "select upper(client) as u, lower(client) as l \(rows);",
        "select client || driver as cd, lower(driver || client) as dc \(rows);",
        "select substr(client, 1, 40) || '/' || driver as s, replace(client, ' ', '') as r \(rows);",
        "select group_concat(client, '') as g, group_concat(lower(client)) as h \(rows);",
        "part = select client, upper(client) as who, id, id as number \(rows);",
        "plot bars client, id of part",
        "plot scatter id, number of part by who",
        "select folder || '/rides.csv' as f, 'call ' || phone || '!' as p \(rows);",
      ]
    }
    for (number, person) in people.enumerated() {
      let literal = person.name.replacing("'", with: "''")
      lines += [
        "select count(*) as n from people where client = '\(literal)' or phone = '\(person.phone)';",
        "note \"\(person.name) called from \(person.phone), see \(person.folder.dropLast(3))/x.csv\"",
        "\"r\(number) \(person.name)\" = select \(number) as \"n of \(person.name)\";",
        "select '\(person.folder)/rides.csv' as f;",
        "select * from \"\(person.name)\";",
        "load \"\(person.folder)/rides.csv\" as rides\(number)",
      ]
    }
    return lines.joined(separator: "\n")
  }

  private static func sheet() -> String {
    let drivers = ["Giuseppe", "Yannis", "Dris"]
    let rows = people.enumerated().map { number, person in
      "\(number),\(person.name),\(person.phone),\(drivers[number % 3]),\(person.folder)"
    }
    return (["id,client,phone,driver,folder"] + rows).joined(separator: "\n")
  }

  @Test("of 50 names, phones and paths in every place none is in an export or a picture")
  func planted() throws {
    let folder = try TemporaryDirectory()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/Zéphyx OBRÉCHAZ", withIntermediateDirectories: true)
    try folder.write(Array(Self.sheet().utf8), to: "Zéphyx OBRÉCHAZ/people.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    let evaluations = notebook.run(Self.statements())
    #expect(evaluations.count { $0.failure != nil } == 2 * Self.people.count)
    let secrets = Self.secrets
    #expect(secrets.count > 150)
    for ending in ["md", "html", "ipynb", "txt"] {
      try notebook.outcome("export session to \"all.\(ending)\"")
      let text = try TemporaryDirectory.text(of: folder.path + "/all.\(ending)")
      #expect(text.contains("Giuseppe") && text.contains("Client-"))
      let found = Self.found(secrets, in: text)
      #expect(found.isEmpty, "\(ending): \(found)")
    }
    try notebook.outcome("save session as \"all.carnet\"")
    let script = try TemporaryDirectory.text(of: folder.path + "/all.carnet")
    let lines = script.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("#^ {\"plot\":") } == 10)
    let pictures = lines.filter { $0.hasPrefix("#|") || $0.hasPrefix("#^") }
    #expect(pictures.count > 300)
    let names = secrets.filter { !$0.hasPrefix("usr") }
    let found = Self.found(names, in: pictures.joined(separator: "\n"))
    #expect(found.isEmpty, "pictures: \(found)")
  }

  /// The secrets in a text, with the first line that each is in.
  private static func found(_ secrets: [String], in text: String) -> [String] {
    let lines = folded(text).split(separator: "\n")
    return secrets.compactMap { secret in
      lines.first { $0.contains(secret) }.map { "\(secret) in \($0.prefix(120))" }
    }
  }

  @Test("no client of the October data is in a document, unless names are asked for")
  func october() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness()
    try notebook.record()
    try notebook.outcome(
      "load \"datasets/october-2025.xlsx\" as october\n"
        + "select upper(client) as who, time, driver from october order by ride limit 15;")
    let names = try notebook.rows("select distinct client from october;").flatMap(\.texts)
    try notebook.outcome("export session to \"\(folder.path)/o.md\"")
    let text = Self.folded(try TemporaryDirectory.text(of: folder.path + "/o.md"))
    #expect(names.count > 50)
    #expect(names.filter { text.contains(Self.folded($0)) }.isEmpty)
    try notebook.outcome("export session to \"\(folder.path)/o.md\" replace with names")
    let open = Self.folded(try TemporaryDirectory.text(of: folder.path + "/o.md"))
    #expect(names.contains { open.contains(Self.folded($0)) })
  }
}
