import CommandLanguage
import Naming
import SessionRecord
import Store
import TerminalText

/// Declares whether a column is private.
struct PrivacyCommand: NotebookCommand {
  private static let column = Slot.column("COLUMN", "the column")
  private static let table = Slot.object(
    "NAME", [.dataset, .table, .result], "the dataset, table or result that has it")

  let syntaxes = [
    CommandSyntax(
      form: "private \(Self.column) of \(Self.table)",
      summary: "Hides a column's values in session files and documents.",
      details: [
        "Clients, addresses and phone numbers are recognised by their headers. The values of a "
          + "private column are hidden wherever they appear: names get pseudonyms, streets in "
          + "addresses are hidden, phone numbers are masked.",
        "A column of a dataset becomes private in all datasets.",
      ],
      examples: ["private pickup of october"]),
    CommandSyntax(
      form: "public \(Self.column) of \(Self.table)",
      summary: "Shows a column's values in session files and documents, as they are.",
      details: [
        "Values that were private before stay hidden in other columns: the notebook remembers the "
          + "names it has seen."
      ],
      examples: ["public dropoff of october"]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let relation = try call.relation(Self.table)
    let column = try name(of: call, in: relation)
    let isPrivate = call.command.verb == "private"
    let isDataset = relation.kind == "dataset"
    guard isDataset || ["table", "result"].contains(relation.kind),
      relation.name != NotebookDatabase.lastResult
    else {
      throw call.mistake(
        .kind,
        "\(relation.name) is \(withArticle(relation.kind)), whose columns come from other tables",
        at: Self.table, expected: "a dataset, a table or a result",
        remedy: "name the table that the column comes from")
    }
    if isDataset, !isPrivate, column == "client" {
      throw call.mistake(
        .hidden, "the clients of a dataset stay private", at: Self.column,
        remedy: "`export session to FILE with names` writes a document with their names")
    }
    let privacy = isPrivate ? Self.privacy(of: column, isDataset: isDataset) : .open
    try declare(column, of: relation, as: privacy, isDataset: isDataset, call)
    var outcome = Outcome.talk(
      isPrivate
        ? "\(column) of \(relation.name) is private: session files and documents hide its texts; numbers stay"
        : "\(column) of \(relation.name) is public: session files and documents show its values")
    outcome.facts = [Fact("privacy", .text(privacy.rawValue))]
    return outcome
  }

  private func name(of call: CommandCall, in relation: Relation) throws -> String {
    let name = call.command[Self.column] ?? ""
    let columns = try call.database.columnNames(of: relation.name)
    if let found = columns.first(where: { NameRules.folded($0) == NameRules.folded(name) }) {
      return found
    }
    throw call.mistake(
      .column, "\(relation.name) has no column `\(name)`", at: Self.column,
      expected: columns.joined(separator: ", "),
      remedy: NearestNames.question(for: name, among: columns)
        ?? "`describe \(NameRules.written(relation.name))` lists its columns")
  }

  /// What the values of a private column are: as its header means, else names.
  private static func privacy(of column: String, isDataset: Bool) -> CellPrivacy {
    if isDataset, column == "pickup" || column == "dropoff" { return .address }
    return PrivateHeaders.privacy(of: column, among: []) ?? .name
  }

  private func declare(
    _ column: String, of relation: Relation, as privacy: CellPrivacy, isDataset: Bool,
    _ call: CommandCall
  ) throws {
    // The rides of all datasets lie in one table, which a result's columns are read from.
    let source = isDataset ? PrivateRegister.rides : relation.name
    let entries = try call.session.privacy.hashes(of: column, in: relation.name, as: privacy)
    try call.database.transaction { transaction in
      try transaction.declare(
        PrivateColumnRecord(relation: source, column: column, privacy: privacy.rawValue))
      try transaction.addPrivate(entries, bucket: NameHash.bucket, dropping: NameHash.opened)
      return call.lineage(
        Effects(changes: isDataset ? [.single(.datasets)] : [.name(relation.name)]))
    }
  }
}
