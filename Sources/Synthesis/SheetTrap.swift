import CivilTime
import Tabular

/// A trap of ride sheets that an importer has to survive; October holds each at least once.
enum SheetTrap: CaseIterable {
  case title, accent, doubleBlank, manyBlanks, hourLetter, shortHour, trueDate, missingReturn
  case lowerCaseCourse, blankCourse, lineBreaks, runsOfBlanks, phone, floor, contact, onlyName
  case misspeltTown, twoDrivers, withoutDots, unknownInitials, blankInitials, impossibleDate

  /// Whether a row of the sheet shows the trap.
  func occurs(in cells: [Cell]) -> Bool {
    guard cells.count == 6 else { return false }
    let texts = cells.map(Self.text)
    let (name, time, course, driver) = (texts[0], texts[1], texts[2], texts[5])
    let ends = texts[3...4]
    let isRoundTrip = course.uppercased().contains("A/R")
    switch self {
    case .title: return name.hasPrefix("Madame ") || name.hasPrefix("Monsieur ")
    case .accent: return name.contains { "ÉÈÇÜÖéèçüö".contains($0) }
    case .doubleBlank: return name.contains("  ")
    case .manyBlanks: return time.contains("     ")
    case .hourLetter: return time.contains("h")
    case .shortHour: return time.contains(" 7:") || time.contains(" 8:") || time.contains(" 9:")
    case .trueDate:
      guard case .date = cells[1] else { return false }
      return true
    case .missingReturn: return isRoundTrip && time.filter { $0 == ":" || $0 == "h" }.count == 1
    case .lowerCaseCourse: return course.contains("a/r")
    case .blankCourse: return course.isEmpty
    case .lineBreaks: return ends.contains { $0.contains("\n") }
    case .runsOfBlanks: return ends.contains { $0.contains("   ") && !$0.contains("\n") }
    case .phone: return ends.contains { $0.contains("Tél.") }
    case .floor: return ends.contains { $0.contains("étage") }
    case .contact: return ends.contains { $0.contains("Contact") }
    case .onlyName: return ends.contains { !$0.contains("\n") && !$0.contains("   ") }
    case .misspeltTown: return ends.contains { $0.contains("Genène") }
    case .twoDrivers: return driver.contains("/")
    case .withoutDots: return !driver.isEmpty && !driver.contains(".") && driver != "?"
    case .unknownInitials: return ["Z.T", "M.K", "P.R", "N.V"].contains(driver)
    case .blankInitials: return driver.isEmpty
    case .impossibleDate: return time.hasPrefix("32.")
    }
  }

  private static func text(_ cell: Cell) -> String {
    if case .text(let text) = cell { return text }
    return ""
  }
}
