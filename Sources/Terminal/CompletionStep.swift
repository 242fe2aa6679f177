import TerminalText

/// What one press of Tab does to the line, decided apart from the terminal.
enum CompletionStep: Equatable {
  /// Replace so many scalars before the cursor with a text.
  case replace(scalars: Int, with: String)
  /// Show what there is to choose from.
  case list
  /// Say what may stand there.
  case hint
  /// There is nothing to do.
  case nothing

  /// Decides: the only candidate whole, else as much as all share, else the list.
  ///
  /// - Parameters:
  ///   - completion: What the completer found; a range that does not end at the cursor is refused.
  ///   - text: The text before and after the cursor.
  ///   - cursor: UTF-8 offset of the cursor.
  init(_ completion: EditorCompletion, text: String, cursor: Int) {
    self = .nothing
    let bytes = text.utf8
    guard completion.range.upperBound == cursor, completion.range.lowerBound >= 0,
      cursor <= bytes.count
    else { return }
    guard let first = completion.candidates.first else {
      if !completion.hint.isEmpty { self = .hint }
      return
    }
    guard
      let typed = String(
        bytes.dropFirst(completion.range.lowerBound).prefix(completion.range.count))
    else { return }
    let scalars = typed.unicodeScalars.count
    guard completion.candidates.count > 1 else {
      let after = String(bytes.dropFirst(cursor)) ?? ""
      let suffix = Self.suffix(of: completion, after: first.text, before: after)
      let whole = first.text + suffix
      // What cannot be shown as it is cannot be edited as it is: it is listed, written out.
      guard isVisible(whole) else {
        self = .list
        return
      }
      self = whole == typed ? .nothing : .replace(scalars: scalars, with: whole)
      return
    }
    var shared = first.text
    for candidate in completion.candidates.dropFirst() {
      shared = commonPrefix(shared, candidate.text)
      // The list is all that is left to do, however many more there are.
      if shared.unicodeScalars.count <= scalars { break }
    }
    if !isVisible(shared) { shared = typed }
    // Shorter than what was typed: candidates that only resemble it, to be chosen from.
    self =
      shared.unicodeScalars.count > scalars ? .replace(scalars: scalars, with: shared) : .list
  }

  private static func suffix(
    of completion: EditorCompletion, after text: String, before rest: String
  ) -> String {
    if text.hasSuffix("/") || rest.hasPrefix(completion.suffix) { return "" }
    return completion.suffix
  }
}

/// The longest beginning that two texts share, in whole graphemes.
func commonPrefix(_ first: String, _ second: String) -> String {
  var end = first.startIndex
  for (one, other) in zip(first, second) {
    guard one == other else { break }
    end = first.index(after: end)
  }
  return String(first[..<end])
}

/// Candidates as a list: with their notes one a line, without in columns that fill from the top.
func candidateLines(_ candidates: [EditorCandidate], on canvas: TextCanvas) -> [ScreenLine] {
  let texts = candidates.map { visible($0.text, glyphs: canvas.glyphs) }
  let width = texts.reduce(0) { max($0, displayWidth(of: $1)) }
  guard candidates.allSatisfy(\.note.isEmpty) || candidates.count > mostNotes else {
    return zip(texts, candidates).map { text, candidate in
      var line = StyledLine(padded(text, to: width))
      line.append("  ")
      line.append(visible(candidate.note, glyphs: canvas.glyphs), style: .muted)
      return line.rendered(on: canvas)
    }
  }
  let columns = max(1, (canvas.width + 2) / (width + 2))
  let rows = (texts.count + columns - 1) / columns
  return (0..<rows).map { row in
    let cells = stride(from: row, to: texts.count, by: rows).map { padded(texts[$0], to: width) }
    return StyledLine(cells.joined(separator: "  ")).rendered(on: canvas)
  }
}

/// More candidates than this are shown without their notes, in columns.
private let mostNotes = 24
