import Foundation
import Testing

/// The sources of the program, for tests that look for what no code may do.
enum SourceFiles {
  /// Every source file by its path below `Sources`, with its lines that are not comments.
  static func all() throws -> [(file: String, lines: [String])] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var found: [(file: String, lines: [String])] = []
    for case let file as URL in files where ["swift", "c", "h"].contains(file.pathExtension) {
      let name = String(
        file.path(percentEncoded: false).dropFirst(
          sources.path(percentEncoded: false).count
        ).drop { $0 == "/" })
      let text = try String(contentsOf: file, encoding: .utf8)
      found.append(
        (
          name,
          text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
            .map(String.init)
        ))
    }
    try #require(found.count > 100)
    return found
  }
}
