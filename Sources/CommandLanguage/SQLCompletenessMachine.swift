/// The state machine by which SQLite tells a complete statement from an unfinished one.
///
/// The states and their table are those of `sqlite3_complete` (SQLite, src/complete.c): they
/// follow quotes and comments, and keep the `;` inside the body of a trigger from ending it.
struct SQLCompletenessMachine {
  enum State: Int {
    case invalid, start, normal, explain, create, trigger, semicolon, end
  }

  private(set) var state = State.invalid

  /// Rows are states, columns token kinds: `;`, space, other, explain, create, temp, trigger, end.
  private static let transitions: [[State]] = [
    [.start, .invalid, .normal, .explain, .create, .normal, .normal, .normal],
    [.start, .start, .normal, .explain, .create, .normal, .normal, .normal],
    [.start, .normal, .normal, .normal, .normal, .normal, .normal, .normal],
    [.start, .explain, .explain, .normal, .create, .normal, .normal, .normal],
    [.start, .create, .normal, .normal, .normal, .create, .trigger, .normal],
    [.semicolon, .trigger, .trigger, .trigger, .trigger, .trigger, .trigger, .trigger],
    [.semicolon, .semicolon, .trigger, .trigger, .trigger, .trigger, .trigger, .end],
    [.start, .end, .trigger, .trigger, .trigger, .trigger, .trigger, .trigger],
  ]

  mutating func advance(_ kind: SQLTokenKind) {
    state = Self.transitions[state.rawValue][kind.rawValue]
  }

  /// True inside a trigger's body, where `;` does not end the statement.
  var isInTrigger: Bool { state == .trigger || state == .semicolon }

  /// What `sqlite3_complete` says of a text: it ends in a `;` that ends a statement.
  static func isComplete(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var machine = SQLCompletenessMachine()
    var at = 0
    while at < bytes.count {
      let token = SQLToken.next(in: bytes, at: at, end: bytes.count)
      guard token.isClosed else { return false }
      machine.advance(token.kind)
      at = token.span.end
    }
    return machine.state == .start
  }
}
