import CommandLanguage

/// What a figure in a note names: `{{after.max}}`, `{{loads.rides.sum}}`,
/// `{{loads.rides where driver = 'Giuseppe'}}`.
public struct FigureReference: Hashable, Sendable {
  /// The result, table, dataset or plan.
  public var relation: String
  /// The names behind the first point: one or two.
  public var path: [String]
  /// The rows that count, or nil for all.
  public var condition: Condition?

  /// A column and the value that it has in the rows that count.
  public struct Condition: Hashable, Sendable {
    public var column: String
    /// Compared as text, and as a number where both are numbers.
    public var value: String

    public init(column: String, value: String) {
      self.column = column
      self.value = value
    }
  }

  /// How the values of a column become one.
  public enum Aggregate: String, CaseIterable, Sendable {
    case min, max, sum, mean, count
  }

  public init(relation: String, path: [String], condition: Condition? = nil) {
    self.relation = relation
    self.path = path
    self.condition = condition
  }

  /// The reference in its one spelling: `after.max`, `loads.rides where driver = 'Giuseppe'`.
  public var text: String {
    let names = ([relation] + path).map(NameRules.written).joined(separator: ".")
    guard let condition else { return names }
    let value = condition.value.replacing("'", with: "''")
    return "\(names) where \(NameRules.written(condition.column)) = '\(value)'"
  }

  /// The key of the fact that holds the figure: `figure(after.max)`.
  public var factKey: String { "figure(\(text))" }

  /// Why a text between `{{` and `}}` names no figure.
  public struct Mistake: Error, Hashable, Sendable {
    /// In lower case, without a full stop.
    public var headline: String
    public var expected: String
  }

  /// Reads what stands between `{{` and `}}`.
  ///
  /// - Throws: ``Mistake``.
  public init(_ text: String) throws(Mistake) {
    var reader = FigureReader(text)
    self = try reader.read()
  }
}

/// Reads a figure's words: names with points between them, and perhaps a condition.
private struct FigureReader {
  private var rest: Substring

  private static let expected =
    "NAME.COLUMN, optionally .min, .max, .sum, .mean or .count, optionally `where COLUMN = 'value'`"

  init(_ text: String) { rest = text[...] }

  mutating func read() throws(FigureReference.Mistake) -> FigureReference {
    var names = [try name()]
    while take(".") { names.append(try name()) }
    guard (2...3).contains(names.count) else {
      throw mistake(
        names.count == 1 ? "a figure must name a column" : "a figure has at most three names")
    }
    var figure = FigureReference(relation: names[0], path: Array(names.dropFirst()))
    skipBlanks()
    guard !rest.isEmpty else { return figure }
    guard try name().lowercased() == "where" else {
      throw mistake("only `where` may follow the names of a figure")
    }
    let column = try name()
    guard take("=") else { throw mistake("a figure's condition has no `=`") }
    figure.condition = FigureReference.Condition(column: column, value: try value())
    skipBlanks()
    guard rest.isEmpty else { throw mistake("unexpected text after the figure's condition") }
    return figure
  }

  private func mistake(_ headline: String) -> FigureReference.Mistake {
    FigureReference.Mistake(headline: headline, expected: Self.expected)
  }

  private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }

  private mutating func take(_ mark: Character) -> Bool {
    skipBlanks()
    guard rest.first == mark else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func name() throws(FigureReference.Mistake) -> String {
    skipBlanks()
    if rest.first == "\"" { return try quoted() }
    let name = rest.prefix { $0 != "." && $0 != "=" && !$0.isWhitespace }
    guard NameRules.isBareName(name) else {
      throw mistake(name.isEmpty ? "a figure lacks a name" : "`\(name)` is not a name")
    }
    rest = rest[name.endIndex...]
    return String(name)
  }

  private mutating func value() throws(FigureReference.Mistake) -> String {
    skipBlanks()
    if rest.first == "'" || rest.first == "\"" { return try quoted() }
    let word = rest.prefix { !$0.isWhitespace }
    guard !word.isEmpty else { throw mistake("a figure's condition has no value") }
    rest = rest[word.endIndex...]
    return String(word)
  }

  /// A text in quotes, a doubled one standing for itself.
  private mutating func quoted() throws(FigureReference.Mistake) -> String {
    guard let quote = rest.first else { throw mistake("a figure lacks a name") }
    rest.removeFirst()
    var text = ""
    while let end = rest.firstIndex(of: quote) {
      text += rest[..<end]
      rest = rest[rest.index(after: end)...]
      guard rest.first == quote else { return text }
      text.append(quote)
      rest.removeFirst()
    }
    throw mistake("a quote in a figure is not closed")
  }
}
