import Foundation

/// A file of tensors: eight bytes of header length, a header in JSON, raw values.
///
/// Only 32-bit floats are read, as nothing else is written.
/// Source: https://github.com/huggingface/safetensors, section Format.
struct Safetensors {
  struct Tensor {
    let name: String
    let shape: [Int]
    /// Row by row.
    let values: [Float]
  }

  /// The longest header that is read, in bytes; that of an agent that knows a year's days has some
  /// ten thousand.
  static let longestHeader = 16_000_000

  let tensors: [Tensor]
  let metadata: [String: String]

  init(tensors: [Tensor], metadata: [String: String]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  // MARK: Writing

  /// The same tensors give the same bytes: names stand in their order, metadata by key.
  func encoded() -> [UInt8] {
    var entries = [
      "\"__metadata__\":{"
        + metadata.sorted { $0.key < $1.key }
        .map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }.joined(separator: ",") + "}"
    ]
    var end = 0
    for tensor in tensors {
      let start = end
      end += tensor.values.count * 4
      entries.append(
        "\(Self.quoted(tensor.name)):{\"dtype\":\"F32\",\"shape\":["
          + tensor.shape.map(String.init).joined(separator: ",")
          + "],\"data_offsets\":[\(start),\(end)]}")
    }
    var header = Array(("{" + entries.joined(separator: ",") + "}").utf8)
    // The values begin at a multiple of eight bytes.
    while (header.count + 8) % 8 != 0 { header.append(0x20) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes += header
    for tensor in tensors {
      tensor.values.map(\.bitPattern.littleEndian).withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  // MARK: Reading

  init(decoding bytes: [UInt8]) throws(SafetensorsError) {
    guard bytes.count >= 8 else {
      throw SafetensorsError("\(bytes.count) bytes are too few for a safetensors file")
    }
    var length: UInt64 = 0
    for place in (0..<8).reversed() { length = length << 8 | UInt64(bytes[place]) }
    guard length <= UInt64(Self.longestHeader) else {
      throw SafetensorsError(
        "its header would have \(length) bytes, more than \(Self.longestHeader)")
    }
    let start = 8 + Int(length)
    guard start <= bytes.count else {
      throw SafetensorsError("the file ends within its header: it is truncated")
    }
    let json = try? JSONSerialization.jsonObject(with: Data(bytes[8..<start]))
    guard let header = json as? [String: Any] else {
      throw SafetensorsError("its header is not a JSON object")
    }
    var tensors: [(tensor: Tensor, range: Range<Int>)] = []
    var metadata: [String: String] = [:]
    for (name, entry) in header.sorted(by: { $0.key < $1.key }) {
      guard let entry = entry as? [String: Any] else {
        throw SafetensorsError("the header entry of \(name) is not an object")
      }
      if name == "__metadata__" {
        metadata = entry.compactMapValues { $0 as? String }
        guard metadata.count == entry.count else {
          throw SafetensorsError("its metadata contains a value that is not text")
        }
      } else {
        tensors.append(try Self.tensor(name, entry, bytes, from: start))
      }
    }
    try Self.checkCover(tensors.map(\.range), size: bytes.count - start)
    self.tensors = tensors.map(\.tensor)
    self.metadata = metadata
  }

  private static func tensor(
    _ name: String, _ entry: [String: Any], _ bytes: [UInt8], from start: Int
  ) throws(SafetensorsError) -> (Tensor, Range<Int>) {
    guard entry["dtype"] as? String == "F32" else {
      throw SafetensorsError("\(name) does not consist of 32-bit floats (F32)")
    }
    guard let shape = entry["shape"] as? [Int], shape.allSatisfy({ $0 >= 0 }),
      let offsets = entry["data_offsets"] as? [Int], offsets.count == 2
    else { throw SafetensorsError("\(name) has no readable shape or offsets") }
    var count = 1
    for size in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow, product <= bytes.count else {
        throw SafetensorsError("\(name) is larger than the file")
      }
      count = product
    }
    let (from, to) = (offsets[0], offsets[1])
    guard from >= 0, to >= from, to <= bytes.count - start else {
      throw SafetensorsError("\(name) is outside the file: the file is truncated or corrupt")
    }
    guard to - from == count * 4 else {
      throw SafetensorsError(
        "\(name) has \(to - from) bytes, but its shape \(shape) needs \(count * 4)")
    }
    let values = bytes.withUnsafeBytes { raw in
      (0..<count).map { index in
        Float(
          bitPattern: UInt32(
            littleEndian: raw.loadUnaligned(
              fromByteOffset: start + from + 4 * index, as: UInt32.self)))
      }
    }
    return (Tensor(name: name, shape: shape, values: values), from..<to)
  }

  /// Tensors lie side by side and fill the file: nothing overlaps, nothing is left over.
  private static func checkCover(_ ranges: [Range<Int>], size: Int) throws(SafetensorsError) {
    var end = 0
    for range in ranges.sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }) {
      guard range.lowerBound == end else {
        throw SafetensorsError("its tensors overlap or leave a gap at byte \(end) of the values")
      }
      end = range.upperBound
    }
    guard end == size else {
      throw SafetensorsError("\(size - end) bytes follow the last tensor")
    }
  }
}

/// Why a file of tensors cannot be read.
public struct SafetensorsError: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  init(_ reason: String) {
    self.reason = reason
  }

  public var description: String { reason }
}
