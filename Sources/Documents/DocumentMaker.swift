import CommandLanguage
import SessionRecord
import TerminalText

/// Makes a document of a session's record, without running anything.
///
///     let document = DocumentMaker(veil: veil, plots: plots)
///       .document(of: file, titled: "october", provenance: provenance)
public struct DocumentMaker {
  private let veil: NameVeil
  private let plots: PlotDrawing
  /// What a figure of a note is now, where it is known; nil where it is gone.
  private let now: (FigureReference) -> FigureState

  /// What a figure of a note has become at the end of the session.
  public enum FigureState: Equatable, Sendable {
    /// It was not looked at again.
    case unknown
    case value(FactValue)
    /// What it named is gone.
    case gone
  }

  public init(
    veil: NameVeil = .none, plots: PlotDrawing = .none,
    figures now: @escaping (FigureReference) -> FigureState = { _ in .unknown }
  ) {
    self.veil = veil
    self.plots = plots
    self.now = now
  }

  /// The document of a session.
  ///
  /// - Parameters:
  ///   - file: The record.
  ///   - name: What titles the document where its first note has no heading of level 1.
  ///   - provenance: Where the figures come from; stale ones are counted here.
  /// - Returns: What the writers need, with nothing in it that the veil hides.
  /// - Complexity: linear in the record.
  public func document(
    of file: SessionFile, titled name: String, provenance: Provenance
  ) -> Document {
    var document = Document(
      title: ScreenLine(veil.hiding(name)), parts: [], provenance: hiding(provenance))
    var number = 0
    for entry in file.entries {
      if entry.expectedError == nil, let note = Self.note(of: entry.source) {
        let (text, stale) = filled(note, facts: entry.facts)
        document.provenance.staleFigures += stale
        document.parts.append(.note(ScreenText(veil.hiding(text))))
      } else {
        number += 1
        document.parts.append(.statement(statement(entry, number)))
      }
    }
    takeTitle(of: &document)
    numberPlots(of: &document)
    return document
  }

  private func numberPlots(of document: inout Document) {
    var number = 0
    for place in document.parts.indices {
      guard case .statement(var statement) = document.parts[place] else { continue }
      for index in statement.outputs.indices {
        guard case .plot(var plot) = statement.outputs[index] else { continue }
        number += 1
        plot.number = number
        statement.outputs[index] = .plot(plot)
      }
      document.parts[place] = .statement(statement)
    }
  }

  private func hiding(_ provenance: Provenance) -> Provenance {
    var hidden = provenance
    hidden.data = provenance.data.map {
      Provenance.DataSource(name: veil.hiding($0.name), hash: $0.hash)
    }
    return hidden
  }

  /// The first note's heading, where it begins with one of level 1, is the document's.
  private func takeTitle(of document: inout Document) {
    guard case .note(let text)? = document.parts.first,
      case .heading(1, let pieces)? = MarkdownText(text).blocks.first, !pieces.isEmpty
    else { return }
    document.title = ScreenLine(pieces.plainText)
    let rest = text.lines.drop { $0.isBlank }.dropFirst().drop { $0.isBlank }
    if rest.isEmpty {
      document.parts.removeFirst()
    } else {
      document.parts[0] = .note(ScreenText(lines: Array(rest)))
    }
  }

  // MARK: Notes

  /// The text of a note's statement, or nil for another.
  private static func note(of source: String) -> String? {
    let text = SourceText(source)
    guard let grammar = try? Grammar([]),
      StatementSplitter.split(text, isFinal: true).first?.kind == .note,
      case .success(let statement)? = StatementParser(grammar: grammar, mode: .script)
        .statements(of: text).first,
      case .note(let note) = statement.body
    else { return nil }
    return note
  }

  /// The note with the figures of its record; those that no longer hold are marked.
  private func filled(_ note: String, facts: FactSet) -> (text: String, stale: Int) {
    var stale = 0
    let text = NoteFigures(note).filled { figure in
      guard let value = facts[figure.factKey] else { return nil }
      let shown = NoteFigures.display(value)
      switch now(figure) {
      case .unknown: return shown
      case .value(let found) where value.accepts(found):
        if case .hash(let hash) = value, hash.isHidden { return NoteFigures.display(found) }
        return shown
      case .value(let found):
        stale += 1
        return "\(shown) (stale: now \(NoteFigures.display(found)))"
      case .gone:
        stale += 1
        return "\(shown) (stale: now gone)"
      }
    }
    return (text, stale)
  }

  // MARK: Statements

  private func statement(_ entry: SessionEntry, _ number: Int) -> StatementPart {
    let isSQL = StatementSplitter.split(SourceText(entry.source), isFinal: true).first?.kind == .sql
    return StatementPart(
      number: number, source: ScreenText(veil.hiding(entry.source, isSQL: isSQL)), isSQL: isSQL,
      outputs: outputs(of: entry),
      error: entry.expectedError.map {
        DocumentError(
          code: ScreenLine($0.code), message: ScreenLine(veil.hiding($0.message)))
      })
  }

  /// What a statement showed, as it may leave, drawn of its blocks.
  ///
  /// Records of versions before have no blocks, or those of plots alone: they are shown by their
  /// picture, unread.
  private func outputs(of entry: SessionEntry) -> [StatementOutput] {
    let isWhole =
      !entry.blocks.isEmpty
      && !entry.blocks.contains {
        switch $0 {
        case .other, .sidecar: true
        default: false
        }
      }
    guard isWhole else {
      return entry.picture.isEmpty ? [] : [.lines(entry.picture.map { hidden($0.text) })]
    }
    return entry.blocks.map(output)
  }

  private func output(_ block: RecordedBlock) -> StatementOutput {
    switch block {
    case .table(let table): return .table(DocumentTable(table, hiding: { veil.hiding($0) }))
    case .message(let message):
      return .message(
        DocumentMessage(hidden(message.text), isWarning: message.severity == .warning))
    case .lines(let lines): return .lines(lines.map(hidden))
    case .error(let error): return .lines([hidden(error.description)])
    case .other(let line): return .lines([hidden(line)])
    case .sidecar: return .lines([hidden(block.line)])
    case .plot(let json):
      let json = veil.hiding(json: json)
      return .plot(DocumentPlot(json: json, lines: plots.lines(json) ?? []))
    }
  }

  private func hidden(_ text: String) -> ScreenLine { ScreenLine(veil.hiding(text)) }
}

extension ScreenLine {
  fileprivate var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
}
