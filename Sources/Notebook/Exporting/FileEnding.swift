import CommandLanguage
import Documents
import TerminalText

/// The ending of a file's name, such as `csv`, which has to agree with what is written.
enum FileEnding {
  /// The ending in lower case, without its dot; nil where the name has none.
  static func of(_ path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The path with another ending.
  static func path(_ path: String, endingIn ending: String) -> String {
    guard let present = of(path) else { return "\(path).\(ending)" }
    return path.dropLast(present.count) + ending
  }

  /// The statement that writes a file of this path's ending, as a sentence, or nil where none does.
  static func statement(for path: String) -> String? {
    let file = NameRules.quoted(path)
    switch of(path) {
    case "safetensors": return "`export agent NAME to \(file)` writes an agent"
    case "carnet": return "`save session as \(file)` writes the session as a script"
    default: break
    }
    if ExportFormat(path: path) != nil { return "`export NAME to \(file)` writes a table" }
    if DocumentFormat(path: path) != nil {
      return "`export session to \(file)` writes the session as a document"
    }
    return nil
  }
}

extension CommandCall {
  /// The mistake of a file whose ending contradicts what is written.
  ///
  /// - Parameters:
  ///   - what: What the statement writes, such as `an agent`.
  ///   - endings: The endings that it may have, without dots; the first is proposed.
  /// - Returns: The mistake, with its place in the slot FILE.
  func wrongEnding(for what: String, _ endings: [String]) -> Diagnostic {
    let path = command[ExportCommand.file] ?? ""
    let headline: Sentence =
      FileEnding.of(path).map { "\(words: what) cannot be written as .\($0)" as Sentence }
      ?? "the file name has no extension"
    let proposal = endings.first.map { FileEnding.path(path, endingIn: $0) } ?? path
    let other = FileEnding.statement(for: path).map { "; " + $0 } ?? ""
    return mistake(
      .format, headline, at: ExportCommand.file,
      expected: "a name that ends in " + endings.map { "." + $0 }.joined(separator: ", "),
      remedy: "write to \(NameRules.quoted(proposal))" + other)
  }

  /// Refuses a file whose ending contradicts the one format that a statement writes.
  ///
  /// - Throws: `Diagnostic`.
  func requireEnding(_ ending: String, for what: String) throws {
    guard FileEnding.of(command[ExportCommand.file] ?? "") == ending else {
      throw wrongEnding(for: what, [ending])
    }
  }
}
