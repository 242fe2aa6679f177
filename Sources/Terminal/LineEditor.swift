import CEditLine
import Glibc
import TerminalText

/// Reads statements from a terminal, with editing, history and completion by libedit.
///
///     let editor = LineEditor(environment: .prepare(), history: kept) { text, cursor in .none }
///     while case .line(let statement) = editor.read(
///       prompt: "carnet> ", continuation: "   ...> ", isComplete: { $0.hasSuffix(";") })
///     { … }
///
/// Not Sendable, and of no use off the main thread: libedit draws where it is called, and asks this
/// object for prompt and completions while it does.
///
/// Joined emoji (👩‍⚕️) are edited as what they are made of, because libedit measures scalars; the
/// text stays right. Do not put them into prompts.
public final class LineEditor {
  /// What may stand at the cursor of a text; offsets count UTF-8 bytes.
  ///
  /// The text is the whole statement so far, earlier lines included.
  public typealias Completer = (_ text: String, _ cursor: Int) -> EditorCompletion

  let environment: TerminalEnvironment
  let completer: Completer
  let editor: OpaquePointer
  private let past: OpaquePointer
  /// The prompt in memory of C, since libedit asks for it whenever it draws.
  private var promptText: UnsafeMutablePointer<CChar>?
  /// How many of the next pastes may begin in what was pushed to libedit, and not at the terminal.
  var pushedPastes = 0
  private(set) var shownPrompt = ScreenLine.empty
  /// The lines of the statement before the one that is edited, each with its line break.
  private(set) var earlierLines = ""

  /// More candidates than this are listed only when the user says yes.
  static let mostListed = 100
  private static let historySize: Int32 = 10_000

  /// Makes the editor of the process's terminal, reading the user's `.editrc`; nil if libedit cannot.
  ///
  /// - Parameters:
  ///   - environment: What the process runs in, both streams terminals.
  ///   - history: Earlier statements, the oldest first.
  ///   - completer: Asked when Tab is pressed.
  public init?(
    environment: TerminalEnvironment, history: [String] = [], completer: @escaping Completer
  ) {
    Interrupts.install()
    TerminalState.prepareForEditing()
    guard let editor = cel_init("carnet") else { return nil }
    guard let past = history_init() else {
      el_end(editor)
      return nil
    }
    self.environment = environment
    self.completer = completer
    self.editor = editor
    self.past = past
    _ = cel_history_number(past, H_SETSIZE, Self.historySize)
    _ = cel_history_number(past, H_SETUNIQUE, 1)
    configure()
    for statement in history { remember(statement) }
  }

  deinit {
    TerminalState.restore()
    el_end(editor)
    history_end(past)
    free(promptText)
  }

  /// Adds a statement to the history, as one event even if it has many lines.
  public func remember(_ statement: String) {
    var text = statement[...]
    while let last = text.last, last.isNewline || last == " " { text.removeLast() }
    guard !text.isEmpty, !text.utf8.contains(0) else { return }
    _ = cel_history_enter(past, String(text))
  }

  /// Reads a statement: a line, and further ones until it is complete.
  ///
  /// Ctrl-C forgets all of it; one that comes when the statement is on its way to the caller leaves
  /// `Interrupts.isRaised` set, for it stops what the statement begins. Ctrl-D at a continuation ends the statement as the end of a file does.
  /// What was pasted or recalled may hold several statements.
  ///
  /// - Parameters:
  ///   - prompt: Shown before the first line; may be styled. It must not end in a joined emoji.
  ///   - continuation: Shown before further lines.
  ///   - start: What stands at the first prompt already, to be edited or sent.
  ///   - isComplete: Whether the text so far needs no further line.
  /// - Returns: The statement's text, without the line break at its end.
  public func read(
    prompt: ScreenLine, continuation: ScreenLine, beginningWith start: String = "",
    isComplete: (_ text: String) -> Bool
  ) -> InputLine {
    // As if it had been pasted, so that nothing in it is taken for a key.
    if !start.isEmpty, !start.utf8.contains(0) {
      pushedPastes += 1
      el_push(editor, "\u{1B}[200~" + PastedText.plain(start) + "\u{1B}[201~")
    }
    earlierLines = ""
    defer { earlierLines = "" }
    Interrupts.clear()
    while true {
      switch nextLine(prompt: earlierLines.isEmpty ? prompt : continuation) {
      case .line(let line):
        let text = earlierLines + line
        if isComplete(text) {
          remember(text)
          return .line(text)
        }
        earlierLines = text + "\n"
      case .interrupted: return .interrupted
      case .endOfInput:
        guard !earlierLines.isEmpty else { return .endOfInput }
        let text = String(earlierLines.dropLast())
        remember(text)
        return .line(text)
      }
    }
  }

  /// Reads one line, which is not put into the history.
  public func readLine(prompt: ScreenLine) -> InputLine {
    Interrupts.clear()
    return nextLine(prompt: prompt)
  }

  /// Reads one line; a Ctrl-C since the flag was lowered gives up the line too.
  private func nextLine(prompt: ScreenLine) -> InputLine {
    setPrompt(prompt)
    while true {
      var count: Int32 = 0
      var error: Int32 = 0
      TerminalState.beginEditing()
      let line = Interrupts.isRaised ? nil : editedByUser(&count, &error)
      TerminalState.endEditing()
      WakeUpCalls.stop()
      if Interrupts.isRaised {
        Interrupts.clear()
        for _ in 0..<lineFeedsToBelow(prompt: prompt) { move(.newLine) }
        cel_print("^C\n")
        return .interrupted
      }
      if let line { return .line(line.hasSuffix("\n") ? String(line.dropLast()) : line) }
      // Another signal than Ctrl-C: ask again.
      guard error == EINTR else {
        move(.newLine)
        return .endOfInput
      }
    }
  }

  private func editedByUser(_ count: inout Int32, _ error: inout Int32) -> String? {
    // libedit draws the prompt before it takes the keys over: those typed in between would be lost.
    _ = cel_set_number(editor, EL_PREP_TERM, 1)
    // The text is libedit's own until the next call: copied at once.
    return cel_read(editor, &count, &error).map { String(cString: $0) }
  }

  /// The line feeds that lead from the cursor to below the line that is given up; none at its end.
  func lineFeedsToBelow(prompt: ScreenLine) -> Int {
    guard let line = editedLine(), line.cursor < line.text.utf8.count else { return 0 }
    let promptWidth = displayWidth(of: prompt.plain)
    let columns = TerminalEnvironment.width()
    let before = String(line.text.utf8.prefix(line.cursor)) ?? ""
    let last = lastRow(of: line.text, prompt: promptWidth, columns: columns)
    return max(0, last - lastRow(of: before, prompt: promptWidth, columns: columns)) + 1
  }

  // MARK: - Setting up

  /// The order matters: the editor, the user's file, then what must work whatever that file says.
  private func configure() {
    _ = cel_set_client(editor, Unmanaged.passUnretained(self).toOpaque())
    _ = cel_set_text(editor, EL_EDITOR, "emacs")
    // libedit's own handlers redraw after a resize and pass the rest on to ours.
    _ = cel_set_number(editor, EL_SIGNAL, 1)
    _ = cel_use_history(editor, past)
    _ = cel_set_prompt(editor, promptOfEditor, CChar(Self.invisible.value))
    addFunction("carnet-complete", "Complete the word before the cursor", completeInEditor)
    addFunction("carnet-paste", "Insert pasted text", pasteInEditor)
    addFunction(
      "carnet-paste-on", "Insert pasted text and keep inserting", pasteAndGoOnInEditor)
    el_source(editor, nil)
    bindOwnKeys()
  }

  private func addFunction(
    _ name: StaticString, _ help: StaticString,
    _ function: @escaping @convention(c) (OpaquePointer?, Int32) -> UInt8
  ) {
    // Static strings, because libedit may keep the pointers.
    name.utf8Start.withMemoryRebound(to: CChar.self, capacity: name.utf8CodeUnitCount + 1) { name in
      help.utf8Start.withMemoryRebound(to: CChar.self, capacity: help.utf8CodeUnitCount + 1) {
        _ = cel_add_function(editor, name, $0, function)
      }
    }
  }

  private func bindOwnKeys() {
    cel_bind(editor, "^I", "carnet-complete")
    bindPaste()
    cel_bind(editor, "^R", "em-inc-search-prev")
    cel_bind(editor, "^W", "ed-delete-prev-word")
  }

  /// In vi's insert mode Escape must act at once, so that no sequence may begin with it there: it leads
  /// to the command mode, where the rest of the mark begins a paste that leads back.
  private func bindPaste() {
    cel_bind_in(editor, 1, "\\e[200~", "carnet-paste")
    if cel_is_vi(editor) != 0 {
      cel_bind_in(editor, 1, "[200~", "carnet-paste-on")
    } else {
      cel_bind_in(editor, 0, "\\e[200~", "carnet-paste")
    }
  }

  /// Stands around stretches of the prompt that take no columns.
  private static let invisible: Unicode.Scalar = "\u{1}"

  private func setPrompt(_ prompt: ScreenLine) {
    free(promptText)
    shownPrompt = prompt
    // Beyond ASCII in a locale without UTF-8, libedit would not survive the prompt.
    let text =
      environment.editsUnicode
      ? prompt.text : String(prompt.text.map { $0.isASCII ? $0 : "?" })
    promptText = strdup(markedPrompt(text, invisible: Self.invisible))
  }

  // MARK: - What libedit calls

  fileprivate static func of(_ editor: OpaquePointer?) -> LineEditor? {
    guard let editor, let client = cel_get_client(editor) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(client).takeUnretainedValue()
  }

  fileprivate var currentPrompt: UnsafeMutablePointer<CChar>? { promptText }
}

@c nonisolated private func pasteAndGoOnInEditor(_ editor: OpaquePointer?, _ key: Int32) -> UInt8 {
  UInt8(truncatingIfNeeded: LineEditor.of(editor)?.pasteAndGoOn() ?? CC_ERROR)
}

@c nonisolated private func promptOfEditor(_ editor: OpaquePointer?) -> UnsafeMutablePointer<CChar>?
{
  LineEditor.of(editor)?.currentPrompt
}

@c nonisolated private func completeInEditor(_ editor: OpaquePointer?, _ key: Int32) -> UInt8 {
  UInt8(truncatingIfNeeded: LineEditor.of(editor)?.complete() ?? CC_ERROR)
}

@c nonisolated private func pasteInEditor(_ editor: OpaquePointer?, _ key: Int32) -> UInt8 {
  UInt8(truncatingIfNeeded: LineEditor.of(editor)?.paste() ?? CC_ERROR)
}
