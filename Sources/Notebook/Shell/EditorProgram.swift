import Files
import Glibc
import Naming
import Terminal

/// The user's own editor on a text.
enum EditorProgram {
  /// What came of it.
  enum Ending: Equatable {
    case edited(String)
    case failed(String)
  }

  /// VISUAL, else EDITOR, else vi.
  static var command: String {
    for name in ["VISUAL", "EDITOR"] {
      if let command = environmentVariable(name), !command.isEmpty { return command }
    }
    return "vi"
  }

  /// Runs the editor on a text and waits for its end.
  static func edit(_ text: String, through files: FileGate) -> Ending {
    let temporary: TemporaryFile
    do {
      // SQL by its ending, so that editors colour it; only the user may read it.
      temporary = try files.temporaryFile(Array((text + "\n").utf8), ending: ".sql")
    } catch {
      return .failed("cannot make a file for the editor in \(error.file): \(error.headline)")
    }
    return withExtendedLifetime(temporary) { edit(file: temporary.path) }
  }

  private static func edit(file: String) -> Ending {
    guard let status = ForegroundProgram.run("\(command) \(quoted(file))") else {
      return .failed("`\(command)` cannot be started: \(systemError())")
    }
    guard status == 0 else {
      return .failed("`\(command)` exited with status \(status): nothing was changed")
    }
    guard let edited = try? ScriptFile.text(at: file) else {
      return .failed("the text written by `\(command)` cannot be read")
    }
    return .edited(edited.trimmed)
  }

  private static func quoted(_ path: String) -> String {
    "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  private static func systemError() -> String { String(cString: strerror(errno)) }
}
