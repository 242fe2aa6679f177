/// The records of a part of a binary workbook, one after the other.
///
/// Source: Microsoft, [MS-XLSB] "Excel (.xlsb) Binary File Format", section 2.1.4.
struct BinaryRecords {
  private let entry: ZipEntry
  private let source: ByteSource
  private let part: String
  private var buffer: [UInt8] = []
  private var position = 0
  /// Where the record that is read begins, in front of which nothing is kept.
  private var start = 0
  private var isAtEnd = false

  /// No record of a table is longer: 32 MB.
  private static let longest = 32 << 20

  init(_ entry: ZipEntry, part: String, source: ByteSource) {
    self.entry = entry
    self.part = part
    self.source = source
  }

  /// How far the part was read, as a share of the archive's bytes.
  var estimatedBytesRead: Int { entry.estimatedBytesRead }

  /// The next record, or nil at the end.
  ///
  /// - Throws: `TabularError` where it is cut off or longer than any should be.
  mutating func next() throws(TabularError) -> BinaryRecord? {
    start = position
    guard try fill(1) else { return nil }
    let first = try varint(most: 2)
    let length = try varint(most: 4)
    guard length <= Self.longest else { throw damaged("a record is longer than 32 MB") }
    guard try fill(length) else { throw damaged("its last record is cut off") }
    let bytes = buffer[position..<(position + length)]
    position += length
    return BinaryRecord(kind: first, bytes: bytes, whole: buffer[start..<position])
  }

  /// A number as records write it, of at most four bytes.
  static func varint(_ value: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    repeat {
      bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    } while rest > 0
    return bytes
  }

  /// A number of seven bits a byte, the lowest ones first.
  private mutating func varint(most: Int) throws(TabularError) -> Int {
    var value = 0
    for index in 0..<most {
      guard try fill(1) else { throw damaged("its last record is cut off") }
      let byte = buffer[position]
      position += 1
      value |= Int(byte & 0x7F) << (7 * index)
      // The kind keeps the bit that says it has two bytes.
      if byte & 0x80 == 0 { break }
    }
    return value
  }

  private mutating func fill(_ count: Int) throws(TabularError) -> Bool {
    while buffer.count - position < count, !isAtEnd {
      buffer.removeFirst(start)
      position -= start
      start = 0
      let piece = try entry.next()
      if piece.isEmpty { isAtEnd = true }
      buffer.append(contentsOf: piece)
    }
    return buffer.count - position >= count
  }

  func damaged(_ reason: String) -> TabularError {
    TabularError(
      .damaged, "\(part) is broken: \(reason)", file: source.name,
      remedy: "open it in a spreadsheet and save it again")
  }
}

/// One record: its kind and its bytes, of which reading beyond the end gives nothing.
struct BinaryRecord {
  let kind: Int
  let bytes: ArraySlice<UInt8>
  /// The record as it stands in the part, its kind and length included.
  let whole: ArraySlice<UInt8>

  func byte(_ offset: Int) -> UInt8? {
    offset >= 0 && offset < bytes.count ? bytes[bytes.startIndex + offset] : nil
  }

  func half(_ offset: Int) -> Int? {
    guard let low = byte(offset), let high = byte(offset + 1) else { return nil }
    return Int(low) | Int(high) << 8
  }

  func word(_ offset: Int) -> UInt32? {
    guard let low = half(offset), let high = half(offset + 2) else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  func real(_ offset: Int) -> Double? {
    guard let low = word(offset), let high = word(offset + 4) else { return nil }
    return Double(bitPattern: UInt64(low) | UInt64(high) << 32)
  }

  /// A text in UTF-16 behind the count of its units, and the offset behind it.
  func text(_ offset: Int) -> (bytes: [UInt8], end: Int)? {
    guard let count = word(offset) else { return nil }
    if count == .max { return ([], offset + 4) }
    let end = offset + 4 + Int(count) * 2
    guard end <= bytes.count else { return nil }
    let units = bytes[(bytes.startIndex + offset + 4)..<(bytes.startIndex + end)]
    return (Transcoder.text(Array(units), .utf16LittleEndian), end)
  }

  /// A text with a byte of flags in front.
  func richText(_ offset: Int) -> [UInt8]? { text(offset + 1)?.bytes }

  /// A number in four bytes: 30 bits of a whole number or of a Double, perhaps in hundredths.
  func packedNumber(_ offset: Int) -> Double? {
    guard let word = word(offset) else { return nil }
    let value =
      word & 2 != 0
      ? Double(Int32(bitPattern: word) >> 2)
      : Double(bitPattern: UInt64(word & 0xFFFF_FFFC) << 32)
    return word & 1 != 0 ? value / 100 : value
  }
}
