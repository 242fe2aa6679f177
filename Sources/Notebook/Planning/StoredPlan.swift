import CommandLanguage
import FleetModel
import Planning
import Store
import TerminalText

extension StoredPlan {
  /// Reads a plan and makes its days again under its own rules and conditions.
  ///
  /// - Parameters:
  ///   - name: The plan's name, in its own spelling.
  ///   - session: The session whose notebook holds it.
  /// - Throws: `StoreError` where the notebook cannot be read.
  /// - Complexity: O(rides of the dataset).
  init?(named name: String, in session: NotebookSession) throws {
    guard let record = try session.database.plan(named: name) else { return nil }
    self.init(
      record,
      in: try session.database.dayBook(
        of: record.dataset, rules: record.rules,
        conditions: PlanConditions(of: record, parser: session.parser(.script))))
  }

  /// Refuses a plan whose drivers are no longer the notebook's, or some of whose rides are no longer
  /// planned: what would be said of it is not so.
  ///
  /// - Throws: `Diagnostic` that names the first such day.
  /// - Complexity: O(assignments).
  func requireDrivers(at span: SourceSpan, in database: NotebookDatabase) throws {
    guard let day = changedDay else { return }
    if let missing = days.lazy.compactMap({ MissingRoads(on: $0.dated.day) }).first {
      throw missing.mistake(on: day, of: record.dataset, at: span)
    }
    if let stale = try database.stalePlans().first(where: { $0.plan == record.name }) {
      throw Diagnostic(
        code: .plan,
        headline:
          "\(record.name) was planned before \(words: stale.reason), and \(day) has other rides now",
        span: span, remedy: "`dispatch` plans the day again; `show` shows the plan as it was made")
    }
    if record.rules.travel != .greatCircle, !hasOtherDrivers {
      throw Diagnostic(
        code: .plan,
        headline: "the notebook's roads on \(day) have changed since \(record.name) was planned",
        span: span, remedy: "load the earlier roads again, or `dispatch` again")
    }
    throw Diagnostic(
      code: .drivers,
      headline:
        "the notebook's drivers on \(day) have changed since \(record.name) was planned",
      span: span, remedy: "load the earlier drivers again, or `dispatch` again")
  }
}
