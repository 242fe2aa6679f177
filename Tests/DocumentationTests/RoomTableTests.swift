import Foundation
import Testing

@Suite("The table of rooms")
struct RoomTableTests {
  @Test("docs/architecture.md names every room of Package.swift with the same imports")
  func rooms() throws {
    let manifest = Self.rooms(inManifest: try ProjectFolder.text(of: "Package.swift"))
    let table = Self.rooms(inTable: try ProjectFolder.text(of: "docs/architecture.md"))
    #expect(manifest.count > 15, "rooms are no longer found in Package.swift")
    #expect(table.keys.sorted() == manifest.keys.sorted())
    for (room, imports) in manifest.sorted(by: { $0.key < $1.key }) {
      #expect(table[room] == imports, "\(room)")
    }
  }

  /// The names of packages' products as the table and the manifest's constants write them.
  private static let products = [
    "grdb": "GRDB", "sqlite": "GRDBSQLite", "crypto": "Crypto", "argumentParser": "ArgumentParser",
  ]

  /// Rooms and what they import, sorted, from the manifest's `room(…)`, `systemLibrary(…)` and the
  /// program's own target.
  private static func rooms(inManifest text: String) -> [String: [String]] {
    // Only the list of targets names rooms; the functions before it are written alike.
    guard let start = text.range(of: "targets: [\n") else { return [:] }
    let list = String(text[start.upperBound...])
    var rooms: [String: [String]] = [:]
    let withImports = /room\(\s*"(\w+)",\s*imports:\s*\[([^\]]*)\]/
    for match in list.matches(of: withImports) { rooms[String(match.1)] = names(in: match.2) }
    for match in list.matches(of: /room\(\s*"(\w+)"\s*\)/) { rooms[String(match.1)] = [] }
    for match in list.matches(of: /(?:systemLibrary|cLibrary)\(\s*"(\w+)"/) {
      rooms[String(match.1)] = []
    }
    let program = /name:\s*"carnet",\s*dependencies:\s*\[([^\]]*)\]/
    for match in list.matches(of: program) { rooms["carnet"] = names(in: match.1) }
    return rooms
  }

  private static func names(in list: Substring) -> [String] {
    list.split(whereSeparator: { ", \n".contains($0) }).map { word in
      word.hasPrefix("\"") ? String(word.dropFirst().dropLast()) : products[String(word)] ?? ""
    }.sorted()
  }

  /// Rooms and imports from rows such as `| 2 | `Store` | its job | FleetModel, GRDB |`.
  private static func rooms(inTable text: String) -> [String: [String]] {
    var rooms: [String: [String]] = [:]
    for match in text.matches(of: /\| \d \| `(\w+)` \|[^|]*\| ([^|]*) \|/) {
      let imports = match.2.split(whereSeparator: { ", ".contains($0) }).map(String.init)
      rooms[String(match.1)] = imports == ["–"] ? [] : imports.sorted()
    }
    return rooms
  }
}
