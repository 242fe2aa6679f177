import CivilTime
import FleetModel
import RideSheets
import SeededRandom
import Tabular

/// Types rows into a sheet with the habits and slips of an office.
enum SheetTypist {
  /// The headers as they stand, with their stray blanks.
  static let header = [
    "Nom/Prénom ", " Date et Heure prévues", "Course  ", "Adresse de départ",
    "Adresse d'arrivée ", " CFT",
  ]

  static var headerCells: [Cell] { header.map { .text($0) } }

  /// The six cells of a row.
  static func cells(
    of row: SyntheticRow, _ roster: Roster, _ draws: inout SeededGenerator
  ) -> [Cell] {
    [
      .text(name(of: row.client, &draws)), time(of: row, &draws), course(of: row, &draws),
      .text(row.origin.text), .text(row.target.text), initials(of: row, roster, &draws),
    ]
  }

  private static func name(
    of client: SyntheticClient, _ draws: inout SeededGenerator
  ) -> String {
    let gap = draws.chance(0.09) ? "  " : " "
    let name = client.surname + gap + client.firstName
    let titled = draws.chance(0.3) ? client.title + " " + name : name
    return draws.chance(0.06) ? titled + " " : titled
  }

  private static func time(of row: SyntheticRow, _ draws: inout SeededGenerator) -> Cell {
    if let text = row.unreadableTime { return .text(text) }
    let confirmedBack = row.back.flatMap { $0.isConfirmed ? $0.time : nil }
    if confirmedBack == nil, draws.chance(0.22) { return .date(row.date, time: row.outbound) }
    let style = draws.index(weights: [0.74, 0.13, 0.13])
    var parts = [row.date.dotted, clock(row.outbound, style: style)]
    if let confirmedBack { parts.append(clock(confirmedBack, style: style)) }
    let gap = String(repeating: " ", count: draws.chance(0.6) ? 3 : draws.integer(in: 1...7))
    return .text(parts.joined(separator: gap))
  }

  private static func clock(_ time: Minutes, style: Int) -> String {
    let clock = time.clock
    switch style {
    case 1: return clock.replacing(":", with: "h")
    case 2: return clock.hasPrefix("0") ? String(clock.dropFirst()) : clock
    default: return clock
    }
  }

  private static func course(of row: SyntheticRow, _ draws: inout SeededGenerator) -> Cell {
    if row.back != nil {
      let words = ["A/R", "a/r", "A/R ", " A/R", "a/R"]
      return .text(words[draws.index(weights: [0.74, 0.14, 0.06, 0.04, 0.02])])
    }
    let words = ["A", "a", "A "]
    return draws.chance(0.4) ? .empty : .text(words[draws.index(weights: [0.8, 0.12, 0.08])])
  }

  private static func initials(
    of row: SyntheticRow, _ roster: Roster, _ draws: inout SeededGenerator
  ) -> Cell {
    if let strange = row.strangeInitials { return strange.isEmpty ? .empty : .text(strange) }
    let withoutDots = draws.chance(0.12)
    let written = drivers(of: row, roster)
    guard !written.isEmpty else { return .empty }
    let text = withoutDots ? written.replacing(".", with: "") : written
    return .text(draws.chance(0.05) ? text + " " : text)
  }

  /// The initials of a row's drivers: `X`, or `X/Y` where X drives there and Y back.
  static func drivers(of row: SyntheticRow, _ roster: Roster) -> String {
    let numbers = [row.outboundDriver, row.back == nil ? nil : row.backDriver].compactMap { $0 }
    let words = numbers.compactMap { roster.driver(id: $0)?.initials }
    guard let first = words.first else { return "" }
    return words.allSatisfy { $0 == first } ? first : words.joined(separator: "/")
  }
}
