import CommandLanguage
import Files
import Foundation
import SessionRecord
import TerminalText
import Testing

@testable import Notebook
@testable import Store

@Suite("Names of any table stay in")
struct PrivateColumnTests {
  private static let sheet = """
    Nom/Prénom,Date et Heure prévues,Course,Adresse de départ,Adresse d'arrivée,CFT
    Madame ZWICKLOVAR Brunhilde,01.10.2025 09:05,A,"Chemin des Érables 17, 1217 Meyrin, tél 022 734 56 78, sonner chez ZWICKLOVAR",1201 Genève,G.B
    Monsieur XU Wei,01.10.2025 14:00,A,1217 Meyrin,"Hôpital de Loëx, Route de Loëx 151, 1233 Bernex",G.B
    Madame REJECTAVAZ Una,99.10.2025 09:05,A,1201 Genève,1217 Meyrin,G.B
    Madame OKAVAZ Ida,à fixer avec REJECTAVAZ Una,A,1201 Genève,1217 Meyrin,G.B
    """
  private static let plain = """
    Nom/Prénom;Téléphone;Adresse de départ
    ZWICKLOVAR Brunhilde;791234567;Chemin des Érables 17
    QUILLOVEX Jean;41227345678;Rue Kattenbühl 4, 1226 Thônex
    """

  private static let secrets = [
    "ZWICK", "Brunhilde", "QUILLOVEX", "REJECTAVAZ", "Una", "791234567", "41227345678",
    "734 56 78", "Érables 17", "Kattenbühl 4", "OKAVAZ",
  ]

  /// What leaves of a session: its document, and the pictures of its file.
  private static func leaving(
    _ statements: [String], at location: NotebookLocation = .memory, in folder: TemporaryDirectory
  ) throws -> String {
    try folder.write(Array(sheet.utf8), to: "sheet.csv")
    try folder.write(Array(plain.utf8), to: "plain.csv")
    let notebook = try NotebookHarness(location, folder: folder.path)
    try notebook.record()
    for statement in statements {
      let failures = notebook.run(statement).compactMap(\.failure)
      #expect(failures.isEmpty, "\(statement): \(failures)")
    }
    try notebook.outcome("save session as \"out.carnet\" replace")
    try notebook.outcome("export session to \"out.md\" replace")
    let pictures = try TemporaryDirectory.text(of: folder.path + "/out.carnet")
      .split(separator: "\n").filter { $0.hasPrefix("#|") || $0.hasPrefix("#^") }
    return pictures.joined(separator: "\n")
      + (try TemporaryDirectory.text(of: folder.path + "/out.md"))
  }

  @Test(
    "whatever table holds a client, no name, phone or home leaves",
    arguments: [
      [
        "load \"sheet.csv\" as fleet", "select client, pickup, dropoff from fleet;",
        "select client as who, pickup as a from rides;",
      ],
      ["load \"sheet.csv\" as fleet", "c = check fleet", "select detail from c;", "show rejects"],
      [
        "load \"sheet.csv\" as fleet", "create table mine as select * from fleet;",
        "forget fleet", "select client, pickup from mine order by client;", "head mine",
      ],
      [
        "create table log(client text, note text);",
        "insert into log values('ZWICKLOVAR Brunhilde', 'x');", "select * from log;",
        "select lower(client), client as who, 'of ' || client from log;",
        "update log set client = 'QUILLOVEX Jean';", "part = select client as who from log;",
        "select upper(who) from part;", "alter table log rename column client to w;",
        "select w from log;",
      ],
      [
        "load \"plain.csv\" as p", "select * from p;", "show p vertical",
        "create view v as select \"Nom/Prénom\" as who, \"Téléphone\" as t from p;",
        "select * from v;", "select who, t from (select * from v);",
        "select group_concat(\"Nom/Prénom\", '') as g from p;",
      ],
      [
        "load \"plain.csv\" as p", "select 'QUILLOVEX Jean';",
        "select 1 as \"n of QUILLOVEX Jean\";",
      ],
    ])
  func tables(statements: [String]) throws {
    let folder = try TemporaryDirectory()
    let text = try Self.leaving(statements, in: folder)
    for secret in Self.secrets {
      #expect(!text.localizedCaseInsensitiveContains(secret), "\(secret) after \(statements)")
    }
    #expect(text.contains("Client-"))
  }

  @Test(
    "who was seen once stays hidden in the next session, and a notebook without an index gets one")
  func nextSession() throws {
    let folder = try TemporaryDirectory()
    let file = NotebookLocation.file(folder.path + "/n.sqlite")
    _ = try Self.leaving(
      [
        "load \"sheet.csv\" as fleet", "create table mine as select client as c from fleet;",
        "forget fleet",
      ], at: file, in: folder)
    for hasIndex in [true, false] {
      if !hasIndex {
        try NotebookDatabase(file, through: FileGate()).analystConnection.executeAll(
          "DROP TABLE carnet_private; DROP TABLE carnet_private_column; "
            + "ALTER TABLE mine RENAME COLUMN c TO client")
      }
      let column = hasIndex ? "c" : "client || '' as c"
      let text = try Self.leaving(["select \(column) from mine;"], at: file, in: folder)
      #expect(text.contains("Client-") && !text.contains("ZWICK"), "\(hasIndex)")
    }
  }

  @Test("`private` hides any column for good, `public` shows one, and both replay")
  func declarations() throws {
    let folder = try TemporaryDirectory()
    let make = [
      "create table t(who text, client text);", "insert into t values('OTTOKAR Vex', 'Line 12');",
    ]
    let before = try Self.leaving(make + ["select who, client from t;"], in: folder)
    #expect(before.contains("OTTOKAR") && !before.contains("Line 12"))
    let after = try Self.leaving(
      make + [
        "private who of t", "public client of t", "select who, client from t;",
        "select 'ottokar vex' as w;",
      ], in: folder)
    let pictures = after.split(separator: "\n").filter { $0.hasPrefix("#|") }.joined()
    #expect(!pictures.localizedCaseInsensitiveContains("OTTOKAR") && pictures.contains("Line 12"))
    let report = try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/out.carnet", show: { _, _, _ in })
    #expect(report.isVerified)
    // A client of that name who comes later is hidden again.
    let again = try Self.leaving(
      make + [
        "public client of t", "create table u(client text);", "insert into u values('Line 12');",
        "select client || '' as c from t;",
      ], in: folder)
    #expect(!again.contains("| Line 12"))
  }

  @Test("a declaration is refused where it cannot hold")
  func mistakes() throws {
    let notebook = try NotebookHarness.october()
    #expect(notebook.failure("public client of october")?.code == "E-private")
    #expect(notebook.failure("private clientt of october")?.code == "E-column")
    #expect(notebook.failure("private driver of rides")?.code == "E-kind")
  }

  @Test("clients called Max, Ride and Vernier garble neither functions nor columns nor towns")
  func garbled() throws {
    let folder = try TemporaryDirectory()
    let text = try Self.leaving(
      [
        "load \"sheet.csv\" as fleet", "create table log(client text);",
        "insert into log values('RIDE Max'), ('VERNIER Case'), ('Ride'), ('Max');",
        "select max(ride), min(ride) from fleet;",
        "select place, town from places where place = 'Vernier';", "select client from log;",
        "describe fleet",
      ], in: folder)
    #expect(text.contains("| max |"))
    #expect(text.contains("max(ride)") && text.contains("min(ride)") && text.contains("Vernier"))
    #expect(!text.contains("RIDE Max") && !text.contains("VERNIER Case"))
  }

  @Test("`save` counts the statements and notes that hold a name as typed")
  func counted() throws {
    let folder = try TemporaryDirectory()
    try folder.write(Array(Self.plain.utf8), to: "plain.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    try notebook.outcome(
      "load \"plain.csv\" as p\nselect 'QUILLOVEX Jean';\nnote \"QUILLOVEX called\"\nselect 1;")
    let outcome = try notebook.outcome("save session as \"s.carnet\"")
    let warnings = outcome.blocks.compactMap {
      if case .warning(let sentence) = $0 { sentence.text } else { nil }
    }
    #expect(
      warnings == [
        "2 statements and notes contain a name, an address or a phone number as typed"
      ])
  }

  @Test("a load into memory knows the public houses, whose addresses are no homes")
  func housesInMemory() throws {
    let folder = try TemporaryDirectory()
    let table = """
      adresse;km
      "Hôpital de Loëx, Route de Loëx 151, 1233 Bernex";3
      "Avenue du Zimtstern 8, 1260 Nyon";4

      """
    try folder.write(Array(table.utf8), to: "q.csv")
    let text = try Self.leaving(
      [
        "load \"q.csv\" as t", "select km, 'to Route de Loëx 151' as w from t;",
        "select 'to Avenue du Zimtstern 8' as v;",
      ], in: folder)
    #expect(text.contains("| to Route de Loëx 151"))
    #expect(!text.contains("| to Avenue du Zimtstern"))
  }

  @Test("sentences of the program keep its words, whoever is called so, and cells do not")
  func ownSentences() throws {
    let folder = try TemporaryDirectory()
    let table = "client;km\nRows;1\nKept;2\nMarch;3\nMonday;4\nDescribe;5\nOTTOKAR;6\n"
    try folder.write(Array(table.utf8), to: "m.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    for statement in [
      "load \"m.csv\" as march", "k = select km from march;", "select client from march;",
      "select 'Monday' as day;", "describe march", "select 'of OTTOKAR' as day;",
    ] { try notebook.outcome(statement) }
    try notebook.outcome("save session as \"s.carnet\"")
    let text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    #expect(
      text.contains(#"[["march"],": ",[6]," rows, ",[2]," columns; separated by semicolons"]"#)
        && text.contains(#"[["k"],": ",[6]," rows, kept"]"#))
    let pictures = text.split(separator: "\n").filter { $0.hasPrefix("#|") }.joined()
    for name in ["Rows", "Kept", "March", "Monday", "Describe", "OTTOKAR"] {
      #expect(!pictures.contains(name), "\(name)")
    }
  }
}
