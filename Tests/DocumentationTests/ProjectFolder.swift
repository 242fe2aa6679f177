import Foundation

/// The checkout that the tests were built from.
enum ProjectFolder {
  static let path: String = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path(percentEncoded: false)
    .droppingSlash

  /// README and its neighbours, then every page of `docs`, in the order of their names.
  static func pages() throws -> [String] {
    let docs = try FileManager.default.contentsOfDirectory(atPath: path + "/docs").sorted()
      .filter { $0.hasSuffix(".md") }
    return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "datasets/README.md"]
      + docs.map { "docs/" + $0 }
  }

  static func text(of file: String) throws -> String {
    try String(contentsOfFile: path + "/" + file, encoding: .utf8)
  }

  static func write(_ text: String, to file: String) throws {
    try text.write(toFile: path + "/" + file, atomically: false, encoding: .utf8)
  }

  /// Whether outputs are written anew instead of compared; the tests then fail, so that nobody
  /// takes a recording for a check.
  static var isRecording: Bool { ProcessInfo.processInfo.environment["CARNET_RECORD"] == "1" }
}

extension String {
  fileprivate var droppingSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
