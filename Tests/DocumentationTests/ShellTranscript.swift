import Foundation

/// Runs the shell commands of a page, each in a shell of its own, in one scratch folder.
struct ShellTranscript {
  let folder: ScratchFolder
  /// The folder in which `carnet` is found.
  let programs: String

  enum Failure: Error { case noProgram(String) }

  /// A runner in a folder.
  ///
  /// - Throws: `Failure.noProgram` where `carnet` was not built.
  init(folder: ScratchFolder) throws {
    self.folder = folder
    programs = folder.path + "/.programs"
    let carnet = Self.program()
    guard FileManager.default.isExecutableFile(atPath: carnet) else {
      throw Failure.noProgram(carnet)
    }
    try FileManager.default.createDirectory(
      atPath: programs, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: programs + "/carnet", withDestinationPath: carnet)
  }

  /// `CARNET_BINARY` where it is set, else the program that was built beside the tests.
  private static func program() -> String {
    if let path = ProcessInfo.processInfo.environment["CARNET_BINARY"], !path.isEmpty {
      return path
    }
    return Bundle.main.bundleURL.appending(path: "carnet").path(percentEncoded: false)
  }

  /// What a command writes on either stream, in order, as lines.
  func lines(of command: String) throws -> [String] {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = [
      "PATH": programs + ":/usr/bin:/bin", "HOME": folder.path, "LANG": "C.UTF-8",
      "COLUMNS": "80", "CARNET_STATE": folder.path + "/.state", "TERM": "dumb",
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    var lines = String(decoding: bytes, as: UTF8.self).lines
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
