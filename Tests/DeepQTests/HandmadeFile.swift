import Foundation

@testable import DeepQ

/// A safetensors file put together part by part, so that any of them can be wrong.
struct HandmadeFile {
  /// Tensors by name: dtype, shape and offsets as they stand in the header.
  var tensors: [(name: String, dtype: String, shape: String, offsets: String)] = []
  var metadata: [String: String] = [
    "form": "fixed 2 3", "layers": "2", "dueling": "off",
  ]
  var values: [Float] = []
  /// Instead of the header's JSON.
  var header: String?
  /// Instead of the header's length.
  var length: UInt64?

  /// The file of a network of 2 → 2 → 3, whose values are 0, 1, 2, ….
  init() {
    var end = 0
    for (name, shape, count) in [
      ("layers.0.weight", "[2,2]", 4), ("layers.0.bias", "[2]", 2), ("layers.1.weight", "[2,3]", 6),
      ("layers.1.bias", "[3]", 3),
    ] {
      tensors.append((name, "F32", shape, "[\(end),\(end + 4 * count)]"))
      end += 4 * count
    }
    values = (0..<15).map { Float($0) }
  }

  var bytes: [UInt8] {
    let pairs = metadata.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }
    let entries = tensors.map {
      "\"\($0.name)\":{\"dtype\":\"\($0.dtype)\",\"shape\":\($0.shape),"
        + "\"data_offsets\":\($0.offsets)}"
    }
    let metadata = "\"__metadata__\":{\(pairs.joined(separator: ","))}"
    let text = Array((header ?? "{\(([metadata] + entries).joined(separator: ","))}").utf8)
    var bytes: [UInt8] = []
    withUnsafeBytes(of: (length ?? UInt64(text.count)).littleEndian) {
      bytes.append(contentsOf: $0)
    }
    bytes += text
    values.map(\.bitPattern.littleEndian).withUnsafeBytes { bytes.append(contentsOf: $0) }
    return bytes
  }
}
