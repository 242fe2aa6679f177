import Store
import Tabular

/// The text of a file as it came, unpacked where gzip packed it.
struct KeptText {
  let bytes: [UInt8]

  private static let mostBytes = 1 << 30

  /// Reads a file once more.
  ///
  /// A text in UTF-16 becomes UTF-8; every other one stays byte for byte.
  ///
  /// - Throws: `TabularError` where the file is no longer the one that was loaded.
  /// - Complexity: O(bytes).
  init(of file: TabularFile) throws {
    let read = try file.contents()
    guard let text = file.isPacked ? PackedBytes.unpack(read, upTo: Self.mostBytes) : read else {
      throw TabularError(
        .tooLarge, "unpacks to more than \(Self.mostBytes >> 20) MB", file: file.path)
    }
    bytes = Self.utf8(text)
  }

  private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    let isBig = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0])
    let isLittle = bytes.starts(with: [0xFF, 0xFE]) || (bytes.count > 1 && bytes[1] == 0)
    guard isBig || isLittle else { return bytes }
    let hasMark = [0xFE, 0xFF].contains(bytes[0])
    var units: [UInt16] = []
    for place in stride(from: hasMark ? 2 : 0, to: bytes.count - 1, by: 2) {
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      units.append(isBig ? first << 8 | second : second << 8 | first)
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
