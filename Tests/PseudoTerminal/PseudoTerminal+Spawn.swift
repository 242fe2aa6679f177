import Glibc

extension PseudoTerminal {
  /// Makes a terminal: the end that the test holds, and the path of the program's end.
  ///
  /// By the device and its requests, because Swift does not see `posix_openpt` and its kin.
  static func openTerminal() throws -> (controller: Int32, path: String) {
    let controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard controller >= 0 else { throw PseudoTerminalError.system("open /dev/ptmx", errno) }
    let unlockRequest: UInt = 0x4004_5431  // TIOCSPTLCK
    let numberRequest: UInt = 0x8004_5430  // TIOCGPTN
    var lock: Int32 = 0
    var number: Int32 = 0
    guard ioctl(controller, unlockRequest, &lock) == 0,
      ioctl(controller, numberRequest, &number) == 0
    else {
      close(controller)
      throw PseudoTerminalError.system("ioctl /dev/ptmx", errno)
    }
    return (controller, "/dev/pts/\(number)")
  }

  /// Starts a program with a terminal as its three streams and its controlling terminal.
  ///
  /// Swift has no `fork`; a session leader that opens a terminal gets it as its controlling one, so
  /// `posix_spawn` with a new session and an open action does the same.
  static func spawn(
    _ executable: String, _ arguments: [String], _ environment: [String: String],
    terminal: String, folder: String?, controller: Int32, columns: Int, rows: Int
  ) throws -> pid_t {
    setSize(of: controller, columns: columns, rows: rows)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A test runner may ignore or block signals; the program must not inherit that.
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, a macro that Swift does not see
    let flags = newSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
    posix_spawnattr_setflags(&attributes, Int16(flags))

    // Swift does not see the action that changes the folder; `env` does it and becomes the program.
    let start = folder.map { ["/usr/bin/env", "-C", $0, executable] } ?? [executable]
    let words = (start + arguments).map { strdup($0) }
    let variables = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") }
    defer { for text in words + variables { free(text) } }
    var process: pid_t = 0
    let error = posix_spawn(
      &process, start[0], &actions, &attributes, words + [nil], variables + [nil])
    guard error == 0 else { throw PseudoTerminalError.system("posix_spawn \(executable)", error) }
    return process
  }

  static func setSize(of descriptor: Int32, columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  /// The path of a program that is built beside the running tests.
  public static func builtProgram(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let tests = String(
      decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = tests.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return folder.joined(separator: "/") + "/" + name
  }
}
