/// A cell that is named because of what it holds.
public struct CellMention: Hashable, Sendable {
  /// The 1-based row in the file.
  public let row: Int
  /// The beginning of its text.
  public let text: String
  /// What its file is called, where a table has several.
  public let part: String?

  /// Longer texts are cut: a mention is one part of one line.
  private static let longest = 40

  init(row: Int, text: String, part: String? = nil) {
    self.row = row
    self.part = part
    let start = text.unicodeScalars.prefix(Self.longest)
    let isWhole = start.endIndex == text.unicodeScalars.endIndex
    self.text = String(String.UnicodeScalarView(start)) + (isWhole ? "" : "…")
  }
}

extension CellMention {
  /// `row 3`, of several files `row 3 of fees.csv`.
  var place: String { "row \(row)" + (part.map { " of \($0)" } ?? "") }
}

/// Why a column stayed text although its values, or most of them, look like more.
public enum TextGround: String, Hashable, Sendable {
  /// Some cells are of no common type.
  case cells = "cells"
  /// It holds one word alone, as `NO`.
  case loneWord = "lone-word"
  /// All of its numbers are digits, `E` and digits.
  case exponents = "exponents"
  /// Its whole numbers have a plus and no minus: they may be phone numbers.
  case plusSigns = "plus-signs"
  /// Whole numbers have ordinary blanks inside: they may be codes.
  case blanks = "blanks"
  /// Some numbers have a percent sign and some have none.
  case percentSigns = "percent-signs"
  /// It holds several currencies.
  case currencies = "currencies"
  /// `1,234` may be 1.234 or 1234.
  case ambiguousMarks = "ambiguous-marks"
  /// Its numbers have decimal points and commas, or thousands of several kinds.
  case mixedMarks = "mixed-marks"
  /// A decimal comma in a text whose delimiter is a comma.
  case decimalComma = "decimal-comma"
  /// Its numbers have units or stand in brackets: `12,5 km`, `(12,50)`.
  case measures = "measures"
  /// Its dates or times are of a form that is not read: `13/11/2025`, `7h30`.
  case moments = "moments"
  /// Texts of times with and without seconds.
  case seconds = "seconds"
}

/// How one column was read.
public struct ColumnReading: Hashable, Sendable {
  public let name: String
  public let type: ColumnType
  /// What its numbers count, as it stood beside them: `CHF` or `%`; empty for none.
  public internal(set) var unit = ""
  /// What separates thousands, where something does that could mean otherwise.
  public internal(set) var thousands: Character?
  /// The first number whose mark was taken for one of decimals or of thousands without proof.
  public internal(set) var guessedMark: CellMention?
  /// Why it stayed text, where that is worth saying.
  public internal(set) var ground: TextGround?
  /// The first cells that made it text.
  public internal(set) var culprits: [CellMention] = []
  /// How many cells made it text.
  public internal(set) var culpritCount = 0
  /// Whether those cells are words for a missing value, which an option can name.
  public internal(set) var culpritsAreNullWords = false
  /// Dates without a time in a column of dates with times: they are read as midnight.
  public internal(set) var bareDates = 0
  /// The first of them.
  public internal(set) var firstBareDate: CellMention?
  /// The units of a workbook's number formats, percent sign or currency or none, where a column has
  /// several: each as the text of the first row that has it.
  public internal(set) var formatUnits: [CellMention] = []
  /// The invisible characters that its name had, by code point: `U+200B`.
  public internal(set) var invisible: [String] = []

  init(name: String, type: ColumnType) {
    self.name = name
    self.type = type
  }

  /// What one should know of the column, a clause: `m is text: row 3 is 'NA'`; nil for nothing.
  public var note: String? {
    let notes = [textNote, markNote, formatNote, dateNote, nameNote].compactMap { $0 }
    return notes.isEmpty ? nil : notes.joined(separator: "; ")
  }

  private var dateNote: String? {
    guard let first = firstBareDate else { return nil }
    return bareDates == 1
      ? "\(name): 1 date has no time and is read as midnight, \(first.place)"
      : "\(name): \(bareDates) dates have no time and are read as midnight, the first in "
        + first.place
  }

  /// What number formats say of a column's numbers that their values do not.
  private var formatNote: String? {
    let currencies = formatUnits.filter { !["", "%"].contains($0.text) }
    if currencies.count > 1 {
      let words = currencies.map { "\($0.text) (first in row \($0.row))" }
      return "\(name): several currencies by format, \(words.joined(separator: ", "))"
    }
    guard formatUnits.count > 1, let percent = formatUnits.first(where: { $0.text == "%" }),
      let other = formatUnits.first(where: { $0.text != "%" })
    else { return nil }
    return "\(name): some numbers have a percent format (first in row \(percent.row)), some none "
      + "(first in row \(other.row))"
  }

  private var nameNote: String? {
    guard !invisible.isEmpty else { return nil }
    return "the name \(name) has invisible characters in the file: "
      + invisible.joined(separator: ", ")
  }

  private var markNote: String? {
    if let mention = guessedMark {
      let meaning = thousands == nil ? "decimals" : "thousands"
      return "\(name): the mark in '\(mention.text)' (\(mention.place)) was taken for \(meaning)"
    }
    var words: [String] = []
    if let thousands { words.append("'\(thousands)' separates thousands") }
    if !unit.isEmpty { words.append("numbers in \(unit)") }
    return words.isEmpty ? nil : "\(name): " + words.joined(separator: ", ")
  }

  private var textNote: String? {
    guard let ground else { return nil }
    let first = culprits.first
    let place = first.map { "\($0.place) is '\($0.text)'" } ?? ""
    switch ground {
    case .cells:
      guard first != nil else { return nil }
      let more = culpritCount > 1 ? " and \(culpritCount - 1) more" : ""
      let cure = culpritsAreNullWords ? " (a word for NULL can be named)" : ""
      return "\(name) is text: \(place)\(more)\(cure)"
    // A word alone is text as any other; a code is one.
    case .loneWord: return nil
    case .exponents: return "\(name) is text: \(place), which may be a code"
    case .plusSigns: return "\(name) is text: \(place), which may be a phone number"
    case .blanks: return "\(name) is text: \(place), which may be a code"
    case .percentSigns: return "\(name) is text: some numbers have a percent sign, some none"
    case .currencies: return "\(name) is text: it has several currencies"
    case .ambiguousMarks:
      return "\(name) is text: \(place), whose mark may separate decimals or thousands"
    case .mixedMarks:
      return "\(name) is text: \(place), marked otherwise than the numbers before it"
    case .decimalComma: return "\(name) is text: \(place), and commas separate the cells"
    case .measures: return "\(name) is text: \(place), a number with more beside it"
    case .moments: return "\(name) is text: \(place), a date or time of another form"
    case .seconds: return "\(name) is text: times with and without seconds"
    }
  }
}

/// A row of delimited text that could not be read.
public struct BrokenRow: Hashable, Sendable {
  /// The 1-based row in the file.
  public let row: Int
  /// The row's text as it stands, its end cut where it is very long.
  public let text: String
  /// What is wrong with it: `it has 3 cells where the header has 2`.
  public let reason: String
  /// What its file is called, where a table has several.
  public private(set) var file: String?

  init(row: Int, text: String, reason: String) {
    self.row = row
    self.text = text
    self.reason = reason
  }

  func placed(in file: String) -> BrokenRow {
    var row = self
    row.file = file
    return row
  }
}
