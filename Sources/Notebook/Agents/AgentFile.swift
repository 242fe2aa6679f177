import Tabular

/// The bytes of a `.safetensors` file: the length of a header, the header, then raw tensors.
///
/// Source: huggingface/safetensors, README, "Format": 8 bytes of a little-endian length, a JSON
/// object of that many bytes, and a buffer that the object's offsets count from. The header may
/// end in blanks, and `__metadata__` in it maps texts to texts.
struct AgentFile {
  /// The header's members, `__metadata__` among them.
  let members: [(key: String, value: JSONValue)]
  /// What the header's offsets count from.
  let tensors: ArraySlice<UInt8>

  /// Far more than any network of this project's takes.
  static let mostBytes = 256 << 20
  /// The format's own limit for a header.
  static let mostHeaderBytes = 100_000_000
  private static let lengthBytes = 8
  private static let metadataKey = "__metadata__"

  /// Reads the header.
  ///
  /// - Throws: ``AgentFileError`` for bytes that do not begin like such a file.
  /// - Complexity: O(bytes of the header).
  init(bytes: [UInt8]) throws(AgentFileError) {
    guard bytes.count >= Self.lengthBytes else { throw .truncated(bytes: bytes.count) }
    let stated = bytes[..<Self.lengthBytes].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard stated <= UInt64(Self.mostHeaderBytes) else { throw .headerTooLong(bytes: stated) }
    let end = Self.lengthBytes + Int(stated)
    guard end <= bytes.count else {
      throw .headerBeyondEnd(stated: Int(stated), left: bytes.count - Self.lengthBytes)
    }
    let header: JSONValue
    do throws(TabularError) {
      header = try JSONValue(parsing: bytes[Self.lengthBytes..<end], name: "header")
    } catch {
      throw .headerNotJSON(error.message)
    }
    guard case .object(let members) = header else { throw .noHeader }
    self.members = members
    tensors = bytes[end...]
  }

  /// What the header says beside its tensors; entries that are no texts are passed over.
  var metadata: [String: String] {
    guard case .object(let entries)? = members.first(where: { $0.key == Self.metadataKey })?.value
    else { return [:] }
    return Dictionary(
      entries.compactMap { entry in entry.value.string.map { (entry.key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The file with more metadata, in their order; the tensors and what else is said of them stay.
  func bytes(with metadata: [(key: String, value: String)]) -> [UInt8] {
    let given = Set(metadata.map(\.key))
    let kept = self.metadata.filter { !given.contains($0.key) }.sorted { $0.key < $1.key }
    let entries = JSONValue.object(
      metadata.map { ($0.key, .string($0.value)) } + kept.map { ($0.key, .string($0.value)) })
    let header = JSONValue.object(
      [(Self.metadataKey, entries)] + members.filter { $0.key != Self.metadataKey })
    var text = Array(header.description.utf8)
    // Tensors start at a multiple of eight, as the format asks, so that they can be mapped.
    while text.count % Self.lengthBytes != 0 { text.append(UInt8(ascii: " ")) }
    let length = (0..<Self.lengthBytes).map { UInt8(truncatingIfNeeded: text.count >> ($0 * 8)) }
    return length + text + tensors
  }
}

/// Why some bytes are no `.safetensors` file.
enum AgentFileError: Error, Equatable, CustomStringConvertible {
  case truncated(bytes: Int)
  case headerTooLong(bytes: UInt64)
  case headerBeyondEnd(stated: Int, left: Int)
  case headerNotJSON(String)
  case noHeader

  var description: String {
    switch self {
    case .truncated(let bytes): "it has \(bytes) bytes, and a header's length alone takes 8"
    case .headerTooLong(let bytes):
      "its header would have \(bytes) bytes, more than \(AgentFile.mostHeaderBytes)"
    case .headerBeyondEnd(let stated, let left):
      "its header would have \(stated) bytes, and \(left) are left"
    case .headerNotJSON(let reason): "its header is no JSON: \(reason)"
    case .noHeader: "its header is no JSON object"
    }
  }
}
