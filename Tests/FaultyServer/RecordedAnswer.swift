import Foundation

/// An answer of a real server, as `scripts/services --record` keeps it.
public struct RecordedAnswer: Sendable, Decodable {
  /// `GET /search?…`.
  public let request: String
  public let status: Int
  public let headers: [String: String]
  public let body: String

  /// The path of the request, as it was encoded.
  public var path: String { String(request.dropFirst("GET ".count)) }

  /// The answer once more.
  public var play: FaultyServer.Play {
    .answer(
      status: status, headers: headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" },
      body: Array(body.utf8))
  }

  /// A recording below Tests/Fixtures: `named("house-1", of: "nominatim")`.
  public static func named(_ name: String, of server: String) throws -> RecordedAnswer {
    try JSONDecoder().decode(
      RecordedAnswer.self, from: Data(contentsOf: folder(server).appending(path: name + ".json")))
  }

  /// The names of a server's recordings, sorted.
  public static func names(of server: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder(server).path)
      .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  private static func folder(_ server: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures").appending(path: server)
  }
}
