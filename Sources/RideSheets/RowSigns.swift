import Naming
import Tabular

/// What the cells of a row say beside the ride: a wheelchair, a cancellation.
struct RowSigns: Hashable {
  /// A cell to look at, with what was made of it.
  struct Sign: Hashable {
    let column: String
    let detail: String
  }

  private(set) var needsWheelchair = false
  /// Cells that leave a wheelchair open.
  private(set) var doubts: [Sign] = []
  /// Cells that say that the ride does not take place.
  private(set) var cancellations: [Sign] = []

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
        noteStatus(SpokenWords(cell.writtenText), cell, layout.name(at: position))
        if mention == .denied { denial = denial ?? position }
      } else if case .text(let text) = cell {
        let spoken = SpokenWords(text)
        mention = WheelchairMention(spoken, shortForms: role.shortForms)
        noteStatus(spoken, cell, layout.name(at: position))
      } else {
        continue
      }
      switch mention {
      case .none, .denied: break
      case .needed: needsWheelchair = true
      case .doubtful(let words, let taken):
        needsWheelchair = needsWheelchair || taken
        doubts.append(
          Sign(
            column: layout.name(at: position),
            detail: "'\(words)' leaves open whether a wheelchair is needed"))
      }
    }
    if let denial, needsWheelchair {
      doubts.append(
        Sign(
          column: layout.name(at: denial),
          detail: "this column denies the wheelchair, and another cell of the row asks for one"))
    }
    let made = "; the ride is taken " + (needsWheelchair ? "with one" : "without one")
    doubts = doubts.map { Sign(column: $0.column, detail: $0.detail + made) }
  }

  /// Notes a cell's words that cancel the ride; what else it holds may be private.
  private mutating func noteStatus(_ spoken: SpokenWords, _ cell: Cell, _ column: String) {
    guard let words = StatusWords.cancellation(in: spoken) else { return }
    let isAll = spoken.texts.joined(separator: " ") == words
    let shown = isAll ? TextFolding.singleBlanked(cell.writtenText) : words
    cancellations.append(
      Sign(
        column: column,
        detail: "'\(shown.prefix(40))' says that the ride does not take place; "
          + "it is kept and planned all the same"))
  }
}
