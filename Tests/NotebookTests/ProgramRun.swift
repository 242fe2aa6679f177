import Glibc
import PseudoTerminal

/// The built `carnet` run to its end: what it printed, what it said, and its exit code.
struct ProgramRun {
  let output: String
  let talk: String
  let status: Int32

  /// Runs `carnet`; both streams go to files, so that neither can fill up and hang it.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - program: Its path; the built one by default.
  ///   - input: What its standard input holds.
  ///   - folder: Its working folder.
  ///   - state: Its folder of states.
  ///   - environment: Further variables.
  /// - Throws: `TemporaryDirectoryError` or `ProgramRunError` where it cannot be run.
  init(
    _ arguments: [String], program: String = PseudoTerminal.builtProgram("carnet"),
    input: String = "", in folder: String = NotebookHarness.repository,
    state: TemporaryDirectory, environment: [String: String] = [:]
  ) throws {
    let scratch = try TemporaryDirectory()
    let process = try Self.start(
      arguments, program: program, input: input, in: folder, state: state, environment: environment,
      scratch: scratch)
    self = try Self.ended(process, scratch)
  }

  /// Runs a command of the shell to its end, as `init` runs `carnet`.
  init(shell command: String, in folder: String, state: TemporaryDirectory) throws {
    let scratch = try TemporaryDirectory()
    let process = try Self.start(
      ["-c", command], program: "/bin/sh", input: "", in: folder, state: state, environment: [:],
      scratch: scratch)
    self = try Self.ended(process, scratch)
  }

  private init(output: String, talk: String, status: Int32) {
    (self.output, self.talk, self.status) = (output, talk, status)
  }

  /// The built program.
  static var program: String { PseudoTerminal.builtProgram("carnet") }

  private static func ended(_ process: pid_t, _ scratch: TemporaryDirectory) throws -> ProgramRun {
    var code: Int32 = 0
    waitpid(process, &code, 0)
    return ProgramRun(
      output: try TemporaryDirectory.text(of: scratch.path + "/output"),
      talk: try TemporaryDirectory.text(of: scratch.path + "/talk"),
      status: code & 0x7F == 0 ? (code >> 8) & 0xFF : -(code & 0x7F))
  }

  /// Starts `carnet`, or another program, and gives its process.
  static func start(
    _ arguments: [String], program: String = ProgramRun.program, input: String,
    in folder: String, state: TemporaryDirectory,
    environment: [String: String], scratch: TemporaryDirectory
  ) throws -> pid_t {
    let inputPath = try scratch.write(input.utf8, to: "input")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, inputPath, O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 1, scratch.path + "/output", flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, scratch.path + "/talk", flags, 0o600)
    let words = (["/usr/bin/env", "-C", folder, program] + arguments)
      .map { strdup($0) }
    let all = ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "CARNET_STATE": state.path]
      .merging(environment) { _, given in given }
    let variables = all.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let error = posix_spawn(
      &process, "/usr/bin/env", &actions, nil, words + [nil], variables + [nil])
    guard error == 0 else { throw ProgramRunError(code: error) }
    return process
  }

  /// Kills a program with a signal that nothing can catch, once its journal holds a text.
  static func killOnceJournalled(
    _ text: String, _ process: pid_t, in state: TemporaryDirectory
  ) throws {
    let journals = state.path + "/journal"
    try kill(process) {
      TemporaryDirectory.names(in: journals).contains {
        (try? TemporaryDirectory.text(of: journals + "/" + $0))?.contains(text) == true
      }
    }
  }

  /// Kills a program with a signal that nothing can catch, once a condition holds.
  static func kill(_ process: pid_t, once isReady: () -> Bool) throws {
    // At most a minute: a busy machine starts programs slowly.
    for _ in 0..<6_000 {
      if isReady() { break }
      usleep(10_000)
    }
    Glibc.kill(process, SIGKILL)
    var code: Int32 = 0
    waitpid(process, &code, 0)
    guard code & 0x7F == SIGKILL else { throw ProgramRunError(code: code) }
  }
}

/// The system's number for a program that did not start.
struct ProgramRunError: Error {
  let code: Int32
}
