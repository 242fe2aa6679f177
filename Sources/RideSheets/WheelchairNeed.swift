import Tabular

/// Whether a row asks for a wheelchair, and what leaves it open.
struct WheelchairNeed: Hashable {
  /// A cell that leaves it open, with what was made of it.
  struct Doubt: Hashable {
    let column: String
    let detail: String
  }

  private(set) var isNeeded = false
  private(set) var doubts: [Doubt] = []

  /// Goes through all cells of a row, those of further columns too.
  ///
  /// - Complexity: O(n) in the texts' length.
  init(_ row: NumberedRow, layout: RideSheetLayout) {
    var denial: Int?
    for (position, cell) in row.cells.enumerated() where !cell.isVacant {
      let role = layout.role(at: position)
      let mention: WheelchairMention
      if role == .wheelchair {
        mention = WheelchairMention(mark: cell)
        if mention == .denied { denial = denial ?? position }
      } else if case .text(let text) = cell {
        mention = WheelchairMention(text, shortForms: role.shortForms)
      } else {
        continue
      }
      switch mention {
      case .none, .denied: break
      case .needed: isNeeded = true
      case .doubtful(let words, let taken):
        isNeeded = isNeeded || taken
        doubts.append(
          Doubt(
            column: layout.name(at: position),
            detail: "'\(words)' leaves open whether a wheelchair is needed"))
      }
    }
    if let denial, isNeeded {
      doubts.append(
        Doubt(
          column: layout.name(at: denial),
          detail: "this column denies the wheelchair, and another cell of the row asks for one"))
    }
    let made = "; the ride is taken " + (isNeeded ? "with one" : "without one")
    doubts = doubts.map { Doubt(column: $0.column, detail: $0.detail + made) }
  }
}
