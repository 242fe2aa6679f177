/// A table on its way into a file of text, in one reading: its rows as text, its fingerprint, and what
/// the file cannot hold of it.
public struct WrittenTable: Sendable {
  /// The rows as delimited text, where the file is one.
  public var delimited: CSVWriter?
  /// The rows as JSON objects, where the file holds such.
  public var objects: JSONRows?
  public private(set) var losses: WrittenLosses
  private var fingerprinter: TableFingerprinter

  /// Makes a table of columns, all of which have figures: their kinds are known at the end.
  public init(
    columns names: [String], delimited: CSVWriter? = nil, objects: JSONRows? = nil
  ) {
    self.delimited = delimited
    self.objects = objects
    losses = WrittenLosses(delimited == nil ? .json : .csv, columns: names)
    fingerprinter = TableFingerprinter(isReal: names.map { _ in true })
  }

  /// The fingerprint of the rows so far, with figures of all columns.
  public var fingerprint: TableFingerprint { fingerprinter.fingerprint }

  /// How many bytes wait to be taken.
  @inline(__always)
  public var byteCount: Int { delimited?.bytes.count ?? objects?.bytes.count ?? 0 }

  /// Hands over what was written and forgets it.
  public mutating func takeBytes() -> [UInt8] {
    delimited?.takeBytes() ?? objects?.takeBytes() ?? []
  }
}

extension WrittenTable: RowTaker {
  public mutating func addNull() {
    fingerprinter.addNull()
    losses.addNull()
    delimited?.addNull()
    objects?.addNull()
  }

  public mutating func add(integer: Int64) {
    fingerprinter.add(integer: integer)
    losses.add(integer: integer)
    delimited?.add(integer: integer)
    objects?.add(integer: integer)
  }

  public mutating func add(real: Double) {
    fingerprinter.add(real: real)
    losses.add(real: real)
    delimited?.add(real: real)
    objects?.add(real: real)
  }

  public mutating func add(text: UnsafeRawBufferPointer) {
    fingerprinter.add(text: text)
    losses.add(text: text)
    delimited?.add(text: text)
    objects?.add(text: text)
  }

  public mutating func add(blob: UnsafeRawBufferPointer) {
    fingerprinter.add(blob: blob)
    losses.add(blob: blob)
    delimited?.add(blob: blob)
    objects?.add(blob: blob)
  }

  public mutating func endRow() {
    fingerprinter.endRow()
    losses.endRow()
    delimited?.endRow()
    objects?.endRow()
  }
}
