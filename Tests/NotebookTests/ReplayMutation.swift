import Foundation
import SeededRandom
import SessionRecord

@testable import Notebook

/// Something done to a recorded session or its data, and the cause that a replay should name.
struct ReplayMutation {
  enum Kind: String, CaseIterable {
    case byte, cell, columnType, missingFile, order, seed, rule, version, environment
    case unorderedSQL, errorGone, newError, algorithm
  }

  let kind: Kind
  let number: Int
  /// The session's text and the files beside it.
  var text: String
  var files: [String: String]
  /// What the explanation of the cause must hold.
  var places: [String] = []

  /// Does one thing to a session, drawn from a seed.
  init(_ kind: Kind, _ number: Int, of session: MutatedSession) {
    self.kind = kind
    self.number = number
    text = session.text
    files = session.files
    // What a kind has no use for only costs time.
    switch kind {
    case .environment: break
    case .rule, .missingFile, .version, .algorithm: cut(at: "\ntrain small")
    default: cut(at: "\nload \"sheet.csv\"")
    }
    if kind == .missingFile { cut(at: "\nplot load") }
    var random = SeededGenerator(seed: UInt64(number), purpose: kind.rawValue)
    switch kind {
    case .byte: changeByte(&random)
    case .cell: changeCell(&random)
    case .columnType: changeType(&random)
    case .missingFile: removeFile(&random)
    case .order: swapRows(&random)
    case .seed: changeSeed(&random)
    case .rule: changeRule(&random)
    case .version: changeVersion(&random)
    case .environment: changeKernel(&random)
    case .unorderedSQL: loosenOrder(&random)
    case .errorGone: loseError(&random)
    case .newError: addError(&random)
    case .algorithm: changeResult(&random)
    }
  }

  /// Whether the cause of a line is the one that was planted, and its reason names the place.
  func isTold(by line: ReplayReport.Line) -> Bool {
    guard let cause = line.cause else { return false }
    let isKind =
      switch (kind, cause) {
      case (.byte, .data), (.cell, .data), (.columnType, .data), (.order, .data): true
      case (.missingFile, .missingFile), (.version, .version), (.environment, .recordEdited): true
      case (.errorGone, .errorGone), (.newError, .newError): true
      case (.algorithm, .recordEdited): true
      case (.seed, .settings(let changes)): changes.map(\.name) == ["seed"]
      case (.rule, .settings(let changes)): changes.map(\.name) == ["speed"]
      default: false
      }
    return isKind && places.allSatisfy { line.because.contains($0) }
  }

  private mutating func cut(at beginning: String) {
    guard let place = text.range(of: beginning) else { return }
    text = String(text[..<place.lowerBound]) + "\n#end\n"
  }

  // MARK: Data

  private func lines(_ file: String) -> [String] {
    (files[file] ?? "").split(separator: "\n").map(String.init)
  }

  private mutating func set(_ lines: [String], in file: String) {
    files[file] = lines.joined(separator: "\n") + "\n"
    places.append(file)
  }

  private mutating func changeByte(_ random: inout SeededGenerator) {
    var bytes = Array((files["t.csv"] ?? "").utf8)
    let digits = bytes.indices.filter { (48...57).contains(bytes[$0]) && $0 > 20 }
    guard let place = random.pick(digits) else { return }
    bytes[place] = bytes[place] == 57 ? 48 : bytes[place] + 1
    files["t.csv"] = String(decoding: bytes, as: UTF8.self)
    places = ["t.csv"]
  }

  private mutating func changeCell(_ random: inout SeededGenerator) {
    var rows = lines("t.csv")
    let row = random.integer(in: 1...(rows.count - 1))
    var cells = rows[row].split(separator: ",").map(String.init)
    let column = random.below(3)
    cells[column] = ["\(500 + random.below(90))", "Zoe", "\(random.below(90)).125"][column]
    rows[row] = cells.joined(separator: ",")
    set(rows, in: "t.csv")
    places += ["row \(row + 1),", "column \(["id", "driver", "km"][column])"]
  }

  private mutating func changeType(_ random: inout SeededGenerator) {
    let column = random.pick([0, 2]) ?? 0
    var rows = lines("t.csv")
    let word = random.pick(["n/k", "unknown", "x"]) ?? "x"
    for row in 1..<rows.count {
      var cells = rows[row].split(separator: ",").map(String.init)
      cells[column] = word + cells[column]
      rows[row] = cells.joined(separator: ",")
    }
    set(rows, in: "t.csv")
    places.append(column == 0 ? "type of id integer → text" : "type of km real → text")
  }

  private mutating func removeFile(_ random: inout SeededGenerator) {
    let file = random.pick(["t.csv", "sheet.csv"]) ?? "t.csv"
    files[file] = nil
    places = [file]
  }

  private mutating func swapRows(_ random: inout SeededGenerator) {
    var rows = lines("t.csv")
    let first = random.integer(in: 1...(rows.count - 2))
    rows.swapAt(first, random.integer(in: (first + 1)...(rows.count - 1)))
    set(rows, in: "t.csv")
    places.append("order")
  }

  // MARK: Settings and the world

  private mutating func replace(_ old: String, by new: String) {
    precondition(text.contains(old), "\(kind) \(number): `\(old)` is not in the script")
    text = text.replacing(old, with: new, maxReplacements: 1)
  }

  /// Takes a statement out, with all that stands under it.
  private mutating func remove(_ statement: String) {
    precondition(text.contains(statement), "\(kind) \(number): `\(statement)` is not in the script")
    guard let found = text.range(of: statement) else { return }
    let rest = text[found.upperBound...]
    var end = rest.startIndex
    while rest[end...].hasPrefix("#"), let line = rest[end...].firstIndex(of: "\n") {
      end = rest.index(after: line)
    }
    text.removeSubrange(found.lowerBound..<end)
  }

  private mutating func changeSeed(_ random: inout SeededGenerator) {
    let other = 100 + random.below(1_000_000)
    switch number % 3 {
    case 0: replace("set seed 7\n", by: "set seed \(other)\n")
    case 1: remove("set seed 7\n")
    default: replace("set seed 7\n", by: "set seed 7\nset seed \(other)\n")
    }
  }

  private mutating func changeRule(_ random: inout SeededGenerator) {
    let other = random.integer(in: 8...20)
    switch number % 3 {
    case 0: replace("set rule speed 40\n", by: "set rule speed \(other)\n")
    case 1: remove("set rule speed 40\n")
    default: replace("set rule speed 40\n", by: "set rule speed 40\nset rule speed \(other)\n")
    }
  }

  private mutating func changeVersion(_ random: inout SeededGenerator) {
    replace("carnet 0.0.0-test", by: "carnet 0.\(random.below(9)).\(1 + random.below(9))")
    changeResult(&random)
  }

  private mutating func changeKernel(_ random: inout SeededGenerator) {
    replace("libm test", by: "libm other-\(random.below(100))")
    if number % 2 == 0 {
      changeHash("weights ", from: "train", &random)
    } else {
      moveLastDigits(&random)
    }
  }

  /// Changes the last digits of the first sum, as another way of adding up does.
  private mutating func moveLastDigits(_ random: inout SeededGenerator) {
    guard let found = text.range(of: "sum(km) "),
      let end = text[found.upperBound...].firstIndex(of: " ")
    else { preconditionFailure("no sum in the script") }
    text.insert(contentsOf: "000\(1 + random.below(9))", at: end)
  }

  // MARK: Statements

  private mutating func loosenOrder(_ random: inout SeededGenerator) {
    let column = random.pick(["km", "driver, km", "km desc"]) ?? "km"
    replace(
      "select driver, km from u where",
      by: "create index i on u(\(column));\nselect driver, km from u where")
  }

  private mutating func loseError(_ random: inout SeededGenerator) {
    switch number % 2 {
    case 0:
      replace(
        "select * from nowhere;",
        by: "create table nowhere (a, b\(random.below(99)));\nselect * from nowhere;")
    default:
      let name = random.pick(["u", "t"]) ?? "u"
      replace("select * from nowhere;", by: "select * from \(name);")
    }
  }

  private mutating func addError(_ random: inout SeededGenerator) {
    let view = "create view v as select driver, sum(km) as km from u group by driver;\n"
    switch number % 2 {
    case 0: remove(view)
    default:
      let start = random.pick(["select * from v order", "select id, km from t order"]) ?? ""
      replace(start, by: start.replacing(" from", with: ", gone\(random.below(9)) from"))
    }
  }

  private mutating func changeResult(_ random: inout SeededGenerator) {
    switch random.below(4) {
    case 0: changeHash("unordered rows2:", from: "select * from v order", &random)
    case 1: changeHash("ordered rows2:", from: "select id, km from t order", &random)
    case 2: changeHash("ordered rows2:", from: "dispatch fleet", &random)
    default:
      guard let start = text.range(of: "select id, km from t order"),
        let rows = text.range(of: "rows 24", range: start.upperBound..<text.endIndex)
      else { return }
      text.replaceSubrange(rows, with: "rows \(25 + random.below(50))")
    }
  }

  /// Changes a digit of the first hash behind a key and a statement.
  private mutating func changeHash(
    _ key: String, from statement: String, _ random: inout SeededGenerator
  ) {
    guard let start = text.range(of: "\n" + statement),
      let found = text.range(of: key, range: start.upperBound..<text.endIndex)
    else { preconditionFailure("\(kind) \(number): no \(key) under \(statement)") }
    let place = text.index(found.upperBound, offsetBy: random.below(16))
    text.replaceSubrange(place...place, with: text[place] == "0" ? "1" : "0")
  }
}

/// A recorded session over small files, which mutations are done to.
struct MutatedSession {
  let text: String
  let files: [String: String]

  /// Records the session in a folder.
  init(in folder: TemporaryDirectory) throws {
    let files = ["t.csv": Self.table, "sheet.csv": Self.sheet]
    for (name, content) in files { try folder.write(content.utf8, to: name) }
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    for evaluation in notebook.run(Self.script) {
      if let failure = evaluation.failure, !evaluation.canonical.contains("nowhere") {
        throw failure
      }
    }
    try notebook.outcome("save session as \"s.carnet\"")
    text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    self.files = files
  }

  private static let script = """
    set seed 7
    set rule speed 40
    load "t.csv" as t
    select id, km from t order by id;
    u = select id, driver, km from t order by id;
    select driver, km from u where km > 0;
    select id, abs(random() % 1000000) as draw from u order by id;
    select * from nowhere;
    create view v as select driver, sum(km) as km from u group by driver;
    select * from v order by driver;
    load "sheet.csv" as fleet
    dispatch fleet with greedy as plan
    plot load of plan
    train small on fleet episodes 1 seed 3 with layers 4, warm-up 16, batch 16
    """

  private static let table: String = {
    let drivers = ["Anna", "Bo", "Cleo"]
    let rows = (1...24).map { id in
      "\(id),\(drivers[id * 7 % 3]),\(id * 37 % 11).\(id % 4 == 0 ? "5" : "25")"
    }
    return (["id,driver,km"] + rows).joined(separator: "\n") + "\n"
  }()

  static let sheet = """
    Nom/Prénom,Date et Heure prévues,Course,Adresse de départ,Adresse d'arrivée,CFT
    Madame ARVALOZ Anne,01.10.2025 09:05,A,1201 Genève,1217 Meyrin,G.B
    Monsieur BORVEX Luc,01.10.2025 10:15,A,1226 Thônex,1205 Genève,Y.L
    Madame CORSIVAZ Lea,01.10.2025 11:30,A,1213 Onex,1201 Genève,D.D
    Monsieur DULVENEX Max,01.10.2025 14:00,A,1217 Meyrin,1226 Thônex,G.B

    """
}
