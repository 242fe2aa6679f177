import Glibc
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
  static func edit(_ text: String) -> Ending {
    let folder = environmentVariable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    // SQL by its ending, so that editors colour it; only the user may read it.
    var path = Array((folder + "/carnet-XXXXXX.sql").utf8CString)
    let descriptor = mkstemps(&path, 4)
    guard descriptor >= 0 else {
      return .failed("no file for the editor can be made in \(folder): \(systemError())")
    }
    let file = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(file) }
    let sink = OutputSink(descriptor: descriptor)
    sink.writeData(text)
    sink.flush()
    close(descriptor)
    if let failure = sink.failure {
      return .failed("the editor's file cannot be written: \(failure)")
    }
    guard let status = ForegroundProgram.run("\(command) \(quoted(file))") else {
      return .failed("`\(command)` cannot be started: \(systemError())")
    }
    guard status == 0 else {
      return .failed("`\(command)` ended with \(status): nothing was taken over")
    }
    guard let edited = try? ScriptFile.text(at: file) else {
      return .failed("what `\(command)` wrote cannot be read")
    }
    return .edited(edited.trimmed)
  }

  private static func quoted(_ path: String) -> String {
    "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  private static func systemError() -> String { String(cString: strerror(errno)) }
}
