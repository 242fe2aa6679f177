import Foundation
import Testing

@Suite("Nothing but the gate writes files")
struct OneGateTests {
  /// Calls that make, change, rename or remove files, in Swift or C, or have another library or
  /// program do it.
  private static let calls = [
    #"\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b"#, #"\bf(re|d)?open(64)?\("#,
    #"(?<![.\w])(creat|openat|mknod|mkfifo|symlink|chmod|chown|utimes|tmpfile|rmdir)\("#,
    #"(?<![.\w])(?<!case )link\("#,
    #"\b(mkdir|mkdtemp|mkstemps?|mkostemps?|unlink(at)?|f?truncate|fallocate)\("#,
    // Swift's own methods have these names too; the gate's are called `files.`.
    #"(?<!files\.)\brename(at2?)?\("#, #"(?<![.\w])remove\((\w*[pP]ath|file|")"#,
    #"\b(Glibc|Darwin)\.remove\("#, #"\b(FileManager|FileHandle|OutputStream|NSData|URLSession)\b"#,
    #"\bwrite\(to(File)?: *(URL|url|path|file)(?!.*through:)"#, #"\bworkbook_new(_opt)?\("#,
    #"\bsqlite3_open(_v2|16)?\("#, #"\bDatabase(Queue|Pool)\("#, #"\bsqlite3_backup_init\("#,
    #"(?i)\bVACUUM +INTO\b"#, #"(?i)"ATTACH "#, #"\bH_SAVE"#, #"\bFileGate\("#,
    #"(?<![.\w])(popen|system|fork|vfork|exec[lv][pe]?|socket|connect)\("#, #"\bposix_spawnp?\("#,
    #"\bProcess\(\)"#,
  ]

  /// What may stand outside the gate's room: the file, the call, and why.
  private static let exceptions: [(file: String, call: String, reason: String)] = [
    (
      "Store/NotebookDatabase.swift", "DatabaseQueue(",
      "SQLite opens the notebook by itself, at the place that the gate has prepared"
    ),
    (
      "Store/AnalystConnection.swift", "sqlite3_open_v2(",
      "the second connection to the same file; its flags do not let it make one"
    ),
    (
      "Store/DatabaseFile.swift", "sqlite3_open_v2(",
      "another program's file, opened as immutable: nothing is changed or made beside it"
    ),
    (
      "Store/AccessPolicy.swift", "sqlite3_open(",
      "a database in memory, asked for the names of SQLite's own tables; it makes no file"
    ),
    (
      "Tabular/Writing/WorkbookWriter.swift", "workbook_new(",
      "libxlsxwriter opens by itself; only a draft gives it a path"
    ),
    (
      "Tabular/Writing/WorkbookWriter.swift", "workbook_new_opt(",
      "the same, with nameless files in the draft's folder"
    ),
    (
      "Notebook/Program/ProgramWorld.swift", "FileGate(",
      "the program makes the world's gate, once, and hands it down"
    ),
    (
      "Synthesize/Synthesize.swift", "FileGate(",
      "the maker of the bundled data is a program of its own"
    ),
    (
      "CCurl/CCurl.c", "socket(",
      "the answer to libcurl, which asks for one; the address that it leads to is judged before"
    ),
    (
      "Terminal/ForegroundProgram.swift", "posix_spawn(",
      "starts the pager and the editor of somebody who types; a replay has no terminal"
    ),
  ]

  private struct Finding: Hashable {
    let file: String
    let call: String
  }

  @Test("no code outside the gate's room makes, changes, renames or removes a file")
  func calls() throws {
    let expressions = try Self.calls.map { try NSRegularExpression(pattern: $0) }
    var found: Set<Finding> = []
    for (file, lines) in try SourceFiles.all() where !file.hasPrefix("Files/") {
      for line in lines {
        for expression in expressions {
          let whole = NSRange(line.startIndex..., in: line)
          for match in expression.matches(in: line, range: whole) {
            guard let range = Range(match.range, in: line) else { continue }
            let finding = Finding(file: file, call: String(line[range]))
            let isKnown = Self.exceptions.contains { $0.file == file && $0.call == finding.call }
            #expect(isKnown, "\(file): `\(line.trimmingCharacters(in: .whitespaces))`")
            found.insert(finding)
          }
        }
      }
    }
    // An exception that nothing needs any more would hide the next one.
    for exception in Self.exceptions {
      #expect(
        found.contains(Finding(file: exception.file, call: exception.call)), "\(exception.file)")
    }
  }

  @Test(
    "the search finds each kind of call",
    arguments: [
      "let file = fopen(path, \"w\")", "open(path, O_WRONLY | O_CREAT)", "creat(path, 0o600)",
      "mkdir(made, 0o755)", "rename(old, new)", "unlink(path)", "ftruncate(descriptor, 0)",
      "remove(path)", "FileManager.default.removeItem(atPath: path)", "workbook_new(path)",
      "try text.write(toFile: path, atomically: true)", "try DatabaseQueue(path: path)",
      "popen(\"cat\", \"r\")", "let gate = FileGate()", "execute(\"VACUUM INTO 'x'\")",
    ])
  func search(line: String) {
    let isFound = Self.calls.contains {
      line.range(of: $0, options: .regularExpression) != nil
    }
    #expect(isFound)
  }
}
