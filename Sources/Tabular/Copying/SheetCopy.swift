import CExpat

/// A copy of a worksheet's XML in which some cells hold other texts.
///
/// The parser finds the places; everything between them is copied byte by byte. A text is written
/// into its cell (ECMA-376 Part 1, 18.3.1.53), so that the part of shared texts stays as it is.
struct SheetCopy {
  private let source: [UInt8]
  private let edits: SheetEdits
  /// The rows with edits that have not come yet.
  private var rows: ArraySlice<Int>
  private var result: [UInt8] = []
  /// How much of the source is in the result, or replaced there.
  private var copied = 0
  private var scope = XMLScope(.spreadsheet)
  private(set) var obstacle: EditObstacle?
  private var hasFormulas = false
  private var row = 0
  private var column = -1
  /// The edits of the row that are not written yet.
  private var pending: ArraySlice<CellEdit> = []
  /// The cell that is being replaced, and its start tag.
  private var current: (edit: CellEdit, tag: Range<Int>)?

  private init(_ source: [UInt8], _ edits: SheetEdits) {
    self.source = source
    self.edits = edits
    rows = edits.rows[...]
    result.reserveCapacity(source.count + source.count / 16)
  }

  /// Copies a part.
  ///
  /// - Returns: Its bytes with the edits, and whether it has formulas.
  /// - Throws: `EditObstacle` for a cell that cannot be changed alone, `TabularError` where the part
  ///   is broken.
  /// - Complexity: O(bytes + edits).
  static func copy(
    of part: String, in archive: ZipArchive, _ edits: SheetEdits
  ) throws -> (bytes: [UInt8], hasFormulas: Bool) {
    let source = try archive.bytes(of: part)
    // Bytes between the places are copied, and what is written there is ASCII.
    guard !source.starts(with: [0xFF, 0xFE]), !source.starts(with: [0xFE, 0xFF]) else {
      throw TabularError(
        .unsupported, "\(part) is written in UTF-16", file: archive.source.name,
        remedy: "open it in a spreadsheet and save it again")
    }
    let state = UnsafeMutablePointer<SheetCopy>.allocate(capacity: 1)
    state.initialize(to: SheetCopy(source, edits))
    defer {
      state.deinitialize(count: 1)
      state.deallocate()
    }
    let feed = try XMLFeed(callbacks, state: state, part: part, source: archive.source)
    do {
      for piece in stride(from: 0, to: source.count, by: pieceSize) {
        let end = min(source.count, piece + pieceSize)
        try source.withUnsafeBytes { bytes in
          try feed.feed(UnsafeRawBufferPointer(rebasing: bytes[piece..<end])) {
            state.pointee.scope.failure
          }
        }
      }
      try feed.feed(UnsafeRawBufferPointer(start: nil, count: 0)) { nil }
    } catch {
      // The parser says that it was stopped; why, is known here.
      throw state.pointee.obstacle ?? error
    }
    return (try state.pointee.finished(), state.pointee.hasFormulas)
  }

  private static let pieceSize = 1 << 20

  private mutating func finished() throws -> [UInt8] {
    if let obstacle { throw obstacle }
    copy(upTo: source.count)
    if let row = rows.first { throw EditObstacle.missingRow(edits, row) }
    return result
  }

  // MARK: Events

  private mutating func start(
    _ name: UnsafePointer<CChar>, _ attributes: XMLAttributes, _ place: Range<Int>
  ) {
    guard let local = scope.enter(name) else { return }
    if XMLName.matches(local, "row") {
      row = XMLName.value("r", attributes).flatMap { Int($0) } ?? row + 1
      column = -1
      pending = edits.edits(ofRow: row)
      if let next = rows.first, next <= row {
        if next < row { obstacle = EditObstacle.missingRow(edits, next) }
        rows.removeFirst()
      }
    } else if XMLName.matches(local, "c") {
      let reference = XMLName.value("r", attributes).flatMap { CellRange.place($0) }
      column = reference?.column ?? column + 1
      insert(before: column, at: place.lowerBound)
      guard let edit = pending.first, edit.column == column else { return }
      pending.removeFirst()
      current = (edit, place)
    } else if XMLName.matches(local, "f") {
      hasFormulas = true
      if let current { obstacle = .formula(current.edit) }
    } else if XMLName.matches(local, "mergeCell") {
      let range = XMLName.value("ref", attributes).flatMap { CellRange($0) }
      obstacle = range.flatMap { edits.obstacle($0) } ?? obstacle
    }
  }

  private mutating func end(_ name: UnsafePointer<CChar>, _ place: Range<Int>) {
    guard let local = scope.leave(name) else { return }
    if XMLName.matches(local, "c"), let (edit, tag) = current {
      copy(upTo: tag.lowerBound)
      write(edit, Tag(source[tag]))
      copied = place.upperBound
      current = nil
    } else if XMLName.matches(local, "row"), !pending.isEmpty {
      insertLast(place)
    }
  }

  private mutating func copy(upTo end: Int) {
    result += source[copied..<end]
    copied = end
  }

  /// Writes cells that the row does not have, in front of one that it has.
  private mutating func insert(before column: Int, at place: Int) {
    while let edit = pending.first, edit.column < column {
      copy(upTo: place)
      write(edit, Tag(cellLike: source[place...]))
      pending.removeFirst()
    }
  }

  /// Writes cells behind the last one of a row.
  private mutating func insertLast(_ place: Range<Int>) {
    // The tag of a row without cells ends with `/>`, and there is no end tag.
    let isBare = place.isEmpty
    copy(upTo: isBare ? place.upperBound - 2 : place.lowerBound)
    if isBare { result.append(UInt8(ascii: ">")) }
    let prefix = isBare ? [] : Tag.prefix(of: source[place].dropFirst(2))
    for edit in pending { write(edit, Tag(prefix: prefix)) }
    pending = []
    if isBare {
      result += Array("</row>".utf8)
      copied = place.upperBound
    }
  }

  private mutating func write(_ edit: CellEdit, _ tag: Tag) {
    result += tag.element(edit)
  }

  static let callbacks = XMLCallbacks(
    start: { parser, name, attributes in
      guard let parser, let name, let attributes,
        let state = XMLFeed.state(parser, as: SheetCopy.self)
      else { return }
      state.pointee.start(name, attributes, XMLFeed.place(parser))
      if state.pointee.obstacle != nil || state.pointee.scope.failure != nil {
        XMLFeed.stop(parser)
      }
    },
    end: { parser, name in
      guard let parser, let name, let state = XMLFeed.state(parser, as: SheetCopy.self) else {
        return
      }
      state.pointee.end(name, XMLFeed.place(parser))
    },
    text: { _, _, _ in })
}

/// The start tag of a cell as it stands in the file, to be written with another content.
private struct Tag {
  /// The prefix of its namespace, with the colon; mostly empty.
  private let prefix: [UInt8]
  /// Its attributes as written, each with the blank in front, without its type; nil for a new cell.
  private let attributes: [UInt8]?

  init(prefix: [UInt8]) {
    self.prefix = prefix
    attributes = nil
  }

  /// A new cell beside one whose start tag begins some bytes.
  init(cellLike bytes: ArraySlice<UInt8>) {
    self.init(prefix: Self.prefix(of: bytes.dropFirst()))
  }

  /// A cell that is there.
  init(_ tag: ArraySlice<UInt8>) {
    prefix = Self.prefix(of: tag.dropFirst())
    var rest = tag.dropFirst(2 + prefix.count)
    var kept: [UInt8] = []
    while let start = rest.firstIndex(where: { !Self.isBlank($0) }),
      let equals = rest[start...].firstIndex(of: UInt8(ascii: "=")),
      let quote = rest[equals...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
      let end = rest[(quote + 1)...].firstIndex(of: rest[quote])
    {
      let name = rest[start..<equals].prefix { !Self.isBlank($0) }
      if !name.elementsEqual("t".utf8) { kept += rest[rest.startIndex...end] }
      rest = rest[(end + 1)...]
    }
    attributes = kept
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  /// What stands before a name's colon, with it.
  static func prefix(of name: ArraySlice<UInt8>) -> [UInt8] {
    let whole = name.prefix { !isBlank($0) && $0 != 0x2F && $0 != 0x3E }
    return whole.lastIndex(of: 0x3A).map { Array(whole[...$0]) } ?? []
  }

  func element(_ edit: CellEdit) -> [UInt8] {
    let name = String(decoding: prefix, as: UTF8.self)
    var bytes = Array("<\(name)c".utf8)
    bytes += attributes ?? Array(" r=\"\(edit.reference)\"".utf8)
    guard !edit.text.isEmpty else { return bytes + Array("/>".utf8) }
    let text = EscapedText.inXML(edit.text)
    let keeps = edit.text.first == " " || edit.text.last == " " ? " xml:space=\"preserve\"" : ""
    return bytes
      + Array(
        " t=\"inlineStr\"><\(name)is><\(name)t\(keeps)>\(text)</\(name)t></\(name)is></\(name)c>"
          .utf8)
  }
}
