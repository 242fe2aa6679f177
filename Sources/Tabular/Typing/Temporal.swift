import CivilTime

/// A date, a time of day or both, as read from text or from a workbook's serial number.
struct Temporal: Equatable {
  var year = 0
  var month = 0
  var day = 0
  /// Above 23 only for a workbook's elapsed times.
  var hour = 0
  var minute = 0
  var second = 0
  var hasDate = false
  var hasTime = false
  var hasSeconds = false

  /// Reads `YYYY-MM-DD` or `D.M.YYYY`, a time `H:MM` or `HH:MM:SS`, or both apart by `T` or blanks.
  init?(_ text: ValueText) {
    var index = 0
    if text.readISODate(&self, &index) || text.readDottedDate(&self, &index) {
      hasDate = true
      if index == text.count { return }
      guard text.skipDateTimeGap(&index) else { return nil }
    }
    guard text.readTime(&self, &index), index == text.count else { return nil }
    hasTime = true
  }

  /// Makes the moment `second` seconds after a day's midnight.
  init(day date: CivilDate, second: Int?) {
    (year, month, day) = date.parts
    hasDate = true
    if let second { setTime(second: second) }
  }

  /// Makes a time of day, or an elapsed time of more than a day.
  init(second: Int) {
    setTime(second: second)
  }

  private mutating func setTime(second total: Int) {
    (hour, minute, second) = (total / 3_600, total / 60 % 60, total % 60)
    hasTime = true
    hasSeconds = second != 0
  }

  /// Room that the longest ISO text takes: 19 bytes, or more hours than anybody elapses.
  static let longestText = 40

  /// Writes the value as ISO 8601 to a buffer of `longestText` bytes.
  ///
  /// - Returns: the number of bytes written.
  func write(_ format: ColumnFormat, to target: UnsafeMutablePointer<UInt8>) -> Int {
    var writer = DigitWriter(target: target)
    if format.type != .time {
      writer.write(year, width: 4)
      writer.write(UInt8(ascii: "-"))
      writer.write(month, width: 2)
      writer.write(UInt8(ascii: "-"))
      writer.write(day, width: 2)
      if format.type == .date { return writer.count }
      writer.write(UInt8(ascii: "T"))
    }
    writer.write(hour, width: 2)
    writer.write(UInt8(ascii: ":"))
    writer.write(minute, width: 2)
    if format.hasSeconds {
      writer.write(UInt8(ascii: ":"))
      writer.write(second, width: 2)
    }
    return writer.count
  }

  /// The value as ISO 8601, in its own shortest form.
  var text: String {
    var format = ColumnFormat(type: hasDate ? (hasTime ? .datetime : .date) : .time)
    format.hasSeconds = hasSeconds
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longestText) { buffer in
      guard let base = buffer.baseAddress else { return "" }
      let count = write(format, to: base)
      return String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }
  }
}

/// Writes decimal digits into a buffer.
private struct DigitWriter {
  let target: UnsafeMutablePointer<UInt8>
  var count = 0

  mutating func write(_ byte: UInt8) {
    target[count] = byte
    count += 1
  }

  mutating func write(_ number: Int, width: Int) {
    var digits = 1
    var left = number
    while left >= 10 {
      left /= 10
      digits += 1
    }
    let size = max(digits, width)
    left = number
    for index in stride(from: size - 1, through: 0, by: -1) {
      target[count + index] = 48 + UInt8(truncatingIfNeeded: left % 10)
      left /= 10
    }
    count += size
  }
}

extension ValueText {
  /// A number of `least` to `most` digits at `index`, and past it.
  @inline(__always)
  private func readDigits(_ index: inout Int, least: Int, most: Int) -> Int? {
    var value = 0
    let first = index
    while index < count, index - first < most, let digit = Self.digit(base[index]) {
      value = value * 10 + Int(digit)
      index += 1
    }
    return index - first >= least ? value : nil
  }

  @inline(__always)
  private func read(_ byte: UInt8, _ index: inout Int) -> Bool {
    guard index < count, base[index] == byte else { return false }
    index += 1
    return true
  }

  fileprivate func readISODate(_ value: inout Temporal, _ index: inout Int) -> Bool {
    var next = index
    let dash = UInt8(ascii: "-")
    guard let year = readDigits(&next, least: 4, most: 4), read(dash, &next),
      let month = readDigits(&next, least: 2, most: 2), read(dash, &next),
      let day = readDigits(&next, least: 2, most: 2)
    else { return false }
    return value.setDate(year, month, day, &index, next)
  }

  fileprivate func readDottedDate(_ value: inout Temporal, _ index: inout Int) -> Bool {
    var next = index
    let dot = UInt8(ascii: ".")
    guard let day = readDigits(&next, least: 1, most: 2), read(dot, &next),
      let month = readDigits(&next, least: 1, most: 2), read(dot, &next),
      let year = readDigits(&next, least: 4, most: 4)
    else { return false }
    return value.setDate(year, month, day, &index, next)
  }

  fileprivate func skipDateTimeGap(_ index: inout Int) -> Bool {
    if read(UInt8(ascii: "T"), &index) { return true }
    let first = index
    while read(UInt8(ascii: " "), &index) {}
    return index > first
  }

  fileprivate func readTime(_ value: inout Temporal, _ index: inout Int) -> Bool {
    let colon = UInt8(ascii: ":")
    guard let hour = readDigits(&index, least: 1, most: 2), hour < 24, read(colon, &index),
      let minute = readDigits(&index, least: 2, most: 2), minute < 60
    else { return false }
    (value.hour, value.minute) = (hour, minute)
    guard read(colon, &index) else { return true }
    guard let second = readDigits(&index, least: 2, most: 2), second < 60 else { return false }
    value.second = second
    value.hasSeconds = true
    return true
  }
}

extension Temporal {
  fileprivate mutating func setDate(
    _ year: Int, _ month: Int, _ day: Int, _ index: inout Int, _ next: Int
  ) -> Bool {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= 28 || day <= CivilDate.length(ofMonth: month, year: year)
    else { return false }
    (self.year, self.month, self.day) = (year, month, day)
    index = next
    return true
  }
}
