import Glibc

/// Another program that has the terminal until it ends.
public enum ForegroundProgram {
  /// Runs a command of the shell and waits for its end.
  ///
  /// The terminal's settings are put back, whatever the program left behind; Ctrl-C while it runs is
  /// its own affair.
  ///
  /// - Parameter command: What `/bin/sh` runs.
  /// - Returns: Its exit code, 128 and more for a signal, or nil where it cannot be started.
  public static func run(_ command: String) -> Int32? {
    var settings = termios()
    let hasSettings = tcgetattr(STDIN_FILENO, &settings) == 0
    defer {
      if hasSettings { tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) }
      Interrupts.clear()
    }
    guard let process = start(command, input: nil) else { return nil }
    return wait(for: process)
  }

  /// Starts a command of the shell with the process's own variables and streams.
  ///
  /// - Parameters:
  ///   - command: What `/bin/sh` runs.
  ///   - input: The descriptor that becomes its standard input; nil for the process's own.
  ///   - variables: Further variables, `NAME=VALUE`, where the process has none of that name.
  /// - Returns: The process, or nil where it cannot be started.
  static func start(_ command: String, input: Int32?, variables: [String] = []) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Programs end on a closed pipe or a full file; we ignore both signals, and they would inherit it.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGXFSZ)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let texts: [String] = ["/bin/sh", "-c", command]
    let words = texts.map { strdup($0) }
    let all = ownVariables(adding: variables).map { strdup($0) }
    defer { for text in words + all { free(text) } }
    var process: pid_t = 0
    let error = posix_spawn(&process, "/bin/sh", &actions, &attributes, words + [nil], all + [nil])
    errno = error
    return error == 0 ? process : nil
  }

  /// Waits for a program's end; gives its exit code, 128 and more for a signal.
  static func wait(for process: pid_t) -> Int32 {
    var code: Int32 = 0
    while waitpid(process, &code, 0) < 0, errno == EINTR {}
    let signal = code & 0x7F
    return signal == 0 ? (code >> 8) & 0xFF : 128 + signal
  }

  private static func ownVariables(adding further: [String]) -> [String] {
    var variables: [String] = []
    var place = environ
    while let text = place.pointee {
      variables.append(String(cString: text))
      place += 1
    }
    for variable in further {
      let name = variable.prefix { $0 != "=" } + "="
      if !variables.contains(where: { $0.hasPrefix(name) }) { variables.append(variable) }
    }
    return variables
  }
}
