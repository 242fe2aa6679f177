import CommandLanguage
import FleetModel
import Planning
import Store
import TerminalText

extension CommandCall {
  /// The name of the dataset that a slot names, in the dataset's own spelling.
  ///
  /// - Throws: `Diagnostic` with the nearest names where there is no such dataset.
  func dataset(_ slot: any CommandSlot) throws -> String {
    try dataset(named: command.argument(of: slot)?.string ?? "", at: command.span(of: slot))
  }

  /// The names of the datasets that a slot lists, each once, in the order of the statement.
  ///
  /// - Throws: `Diagnostic` where one is not there or is named twice.
  func datasets(_ slot: any CommandSlot) throws -> [String] {
    var names: [String] = []
    for argument in command.arguments(of: slot) {
      let name = try dataset(named: argument.string ?? "", at: argument.span)
      guard !names.contains(name) else {
        throw Diagnostic(
          code: .dataset, headline: "\(name) is named twice", span: argument.span,
          remedy: "name each dataset once")
      }
      names.append(name)
    }
    return names
  }

  private func dataset(named name: String, at span: SourceSpan) throws -> String {
    if let object = try database.object(named: name), object.kind == .dataset {
      return object.name
    }
    let names = try database.objects().filter { $0.kind == .dataset }.map(\.name)
    let other = try database.relation(named: name)
    let headline: Sentence =
      other.map { "\($0.name) is \(withArticle($0.kind)), not a dataset of rides" }
      ?? "there is no dataset `\(name)`"
    throw Diagnostic(
      code: .dataset, headline: headline, span: span, expected: "a dataset: \(listed(names))",
      remedy: NearestNames.question(for: name, among: names)
        ?? "`load \"FILE\" as NAME` loads a ride sheet as a dataset")
  }

  /// The relation that a slot names, `_` included.
  ///
  /// - Throws: `Diagnostic` with the nearest names where there is no such relation.
  func relation(_ slot: any CommandSlot) throws -> Relation {
    try relation(named: command.argument(of: slot)?.string ?? "", at: command.span(of: slot))
  }

  /// The relations that a slot lists, each once, in the order of the statement.
  ///
  /// - Throws: `Diagnostic` where one is not there or is named twice.
  func relations(_ slot: any CommandSlot) throws -> [Relation] {
    var relations: [Relation] = []
    for argument in command.arguments(of: slot) {
      let relation = try relation(named: argument.string ?? "", at: argument.span)
      guard !relations.contains(relation) else {
        throw Diagnostic(
          code: .name, headline: "\(relation.name) is named twice", span: argument.span,
          remedy: "name each table once")
      }
      relations.append(relation)
    }
    return relations
  }

  private func relation(named name: String, at span: SourceSpan) throws -> Relation {
    if name == NotebookDatabase.lastResult {
      guard try !database.columnNames(of: name).isEmpty else {
        throw Diagnostic(
          code: .result, headline: "there is no last result yet", span: span,
          remedy: "first run a statement that returns rows")
      }
      return Relation(name: name, kind: "result", source: "")
    }
    if let found = try database.relation(named: name) { return found }
    let relations = try database.relations()
    throw Diagnostic(
      code: .name, headline: "there is nothing called `\(name)`", span: span,
      remedy: NearestNames.question(for: name, among: relations.map(\.name))
        ?? "`tables` lists what there is")
  }

  /// The name of the plan that a slot names, in the plan's own spelling.
  ///
  /// - Throws: `Diagnostic` where there is no such relation, or one that is not a plan.
  func planName(_ slot: any CommandSlot) throws -> String {
    let relation = try relation(slot)
    guard relation.kind == "plan" else {
      throw mistake(
        .plan, "\(relation.name) is \(withArticle(relation.kind)), not a plan", at: slot,
        expected: "a plan made by `dispatch`",
        remedy: "`show \(NameRules.written(relation.name))` shows its rows")
    }
    return relation.name
  }

  /// The plan that a slot names, with its days as they were planned.
  ///
  /// - Throws: `Diagnostic` where there is no such plan, or where the drivers that it was made for
  ///   are no longer those of the notebook: reports on the plan would be wrong then.
  func storedPlan(_ slot: any CommandSlot) throws -> StoredPlan {
    let name = try planName(slot)
    guard let stored = try StoredPlan(named: name, in: session) else {
      throw mistake(.plan, "there is no plan `\(name)`", at: slot)
    }
    try stored.requireDrivers(at: command.span(of: slot), in: database)
    return stored
  }

  /// Refuses a name that something else has, unless `replace` allows it.
  func refuseTaken(
    _ name: String, existing: ObjectRecord?, kind: ObjectRecord.Kind,
    at slot: any CommandSlot = CommandCall.name
  ) throws {
    if let existing {
      guard existing.kind == kind else {
        throw mistake(
          .taken, "\(existing.name) already names \(withArticle(existing.kind.rawValue))",
          at: slot,
          remedy: "choose another name, or `forget \(NameRules.written(existing.name))` first")
      }
      guard command.has(Self.replace) else {
        throw mistake(
          .taken, "\(existing.name) already exists with different content", at: slot,
          remedy: "choose another name, or end the statement with `replace`")
      }
      return
    }
    if let refusal = NotebookDatabase.refusal(ofName: name) {
      throw mistake(.name, "\(refusal.reason)", at: slot, remedy: refusal.remedy)
    }
    if let taken = try database.holder(of: name) {
      throw mistake(
        .taken, "\(taken.name) already names \(withArticle(taken.kind))", at: slot,
        remedy: "choose another name" + taken.wayToDropIndex)
    }
  }
}

extension NotebookDatabase {
  /// A dataset's rides with the drivers, days and rules that they are planned under.
  func dayBook(
    of dataset: String, rules: Rules, conditions: PlanConditions = PlanConditions()
  ) throws -> DayBook {
    let roster = try roster(of: dataset)
    return DayBook(
      rides: try rides(of: dataset).map { $0.called(by: roster) }, roster: roster,
      ownDays: try days(of: dataset).map { day in
        var day = day
        day.rules = try completed(day.rules)
        return day
      }, rules: try completed(rules), conditions: conditions)
  }
}

/// A list of names for a sentence, or that there are none.
func listed(_ names: [String]) -> String {
  names.isEmpty ? "none is loaded yet" : names.joined(separator: ", ")
}
