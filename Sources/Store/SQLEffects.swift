import Naming

extension NotebookDatabase {
  /// What a statement of SQL read and changed.
  ///
  /// SQLite's authorizer names each table with the view or trigger in which it is touched; views of
  /// which no column is taken are found by their names in `from`; new and changed names come from
  /// comparing the schema before and after.
  ///
  /// - Parameters:
  ///   - policy: What SQLite asked about.
  ///   - change: What the statement made of the schema; nil for nothing.
  ///   - mentioned: The tables and views that the statement names, folded.
  ///   - mentions: Finds those that other SQL names, for the views among them.
  /// - Returns: The effects, without those on the last result and on a named result.
  /// - Throws: ``StoreError`` where the schema cannot be read.
  func effects(
    of policy: AccessPolicy, _ change: SchemaChange?, _ mentioned: Set<String>,
    _ mentions: (String) -> Set<String>
  ) throws -> Effects {
    var effects = Effects()
    for access in policy.accesses {
      try note(access, isSchemaChange: change != nil, in: &effects)
    }
    effects.reads.formUnion(try subjects(behind: mentioned, mentions))
    for name in policy.writes { effects.changes.formUnion(try subjects(of: name)) }
    if let change { note(change, in: &effects) }
    // What is made and gone in one statement was not there before.
    effects.changes.subtract(effects.creates)
    effects.reads.subtract(effects.creates)
    return effects
  }

  private func note(
    _ access: AccessPolicy.Access, isSchemaChange: Bool, in effects: inout Effects
  ) throws {
    let (table, accessor) = (access.table, access.accessor)
    if let accessor, let name = try names().alike(accessor).first {
      if name.type == "trigger" { effects.reads.insert(.trigger(accessor)) }
      if name.type == "view" { effects.reads.formUnion(try subjects(of: accessor)) }
    }
    if table.hasPrefix("sqlite_") || table.hasPrefix("pragma_") {
      // Making something reads SQLite's own list, too.
      if !isSchemaChange || table.hasPrefix("pragma_") {
        effects.reads.insert(.single(.names))
      }
    } else if table.hasPrefix("carnet_") {
      // A view of one dataset or plan reads the rows of that one alone.
      let isOfOne = try accessor.map { name in try object(named: name) != nil } ?? false
      if !isOfOne { effects.reads.formUnion(Self.subjects(ofRecord: table)) }
    } else {
      effects.reads.formUnion(try subjects(of: table))
    }
  }

  private func note(_ change: SchemaChange, in effects: inout Effects) {
    for name in change.made { effects.creates.insert(Self.subject(of: name)) }
    for name in change.dropped { effects.removes.insert(Self.subject(of: name)) }
    for name in change.altered { effects.changes.insert(Self.subject(of: name)) }
    let gone = Set(change.dropped.map { Subject.name($0.name) })
    effects.changes.formUnion(Set(change.tables.map { Subject.name($0) }).subtracting(gone))
    // A renamed thing is made of what had the old name.
    if !change.isWhole { effects.reads.formUnion(effects.removes) }
    effects.adds.insert(.single(.names))
  }

  private static func subject(of name: SchemaName) -> Subject {
    name.type == "trigger" ? .trigger(NameFolding.folded(name.name)) : .name(name.name)
  }

  // MARK: Names

  /// What reading a name depends on: a built-in table on all that it shows, a plan on its dataset too.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  public func subjects(of name: String) throws -> Set<Subject> {
    let folded = NameFolding.folded(name)
    if folded == Self.lastResult { return [.single(.lastResult)] }
    if let shown = Self.builtInSubjects[folded] { return shown }
    guard let object = try object(named: folded), object.kind == .plan else {
      return [.named(folded)]
    }
    let datasets = try rows(
      "SELECT d.name FROM main.carnet_plan p JOIN main.carnet_dataset d ON d.id = p.dataset_id "
        + "WHERE p.name = ?", [.text(object.name)])
    return Set([.named(folded)] + datasets.map { Subject.name($0[0].text) })
  }

  /// What names stand for, and all that the views among them name, whether it is there or not.
  ///
  /// - Parameters:
  ///   - names: Names of anything, folded.
  ///   - mentions: Finds the tables and views that SQL names, folded.
  /// - Returns: The subjects.
  /// - Throws: ``StoreError`` where the schema cannot be read.
  /// - Complexity: O(views behind the names).
  public func subjects(
    behind names: Set<String>, _ mentions: (String) -> Set<String>
  ) throws -> Set<Subject> {
    var subjects: Set<Subject> = []
    var pending = names.sorted()
    var seen = names
    while let name = pending.popLast() {
      subjects.formUnion(try self.subjects(of: name))
      guard try isView(name), try protected(name) == nil else { continue }
      for inner in mentions(try creationStatement(of: name) ?? "").sorted()
      where seen.insert(inner).inserted {
        pending.append(inner)
      }
    }
    return subjects
  }

  private func isView(_ name: String) throws -> Bool {
    try names().alike(name).contains { $0.type == "view" }
  }

  private func protected(_ name: String) throws -> String? { try names().protected[name] }

  /// What each of the built-in views shows, by its name.
  static let builtInSubjects: [String: Set<Subject>] = {
    var subjects: [String: Set<Subject>] = [
      "drivers": [.single(.roster)], "places": [.single(.places)],
      "addresses": [.single(.places)], "lookups": [.single(.places)],
      "roads": [.single(.roads)],
      "rides": [.single(.datasets)], "rejects": [.single(.datasets)],
      "corrections": [.single(.datasets)],
      "splits": [.single(.splits)],
    ]
    for name in ["plans", "days", "assignments", "loads", "violations", "proofs"] {
      subjects[name] = [.single(.plans), .single(.datasets)]
    }
    for name in ["agents", "agent_days", "agent_scores", "curves"] {
      subjects[name] = [.single(.agents)]
    }
    return subjects
  }()

  /// What one of the notebook's own tables holds.
  private static func subjects(ofRecord table: String) -> Set<Subject> {
    switch table {
    case "carnet_driver", "carnet_absence": [.single(.roster)]
    case "carnet_place", "carnet_street", "carnet_house", "carnet_answer": [.single(.places)]
    case "carnet_road", "carnet_road_source": [.single(.roads)]
    case "carnet_dataset", "carnet_ride", "carnet_reject", "carnet_finding", "carnet_day":
      [.single(.datasets)]
    case _ where table.hasPrefix("carnet_split"): [.single(.splits)]
    case _ where table.hasPrefix("carnet_agent"): [.single(.agents)]
    case _ where table.hasPrefix("carnet_plan"), "carnet_assignment", "carnet_load",
      "carnet_violation", "carnet_proof":
      [.single(.plans), .single(.datasets)]
    default: [.single(.names)]
    }
  }
}
