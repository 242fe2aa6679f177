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
  private let language: String?
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

  /// Makes a maker.
  ///
  /// - Parameters:
  ///   - veil: Hides what must not leave.
  ///   - plots: How plots are drawn as text.
  ///   - language: The language of title and notes as a tag of BCP 47, where it is declared.
  ///   - now: What a figure of a note is at the end of the session.
  public init(
    veil: NameVeil = .none, plots: PlotDrawing = .none, language: String? = nil,
    figures now: @escaping (FigureReference) -> FigureState = { _ in .unknown }
  ) {
    self.veil = veil
    self.plots = plots
    self.language = language
    self.now = now
  }

  /// The document of a session.
  ///
  /// - Parameters:
  ///   - file: The record.
  ///   - title: The title that was asked for; else it is the first heading of a note.
  ///   - name: The title where no note has a heading.
  ///   - provenance: Where the figures come from; stale ones are counted here.
  /// - Returns: What the writers need, with nothing in it that the veil hides.
  /// - Complexity: linear in the record.
  public func document(
    of file: SessionFile, title: String? = nil, named name: String, provenance: Provenance
  ) -> Document {
    var document = Document(
      title: ScreenLine(veil.hiding(title ?? name)), parts: [], provenance: hiding(provenance))
    document.language = language
    var verdicts: [DocumentVerdict] = []
    if case .replayed(let replay) = document.provenance.verification { verdicts = replay.verdicts }
    var number = 0
    for (place, entry) in file.entries.enumerated() {
      let verdict = place < verdicts.count ? verdicts[place] : nil
      if entry.expectedError == nil, let note = Self.note(of: entry.source) {
        let (text, stale) = filled(note, facts: entry.facts)
        document.provenance.staleFigures += stale
        document.parts.append(
          .note(NotePart(ScreenText(veil.hiding(text)), verdict: verdict)))
      } else {
        number += 1
        document.parts.append(.statement(statement(entry, number, verdict)))
      }
    }
    if title == nil { takeTitle(of: &document) }
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
    if case .replayed(var replay) = provenance.verification {
      replay.verdicts = replay.verdicts.map {
        DocumentVerdict(
          $0.word, because: ScreenLine(veil.hiding($0.because.text)), kind: $0.kind)
      }
      hidden.verification = .replayed(replay)
    }
    return hidden
  }

  /// The first heading of a note is the document's; where the document begins with it, it is
  /// not shown again.
  private func takeTitle(of document: inout Document) {
    for (place, part) in document.parts.enumerated() {
      guard case .note(var note) = part else { continue }
      let markdown = MarkdownText(note.text)
      let headings = markdown.blocks.enumerated().compactMap { index, block in
        if case .heading(_, let pieces) = block, !pieces.isEmpty { (index, pieces) } else { nil }
      }
      guard let (index, pieces) = headings.first else { continue }
      document.title = ScreenLine(pieces.plainText)
      guard place == 0, index == 0 else { return }
      note.text = ScreenText(
        lines: Array(note.text.lines.dropFirst(markdown.firstBlockLines).drop { $0.isBlank }))
      if note.text.lines.isEmpty, note.verdict?.remark == nil {
        document.parts.removeFirst()
      } else {
        document.parts[0] = .note(note)
      }
      return
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
        return "\(shown) (stale: it no longer exists)"
      }
    }
    return (text, stale)
  }

  // MARK: Statements

  private func statement(
    _ entry: SessionEntry, _ number: Int, _ verdict: DocumentVerdict?
  ) -> StatementPart {
    let isSQL = StatementSplitter.split(SourceText(entry.source), isFinal: true).first?.kind == .sql
    return StatementPart(
      number: number, source: ScreenText(veil.hiding(entry.source, isSQL: isSQL)), isSQL: isSQL,
      outputs: outputs(of: entry),
      error: entry.expectedError.map {
        DocumentError(
          code: ScreenLine($0.code), message: ScreenLine(veil.hiding($0.message)))
      }, verdict: verdict)
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
      return entry.picture.isEmpty ? [] : [.picture(entry.picture.map { hidden($0.text) })]
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
