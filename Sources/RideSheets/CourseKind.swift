import Naming
import Tabular

/// What the course column asks for.
enum CourseKind: Hashable, Sendable {
  /// `A/R`: there and back, two rides.
  case roundTrip
  /// `A` or blank: one ride, taken as outbound.
  case single
  /// `R`: one ride, back from an appointment.
  case singleReturn

  /// Reads a course cell in any case and with any blanks; nil for a word that means nothing here.
  init?(_ cell: Cell) {
    // "A/R ?" is asked, and nobody knows which.
    if cell.writtenText.contains("?") { return nil }
    switch TextFolding.key(cell.writtenText) {
    case "a r", "ar", "aller retour", "aller et retour": self = .roundTrip
    case "a", "aller", "aller simple": self = .single
    case "":
      // A cell of marks alone says nothing one could count on.
      guard cell.isVacant else { return nil }
      self = .single
    case "r", "retour", "retour simple": self = .singleReturn
    default: return nil
    }
  }
}
