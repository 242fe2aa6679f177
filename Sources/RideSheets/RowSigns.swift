import CivilTime
import FleetModel
import Naming
import Tabular

/// What the cells of a row say beside the ride: a wheelchair, how the rides stand.
struct RowSigns: Hashable {
  /// A cell to look at, with what was made of it.
  struct Sign: Hashable {
    let column: String
    let detail: String
    /// For a cell that cancels a ride: which one, and the days that it speaks of.
    fileprivate var scope = StatusMention.Scope.row
    fileprivate var isMove = false
    fileprivate var days: [MentionedDay] = []
  }

  private(set) var needsWheelchair = false
  /// Cells that leave a wheelchair open.
  private(set) var doubts: [Sign] = []
  /// What the row's cells say of each of its rides.
  private(set) var outbound = RideStatus.planned
  private(set) var back = RideStatus.planned
  /// Cells that cancel a ride of the row.
  private(set) var cancellations: [Sign] = []
  /// Cells that leave open whether a ride takes place.
  private(set) var openStatuses: [Sign] = []
  /// The column that says that the ride takes place.
  private var affirmation: String?
  /// The ride of two that a remark names and says nothing else of.
  private let named: StatusMention.Scope?
  /// Whether a cell cancels all of the row's rides.
  private var cancelsRow = false
  /// Cells of a column of statuses that say something else.
  private(set) var unknownStatuses: [Sign] = []

  /// Goes through all cells of a row, those of further columns too.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - layout: Where its columns stand.
  ///   - spoken: What texts of its columns say, as far as they were read.
  /// - Complexity: O(n) in the texts' length.
  init(_ row: NumberedRow, layout: RideSheetLayout, _ spoken: inout SpokenCells) {
    named = Self.named(in: row, layout)
    var denial: Int?
    for (position, cell) in row.cells.enumerated() where !cell.isVacant {
      let role = layout.role(at: position)
      let mention: WheelchairMention
      if role == .wheelchair {
        mention = WheelchairMention(mark: cell)
        noteStatus(SpokenCell(cell.writtenText, role: role), cell, layout, position)
        if mention == .denied { denial = denial ?? position }
      } else if role == .cancellation || role == .completion {
        let header = TextFolding.key(layout.name(at: position))
        let mention =
          role == .completion
          ? StatusWords.mention(completion: cell, header: header)
          : StatusWords.mention(mark: cell, header: header)
        note(mention, cell, layout.name(at: position), isMark: true)
        continue
      } else if case .text(let text) = cell {
        let found = spoken.cell(text, at: position, role: role)
        if found == .silent { continue }
        mention = found.wheelchair
        noteStatus(found, cell, layout, position)
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
    noteStruck(row, layout)
    settleContradiction()
    if let denial, needsWheelchair {
      doubts.append(
        Sign(
          column: layout.name(at: denial),
          detail: "this column denies the wheelchair, and another cell of the row asks for one"))
    }
    let made = "; the ride is taken " + (needsWheelchair ? "with one" : "without one")
    doubts = doubts.map { Sign(column: $0.column, detail: $0.detail + made) }
  }

  private static func named(
    in row: NumberedRow, _ layout: RideSheetLayout
  ) -> StatusMention.Scope? {
    for (position, cell) in row.cells.enumerated() where layout.role(at: position) == .remarks {
      switch TextFolding.key(cell.writtenText) {
      case "retour", "le retour": return .back
      case "aller", "l aller": return .outbound
      default: continue
      }
    }
    return nil
  }

  /// A row of which one cell says that it takes place, and another that it does not.
  private mutating func settleContradiction() {
    guard let affirmation, cancelsRow else { return }
    outbound = .planned
    back = .planned
    openStatuses += cancellations.map {
      Sign(
        column: $0.column,
        detail:
          "this cell cancels the row's rides, and '\(affirmation)' says that they take place; "
          + "they are planned")
    }
    cancellations = []
  }

  /// Takes what is said of another day for a doubt: `le 2.12 annulé` on a ride of the 3rd, and
  /// `reporté au 5.12` on a ride of the 5th, which is the one that it was put off to.
  mutating func settle(on date: CivilDate) {
    let others = cancellations.filter { sign in
      !sign.days.isEmpty && sign.days.contains { $0.isPart(of: date) } == sign.isMove
    }
    guard !others.isEmpty else { return }
    openStatuses += others.map {
      Sign(
        column: $0.column,
        detail: $0.isMove
          ? "this cell puts a ride off to the day of the row; the ride is planned"
          : "this cell speaks of a ride of another day; the row's ride is planned")
    }
    cancellations.removeAll(where: others.contains)
    let scopes = cancellations.map(\.scope)
    if outbound == .cancelled, !scopes.contains(where: { $0 != .back }) { outbound = .planned }
    if back == .cancelled, !scopes.contains(where: { $0 != .outbound }) { back = .planned }
  }

  /// Takes what is said of a ride that the row does not have for a doubt.
  mutating func settle(for course: CourseKind) {
    let other: RideStatus
    switch course {
    case .roundTrip: return
    case .single: other = outbound == .cancelled ? .planned : back
    case .singleReturn: other = back == .cancelled ? .planned : outbound
    }
    guard other == .cancelled else { return }
    openStatuses += cancellations.map {
      Sign(
        column: $0.column,
        detail: "this cell cancels a ride that the row does not have; its ride is planned")
    }
    cancellations = []
    outbound = .planned
    back = .planned
  }

  /// A row that is struck through does not take place; a cell alone may be one that was mended.
  private mutating func noteStruck(_ row: NumberedRow, _ layout: RideSheetLayout) {
    guard !row.struck.isEmpty || !row.partlyStruck.isEmpty else { return }
    let written = RideColumn.allCases.compactMap { column in
      layout.cell(column, of: row).isVacant ? nil : layout.positions[column]
    }
    for position in written where row.partlyStruck.contains(position) {
      openStatuses.append(
        Sign(
          column: layout.name(at: position),
          detail: "a part of the cell's text is struck through, and read as the rest of it; the "
            + "ride is planned"))
    }
    let struck = written.filter(row.struck.contains)
    guard let first = struck.first else { return }
    let column = layout.name(at: first)
    if struck.count * 2 > written.count {
      outbound = .cancelled
      back = .cancelled
      cancellations.append(
        Sign(
          column: column,
          detail: "the row is struck through: its rides are kept as cancelled, and not planned"))
    } else {
      openStatuses.append(
        Sign(
          column: column,
          detail: "the cell is struck through, the rest of the row is not; the ride is planned"))
    }
  }

  /// The days that a cancellation is of: those before it, or behind it those that it puts a ride off to.
  ///
  /// `annulée le 2.11` says when somebody called.
  private static func days(of mention: StatusMention, in text: String) -> [MentionedDay] {
    let folded = TextFolding.folded(text)
    guard let word = folded.firstRange(of: String(mention.words.prefix(4))) else { return [] }
    return MentionedDay.all(
      in: String(mention.isMove ? folded[word.upperBound...] : folded[..<word.lowerBound]))
  }

  private mutating func noteStatus(
    _ found: SpokenCell, _ cell: Cell, _ layout: RideSheetLayout, _ position: Int
  ) {
    let column = layout.name(at: position)
    if found.affirms { affirmation = affirmation ?? column }
    if found.isUnknown {
      unknownStatuses.append(
        Sign(
          column: column,
          detail: "'\(TextFolding.singleBlanked(cell.writtenText).prefix(40))' is no known status; "
            + "the ride is planned"))
    }
    note(found.status, cell, column)
  }

  /// Notes what a cell says of the rides; what else it holds may be private.
  private mutating func note(
    _ mention: StatusMention?, _ cell: Cell, _ column: String, isMark: Bool = false
  ) {
    guard var mention else { return }
    let isNarrowed = isMark && mention.scope == .row && named != nil
    if isNarrowed { mention.scope = named ?? .row }
    let isAll = SpokenWords(cell.writtenText).texts.joined(separator: " ") == mention.words
    let words = (isAll || isMark ? TextFolding.singleBlanked(cell.writtenText) : mention.words)
      .prefix(40)
    switch mention.kind {
    case .done:
      if outbound == .planned { outbound = .done }
      if back == .planned { back = .done }
    case .cancelled:
      if mention.scope == .row { cancelsRow = true }
      if mention.scope != .back { outbound = .cancelled }
      if mention.scope != .outbound { back = .cancelled }
      let which =
        switch mention.scope {
        case .row: "the row's rides"
        case .outbound: "the ride there"
        case .back: "the ride back"
        }
      cancellations.append(
        Sign(
          column: column,
          detail:
            "'\(words)' cancels \(which)\(isNarrowed ? ", which a remark names" : ""): kept as "
            + "cancelled, and not planned",
          scope: mention.scope, isMove: mention.isMove,
          days: isMark || isAll ? [] : Self.days(of: mention, in: cell.writtenText)))
    case .doubtful:
      openStatuses.append(
        Sign(
          column: column,
          detail: isMark
            ? "'\(words)' in this column leaves open whether the ride takes place; it is planned"
            : "'\(words)' leaves open whether the ride takes place; it is planned"))
    }
  }
}
