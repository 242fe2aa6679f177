import CivilTime
import Store
import TerminalText

/// What a column of a workbook holds, told by all of its values: one type a column.
struct ColumnShape {
  /// How a text of the column is written.
  enum Content: Hashable {
    case text
    case date
    case moment
    case time
  }

  private var candidates: [Content] = [.date, .moment, .time]
  private var hasText = false
  private var widest = 0

  /// Characters that the widest column gets: beyond them a sheet cannot be read.
  private static let widthLimit = 60
  private static let narrowest = 6
  /// Room beside the text, as spreadsheets leave it.
  private static let margin = 2

  init(name: String) {
    widest = displayWidth(of: name)
  }

  /// Takes one more value into account.
  mutating func add(_ value: SQLValue) {
    switch value {
    case .null: return
    case .text(let text):
      hasText = true
      if !candidates.isEmpty { candidates.removeAll { Self.moment(text, as: $0) == nil } }
    case .integer, .real, .blob: candidates = []
    }
    guard widest < Self.widthLimit else { return }
    widest = max(widest, displayWidth(of: value.csvCell ?? ""))
  }

  /// The first type that every value of the column fits.
  var content: Content { hasText ? candidates.first ?? .text : .text }

  /// The column's width in characters.
  var width: Double {
    Double(min(Self.widthLimit, max(Self.narrowest, widest + Self.margin)))
  }

  /// The date and time of a text, or nil where it is no text of that type.
  static func moment(_ text: String, as content: Content) -> (date: CivilDate?, time: Minutes?)? {
    switch content {
    case .text: return nil
    case .date: return CivilDate(iso: text).flatMap { isInCalendar($0) ? ($0, nil) : nil }
    case .time: return time(text).map { (nil, $0) }
    case .moment:
      let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
        $0 == "T" || $0 == " "
      }
      guard halves.count == 2, let date = CivilDate(iso: halves[0]), isInCalendar(date),
        let time = time(halves[1]), time.count < 1_440
      else { return nil }
      return (date, time)
    }
  }

  /// Workbooks count days from 1900 on, and take the year 1900 for a leap year until March.
  private static func isInCalendar(_ date: CivilDate) -> Bool {
    (1901...9999).contains(date.parts.year)
  }

  /// A time as the notebook writes it, `08:30`, past midnight `24:30`; seconds only where they are 0.
  private static func time(_ text: some StringProtocol) -> Minutes? {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(fields.count), fields.allSatisfy({ $0.utf8.count == 2 }),
      fields.count == 2 || fields[2] == "00",
      let hours = number(fields[0]), let minutes = number(fields[1]), minutes < 60
    else { return nil }
    return Minutes(hours * 60 + minutes)
  }

  private static func number(_ digits: some StringProtocol) -> Int? {
    digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
  }
}
