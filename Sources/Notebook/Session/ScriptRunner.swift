import CommandLanguage
import SessionRecord
import Store

/// Runs the statements of a text one after the other: a script, a pipe, or `-c`.
public struct ScriptRunner {
  let session: NotebookSession
  let printer: StatementPrinter
  /// Whether statements after a failed one still run.
  let keepsGoing: Bool

  /// A runner over a session.
  public init(session: NotebookSession, printer: StatementPrinter, keepsGoing: Bool) {
    self.session = session
    self.printer = printer
    self.keepsGoing = keepsGoing
  }

  /// What a text came to.
  public enum Ending: Sendable, Equatable {
    case succeeded
    /// A statement failed that was not expected to.
    case failed
    /// A replay diverged; nothing failed.
    case diverged
  }

  /// Runs a text.
  ///
  /// In a recorded session's text an error that it expects does not stop it, and statements from before
  /// the session draw what they drew.
  ///
  /// - Parameters:
  ///   - text: The statements.
  ///   - name: The file's name for places in errors, or nil.
  /// - Returns: Whether all went well, or how it ended.
  /// - Throws: `StoreError` where results cannot be read.
  public func run(_ text: String, name: String? = nil) throws -> Ending {
    let source = SourceText(text, name: name)
    // A text that is no whole record is run as a script like any other.
    let record = text.hasPrefix("#carnet") ? try? SessionFile(text) : nil
    var entries = (record?.entries ?? [])[...]
    let parser = session.parser(.script)
    var ending = Ending.succeeded
    for slice in StatementSplitter.split(source, isFinal: true) {
      let line = source.position(of: slice.span.start).line
      entries = entries.drop { $0.line < line }
      let entry = entries.first.flatMap { $0.line == line ? $0 : nil }
      session.earlierOccurrence = entry?.facts.earlierOccurrence
      if entry != nil, entries.startIndex == record?.ownBeginning {
        try session.forgetLastResult()
      }
      let evaluation = session.evaluate(slice, in: source, by: parser)
      try printer.print(evaluation, of: source, in: session)
      if let steps = evaluation.outcome?.steps, !steps.isEmpty, try !run(steps, by: parser) {
        return .failed
      }
      if evaluation.outcome?.endsSession == true { return ending }
      if evaluation.outcome?.hasDiverged == true, ending == .succeeded { ending = .diverged }
      guard let failure = evaluation.failure else { continue }
      if entry?.expectedError?.code == failure.code.rawValue { continue }
      ending = .failed
      guard keepsGoing, failure.code != .stopped else { return .failed }
    }
    return ending
  }

  /// Runs the steps of a tour one after the other; false where one fails.
  private func run(_ steps: [GuidedStep], by parser: StatementParser) throws -> Bool {
    for step in steps {
      printer.announce(step)
      let source = SourceText(step.statement)
      for slice in StatementSplitter.split(source, isFinal: true) {
        let evaluation = session.evaluate(slice, in: source, by: parser)
        try printer.print(evaluation, of: source, in: session)
        guard evaluation.failure == nil else { return false }
      }
    }
    return true
  }
}
