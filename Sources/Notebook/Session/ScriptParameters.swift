import CommandLanguage
import Naming
import TerminalText

/// A value that a script's parameter is given.
public struct ParameterValue: Hashable, Sendable {
  public var name: String
  public var value: String

  /// Reads `NAME=VALUE`, or returns nil for any other text.
  public init?(_ text: String) {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let name = String(text[..<equals])
    guard ParameterScanner.isName(name) else { return nil }
    (self.name, value) = (name, String(text[text.index(after: equals)...]))
  }

  init(name: String, value: String) {
    (self.name, self.value) = (name, value)
  }
}

/// Replaces a script's parameters by their values before any statement runs.
struct ScriptParameters {
  /// What the command line gives.
  let given: [ParameterValue]

  /// The script with a value in the place of each parameter.
  ///
  /// A recorded session has its values already and takes none.
  ///
  /// - Throws: `Diagnostic` that names every parameter without a value, or one that is not there.
  /// - Complexity: linear in the text.
  func text(of text: String, name: String?) throws(Diagnostic) -> String {
    let source = SourceText(text, name: name)
    let isRecord = text.hasPrefix("#carnet")
    let declared = isRecord ? [] : try ParameterHeader.parameters(of: source)
    let uses = isRecord ? [] : ParameterScanner.uses(in: source)
    guard !given.isEmpty || !uses.isEmpty else { return text }
    try refuseUnknown(Set(declared.map(\.name) + uses.map(\.name)), isRecord: isRecord)
    var values: [String: String] = [:]
    for parameter in declared { values[parameter.name] = parameter.value }
    for parameter in given { values[parameter.name] = parameter.value }
    try requireValues(uses, values)
    var written: [ParameterUse: String] = [:]
    for use in uses { written[use] = try self.written(use, values[use.name] ?? "") }
    return ParameterScanner.replacing(uses, in: source) { written[$0] ?? "" }
  }

  private func refuseUnknown(_ known: Set<String>, isRecord: Bool) throws(Diagnostic) {
    var seen: Set<String> = []
    for parameter in given {
      guard seen.insert(parameter.name).inserted else {
        throw mistake("the parameter \(parameter.name) is given twice", remedy: "give it once")
      }
    }
    let unknown = given.filter { !known.contains($0.name) }
    guard let first = unknown.first else { return }
    let names = known.sorted()
    let expected =
      isRecord
      ? "none: a recorded session contains its values"
      : names.isEmpty ? "none: the script has no parameters" : names.joined(separator: ", ")
    throw mistake(
      unknown.count == 1
        ? "the script has no parameter \(first.name)"
        : "the script has no parameters \(unknown.map(\.name).joined(separator: ", "))",
      expected: expected,
      remedy: NearestNames.question(for: first.name, among: names) ?? "leave it out")
  }

  private func requireValues(
    _ uses: [ParameterUse], _ values: [String: String]
  ) throws(Diagnostic) {
    let missing = uses.filter { values[$0.name] == nil }
    guard let first = missing.first else { return }
    var names: [String] = []
    for use in missing where !names.contains(use.name) { names.append(use.name) }
    throw mistake(
      "no value is given for \(names.map { "$" + $0 }.joined(separator: ", "))",
      at: first.span,
      remedy: "give " + names.map { $0 + "=…" }.joined(separator: " ")
        + " after the script of `carnet run`, or after --set; a `$` within '…' is not a parameter")
  }

  private func written(_ use: ParameterUse, _ value: String) throws(Diagnostic) -> String {
    do throws(ParameterUse.Refusal) {
      return try use.written(value)
    } catch {
      switch error {
      case .controlCharacter:
        throw mistake(
          "the value of $\(use.name) contains a line break or a control character", at: use.span,
          expected: "one line of text")
      case .brokenWord:
        throw mistake(
          "the value of $\(use.name) cannot be part of an unquoted word: \(value)", at: use.span,
          expected: "letters, digits, `_`, `.`, `-`, `/`, `%`, `+` and `:`",
          remedy: "put the whole word in double quotes")
      case .verb:
        throw mistake(
          "a parameter cannot be a statement's first word", at: use.span,
          expected: "a verb or SQL", remedy: "write the statement out")
      }
    }
  }

  private func mistake(
    _ headline: Sentence, at span: SourceSpan = SourceSpan(at: 0), expected: String? = nil,
    remedy: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: .parameter, headline: headline, span: span, expected: expected, remedy: remedy)
  }
}

/// The parameters that a script declares with their defaults, in the comments above its statements.
///
///     #: parameters DAY=2025-10-22, METHOD="agent v1", FILE
enum ParameterHeader {
  /// A declared parameter; without a value it must be given.
  struct Parameter {
    let name: String
    let value: String?
  }

  private static let mark = "#: parameters"

  /// The declarations of a script, in its order.
  ///
  /// - Throws: `Diagnostic` at a word that is not a declaration.
  static func parameters(of source: SourceText) throws(Diagnostic) -> [Parameter] {
    guard source.text.contains(mark) else { return [] }
    var parameters: [Parameter] = []
    var offset = 0
    for line in source.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let span = SourceSpan(offset, offset + line.utf8.count)
      offset = span.end + 1
      let text = String(line).trimmed
      guard text.isEmpty || text.hasPrefix("#") || text == "\u{FEFF}" else { break }
      guard text.hasPrefix(mark) else { continue }
      let words = CommandLexer.tokens(of: source, in: span).dropFirst(2)
      parameters += try declarations(Array(words))
    }
    return parameters
  }

  private static func declarations(_ tokens: [CommandToken]) throws(Diagnostic) -> [Parameter] {
    var parameters: [Parameter] = []
    var at = 0
    while at < tokens.count {
      let token = tokens[at]
      at += 1
      if token.kind == .comma { continue }
      if token.kind == .word, token.text.hasPrefix("#") { break }
      guard token.kind == .word, ParameterScanner.isName(token.text) else {
        throw mistake("`\(token.text)` is not a parameter", token)
      }
      guard !parameters.contains(where: { $0.name == token.text }) else {
        throw mistake("the parameter \(token.text) is declared twice", token)
      }
      guard at < tokens.count, tokens[at].kind == .equals else {
        parameters.append(Parameter(name: token.text, value: nil))
        continue
      }
      guard at + 1 < tokens.count, [.word, .quoted].contains(tokens[at + 1].kind),
        tokens[at + 1].isClosed
      else { throw mistake("the parameter \(token.text) has no value after `=`", token) }
      parameters.append(Parameter(name: token.text, value: tokens[at + 1].text))
      at += 2
    }
    return parameters
  }

  private static func mistake(_ headline: Sentence, _ token: CommandToken) -> Diagnostic {
    Diagnostic(
      code: .parameter, headline: headline, span: token.span,
      expected: "NAME or NAME=VALUE, values with blanks in double quotes",
      remedy: "for example: #: parameters DAY=2025-10-22, METHOD=greedy")
  }
}
