import CommandLanguage
import Documents
import SessionRecord
import Store
import TerminalText

/// Runs a note: finds its figures, which become its facts.
struct NoteRunner {
  let session: NotebookSession

  /// Runs a note.
  ///
  /// - Parameters:
  ///   - note: The note's text.
  ///   - statement: Its statement.
  ///   - source: The text that contains the statement, for the place of a mistake.
  /// - Returns: Nothing to show, or the text with its figures filled.
  /// - Throws: `Diagnostic` with the code `E-figure` where a figure names nothing, or many rows.
  func run(_ note: String, _ statement: Statement, in source: SourceText) throws -> Outcome {
    let figures = NoteFigures(note)
    guard !figures.figures.isEmpty else { return Outcome() }
    var values = FactSet()
    var facts: [Fact] = []
    for (place, text) in figures.figures.enumerated() {
      do {
        let figure = try FigureReference(text)
        let value = try FigureReading(database: session.database).value(of: figure)
        values.add(figure.factKey, value)
        facts.append(
          Fact(figure.factKey, try session.privacy.recorded(value, as: try privacy(of: figure))))
      } catch let mistake as FigureReference.Mistake {
        throw Diagnostic(
          code: .figure, headline: Sentence([.words(mistake.headline)]),
          span: span(of: place, statement, source), expected: mistake.expected,
          remedy: "write \\{{ for two literal braces")
      } catch let mistake as FigureReading.Mistake {
        throw Diagnostic(
          code: .figure, headline: mistake.headline,
          span: span(of: place, statement, source), expected: mistake.expected,
          remedy: mistake.remedy)
      }
    }
    var outcome = Outcome()
    outcome.facts = FactSet(facts)
    let filled = figures.filled { values[$0.factKey].map(NoteFigures.display) }
    outcome.blocks = [
      .lines(
        filled.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
          .map { visible(String($0)) })
    ]
    return outcome
  }

  /// The privacy of a figure; a count reveals nobody.
  private func privacy(of figure: FigureReference) throws -> CellPrivacy {
    let columns = try session.database.columnNames(of: figure.relation)
    guard figure.path.last?.lowercased() != FigureReference.Aggregate.count.rawValue,
      let index = columns.firstIndex(where: {
        NameRules.folded($0) == NameRules.folded(figure.path[0])
      })
    else { return .searched }
    return try session.privacy.privacies(of: figure.relation, columns: columns)[index] ?? .searched
  }

  /// Where a figure is in the source: quoting a note doubles quotes and moves no braces.
  private func span(of place: Int, _ statement: Statement, _ source: SourceText) -> SourceSpan {
    let content = statement.content
    guard content.end <= source.bytes.count else { return content }
    let spans = NoteFigures.spans(in: Array(source.bytes[content.range]))
    return spans.indices.contains(place)
      ? SourceSpan(spans[place]).shifted(by: content.start) : content
  }

  /// The names that a note's figures depend on, folded.
  static func references(of note: String) -> Set<String> {
    Set(
      NoteFigures(note).figures.compactMap { try? FigureReference($0) }
        .map { NameRules.folded($0.relation) })
  }
}
