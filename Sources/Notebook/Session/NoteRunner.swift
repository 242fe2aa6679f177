import CommandLanguage
import Documents
import SessionRecord
import TerminalText

/// Runs a note: finds its figures, which become its facts.
struct NoteRunner {
  let session: NotebookSession

  /// Runs a note.
  ///
  /// - Parameters:
  ///   - note: The note's text.
  ///   - statement: Its statement.
  ///   - source: The text that the statement stands in, for the place of a mistake.
  /// - Returns: Nothing to show, or the text with its figures filled.
  /// - Throws: `Diagnostic` with the code `E-figure` where a figure names nothing, or many rows.
  func run(_ note: String, _ statement: Statement, in source: SourceText) throws -> Outcome {
    let figures = NoteFigures(note)
    guard !figures.figures.isEmpty else { return Outcome() }
    var facts: [Fact] = []
    for (place, text) in figures.figures.enumerated() {
      do {
        let figure = try FigureReference(text)
        let value = try FigureReading(database: session.database).value(of: figure)
        facts.append(Fact(figure.factKey, value))
      } catch let mistake as FigureReference.Mistake {
        throw Diagnostic(
          code: "E-figure", headline: mistake.headline,
          span: span(of: place, statement, source), expected: mistake.expected,
          remedy: "write \\{{ for two braces that are none of a figure")
      } catch let mistake as FigureReading.Mistake {
        throw Diagnostic(
          code: "E-figure", headline: mistake.headline,
          span: span(of: place, statement, source), expected: mistake.expected,
          remedy: mistake.remedy)
      }
    }
    var outcome = Outcome()
    outcome.facts = FactSet(facts)
    let filled = figures.filled { outcome.facts[$0.factKey].map(NoteFigures.display) }
    outcome.blocks = [
      .lines(
        filled.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
          .map { visible(String($0)) })
    ]
    return outcome
  }

  /// Where a figure stands in the source: quoting a note doubles quotes and moves no braces.
  private func span(of place: Int, _ statement: Statement, _ source: SourceText) -> SourceSpan {
    let content = statement.content
    guard content.end <= source.bytes.count else { return content }
    let spans = NoteFigures.spans(in: Array(source.bytes[content.range]))
    return spans.indices.contains(place)
      ? SourceSpan(spans[place]).shifted(by: content.start) : content
  }

  /// The names that a note's figures stand on, folded.
  static func references(of note: String) -> Set<String> {
    Set(
      NoteFigures(note).figures.compactMap { try? FigureReference($0) }
        .map { NameRules.folded($0.relation) })
  }
}
