import Glibc
import Terminal

/// The folder of the data and sessions that come with the program.
enum ShareFolder {
  /// The folder: what `CARNET_SHARE` names, from the current folder, else `../share/carnet` beside
  /// the program's own folder, else the checkout that a program in `.build` was built in; or nil.
  static func path(from folder: String) -> String? {
    if let named = environmentVariable("CARNET_SHARE"), !named.isEmpty {
      return FilePath.absolute(named, in: folder)
    }
    return path(ofProgram: programPath())
  }

  /// The folder for a program at an absolute path.
  static func path(ofProgram program: String) -> String? {
    let installed = FilePath.absolute("../share/carnet", in: FilePath.folder(of: program))
    if FilePath.exists(installed) { return installed }
    let parts = program.split(separator: "/")
    guard let build = parts.firstIndex(of: ".build") else { return nil }
    return "/" + parts[..<build].joined(separator: "/")
  }

  private static func programPath() -> String {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let bytes = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
