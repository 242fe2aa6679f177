import CommandLanguage
import Files
import SessionRecord
import Store
import Tabular
import TerminalText

/// What the path of a `load` leads to.
enum LoadSource {
  case file(path: String, isBundled: Bool)
  case files(MatchedFiles)
  case input(StandardInput)

  /// The path that names standard input; a file of that name is `./-`.
  static let inputPath = "-"
  /// What errors and records call it.
  static let inputName = "standard input"

  init(_ typed: String, in session: NotebookSession) {
    if typed == Self.inputPath {
      self = .input(session.context.input)
      return
    }
    let (path, isBundled) = session.pathToRead(typed)
    // A file is itself, whatever its name looks like.
    if !FilePath.exists(path),
      let pattern = FilePattern(FilePath.absolute(typed, in: session.folder))
    {
      self = .files(MatchedFiles(pattern, through: session.files))
    } else {
      self = .file(path: path, isBundled: isBundled)
    }
  }

  /// What a path is called in errors and causes.
  static func shown(_ typed: String) -> String { typed == inputPath ? inputName : typed }

  /// What one of several files is called; nil for another path.
  func name(of path: String) -> String? {
    if case .files(let matched) = self { matched.name(ofPath: path) ?? path } else { nil }
  }

  /// The hash of its bytes now; nil where there are none.
  var hash: ContentHash? {
    switch self {
    case .file(let path, _): try? ContentHash.sha256(ofFile: path)
    case .files(let matched): (try? FileManifest(of: matched))?.hash
    case .input(.data(let data)):
      (try? data.bytes(isInterrupted: { false })).flatMap { bytes in
        bytes.flatMap { $0.isEmpty ? nil : .sha256(of: $0) }
      }
    case .input(.terminal), .input(.statements): nil
    }
  }
}

extension StandardInput {
  /// The data that a statement loads.
  ///
  /// - Parameter call: The statement, which is to blame.
  /// - Returns: All bytes.
  /// - Throws: `Diagnostic` where standard input is something else, `FileError` where it cannot be
  ///   read, `StoreError.interrupted` on Ctrl-C.
  func data(for call: CommandCall) throws -> [UInt8] {
    switch self {
    case .terminal:
      throw call.mistake(
        .file, "standard input is the terminal, and no data come from it", at: LoadCommand.file,
        remedy: "pipe data in: `cat FILE | carnet -c 'load \"-\" as t'`; or load a file")
    case .statements:
      throw call.mistake(
        .file, "standard input holds these statements, and no data beside them",
        at: LoadCommand.file,
        remedy: "give the statements with `-c` or as a script: `carnet run SCRIPT < DATA`")
    case .data(let data):
      let isInterrupted = call.session.context.isInterrupted
      guard let bytes = try data.bytes(isInterrupted: isInterrupted) else {
        throw StoreError.interrupted
      }
      return bytes
    }
  }
}
