import CivilTime
import FleetModel
import RideSheets
import Tabular

/// November as a workbook that holds what an office writes around its rides.
///
/// The rides are those of the year's November; `October` and the year are tidy beside it. Each trap
/// stands in one row at least, always in the same one.
struct TrappedMonth {
  private let month: SyntheticMonth
  private let roster: Roster

  init(_ month: SyntheticMonth, roster: Roster) {
    (self.month, self.roster) = (month, roster)
  }

  /// A drawn row with its cells as typed.
  private typealias Typed = (row: SyntheticRow, cells: [Cell])

  /// Days at the end of the month that a replacement kept in a form of her own.
  private static let lastDays = 5

  /// The sheets in the order of the workbook.
  var sheets: [TrappedSheet] {
    let typed: [Typed] = zip(month.days.flatMap(\.self), month.cells).map { ($0, $1) }
    let first = month.days.dropLast(Self.lastDays).reduce(0) { $0 + $1.count }
    let main = mainSheet(Array(typed[..<first]))
    var copy = TrappedSheet(name: "Copie")
    copy.isHidden = true
    copy.rows = [main.rows[Self.headerIndex]] + main.rows[(Self.headerIndex + 1)...].prefix(3)
    return [main, lastWeek(typed[first...].map(\.row)), copy, Self.prices]
  }

  // MARK: The month

  private static let headerIndex = 3
  /// The row of rides that stands twice.
  private static let doubled = 12

  /// What stands beside the six columns of the office.
  private enum Further: Int, CaseIterable {
    case status
    case remarks
    case wheelchair
    case price
    case phone

    var header: String {
      switch self {
      case .status: "Statut"
      case .remarks: "Remarques"
      case .wheelchair: "Fauteuil"
      case .price: "Prix CHF"
      case .phone: "Téléphone"
      }
    }

    var column: Int { RideColumn.allCases.count + rawValue }
  }

  private func mainSheet(_ typed: [Typed]) -> TrappedSheet {
    var sheet = TrappedSheet(name: "Novembre")
    sheet.rows = [
      .init(header: ["Transports novembre 2025"]),
      .init([.text("imprimé le lundi 1er décembre 2025")]),
      .init([]), .init(header: SheetTypist.header + Further.allCases.map(\.header)),
    ]
    var traps = Self.traps
    var sum = 0
    var week = 0
    for (index, (row, cells)) in typed.enumerated() {
      let price = 35 + 5 * (index * 7 % 12)
      var written = TrappedSheet.Row(
        cells + [.empty, .empty, .empty, .number(Double(price)), .text(Self.phone(index))])
      if index % 2 == 1, let place = traps.firstIndex(where: { $0.fits(row) }) {
        traps.remove(at: place).set(&written, row, roster)
      }
      // A line of totals at the end of each week, and the header again after the second one.
      if index > 0, row.date.weekday == .monday, typed[index - 1].row.date != row.date {
        week += 1
        sheet.rows.append(Self.total("Total semaine \(44 + week)", sum))
        if week == 2 { sheet.rows.append(sheet.rows[Self.headerIndex]) }
        sum = 0
      }
      sum += price
      sheet.rows.append(written)
      if index == Self.doubled { sheet.rows.append(written) }
    }
    sheet.rows.append(Self.total("Total", sum))
    return sheet
  }

  private static func total(_ text: String, _ sum: Int) -> TrappedSheet.Row {
    var cells = [Cell](repeating: .empty, count: Further.price.column + 1)
    cells[0] = .text(text)
    cells[Further.price.column] = .number(Double(sum))
    return .init(cells)
  }

  /// An invented number: no phone in Geneva begins so.
  private static func phone(_ index: Int) -> String {
    let end = index * 37 % 100
    return "022 000 \(end < 10 ? "0" : "")\(end) \(index % 90 + 10)"
  }

  // MARK: Traps

  /// Something that an office writes, and the rows that it can be written in.
  private struct Trap {
    var fits: (SyntheticRow) -> Bool = { _ in true }
    let set: (inout TrappedSheet.Row, SyntheticRow, Roster) -> Void
  }

  private static func text(_ further: Further, _ text: String) -> Trap {
    Trap(fits: { $0.unreadableTime == nil }) { row, _, _ in
      row.cells[further.column] = .text(text)
    }
  }

  /// A single ride's moment in other words.
  private static func moment(_ text: @escaping (SyntheticRow) -> String) -> Trap {
    Trap(fits: { $0.back == nil && $0.unreadableTime == nil }) { row, drawn, _ in
      row.cells[1] = .text(text(drawn))
    }
  }

  private static func driver(
    fits: @escaping (SyntheticRow) -> Bool, _ text: @escaping (SyntheticRow, Roster) -> String
  ) -> Trap {
    Trap(fits: { $0.strangeInitials == nil && $0.unreadableTime == nil && fits($0) }) {
      row, drawn, roster in row.cells[5] = .text(text(drawn, roster))
    }
  }

  private static let weekdays = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
  ]

  private static func weekday(_ date: CivilDate, shifted days: Int = 0) -> String {
    let index = Weekday.allCases.firstIndex(of: date.weekday) ?? 0
    return weekdays[(index + days) % 7]
  }

  /// What fits few rows stands first.
  private static var traps: [Trap] {
    [
      moment { row in
        let date = row.date.dotted
        return "\(weekday(row.date).prefix(3)) \(date.prefix(6))\(date.suffix(2))  "
          + row.outbound.clock.replacing(":", with: "h")
      },
      moment { row in
        let (year, _, day) = row.date.parts
        return "\(weekday(row.date)) \(day) novembre \(year) à \(row.outbound.clock)"
      },
      moment { row in
        row.date.dotted.replacing(".", with: "-") + " "
          + row.outbound.clock.replacing(":", with: "")
      },
      moment { "\($0.date.dotted) RDV \($0.outbound.clock)" },
      moment { row in
        "\(weekday(row.date, shifted: 1)) \(row.date.dotted) \(row.outbound.clock)"
      },
      moment { row in
        "\(row.date.dotted) de \(row.outbound.clock) à \((row.outbound + Minutes(45)).clock)"
      },
      moment { "\($0.date.dotted) \($0.outbound.clock) heure à confirmer" },
      moment { "\($0.date.dotted) midi" },
      driver(fits: { $0.back == nil && $0.outboundDriver != nil }) { row, roster in
        row.outboundDriver.flatMap { roster.driver(id: $0) }
          .map { "\($0.surname) \($0.name)" } ?? ""
      },
      driver(fits: {
        $0.back != nil && $0.outboundDriver != nil && $0.backDriver != nil
          && $0.outboundDriver != $0.backDriver
      }) { row, roster in
        [row.outboundDriver, row.backDriver]
          .compactMap { $0.flatMap { roster.driver(id: $0)?.initials } }.joined(separator: " + ")
      },
      text(.status, "annulée"), text(.status, "effectuée"), text(.remarks, "No-show, porte fermée"),
      text(.remarks, "reporté au mois prochain"), text(.remarks, "peut-être annulé, à confirmer"),
      text(.remarks, "attend sa fille dans le hall"), text(.status, "à revoir"),
      Trap(fits: { $0.unreadableTime == nil }) { row, _, _ in row.isStruck = true },
      Trap(fits: { $0.unreadableTime == nil }) { row, _, _ in row.isHidden = true },
      text(.wheelchair, "x"), text(.wheelchair, "✓"), text(.wheelchair, "V"),
      text(.wheelchair, "oui"), text(.wheelchair, "non"), text(.wheelchair, "TPMR"),
      text(.wheelchair, "voir avec la famille"),
      text(.remarks, "fauteuil roulant: non, rollator"),
      text(.remarks, "ne se déplace pas sans fauteuil"), text(.remarks, "ch. roul., prévoir rampe"),
    ]
  }

  // MARK: The last week, in another form

  /// Two tables under each other, each with its own columns, of which none is called as the office's.
  private func lastWeek(_ rows: [SyntheticRow]) -> TrappedSheet {
    var sheet = TrappedSheet(name: "Semaine 48")
    let lastDay = rows.last?.date
    sheet.rows.append(
      .init(header: [
        "Chauffeur", "Date", "Heure", "Heure retour", "Nom", "Prénom", "Départ", "Destination",
        "A/R", "Remarques",
      ]))
    for row in rows where row.date != lastDay && row.unreadableTime == nil {
      let back = row.back.flatMap { $0.isConfirmed ? $0.time : nil }
      sheet.rows.append(
        .init([
          .text(initials(row)), .date(row.date, time: nil), .text(row.outbound.clock),
          back.map { .text($0.clock) } ?? .empty, .text(row.client.surname),
          .text(row.client.firstName), .text(row.origin.text), .text(row.target.text),
          row.back == nil ? .empty : .text("A/R"), .empty,
        ]))
    }
    sheet.rows.append(.init([]))
    sheet.rows.append(
      .init(header: [
        "Destination", "Départ", "Date et heure", "Client", "Course", "Conducteur",
      ]))
    for row in rows where row.date == lastDay && row.unreadableTime == nil {
      let back = row.back.flatMap { $0.isConfirmed ? " " + $0.time.clock : nil } ?? ""
      sheet.rows.append(
        .init([
          .text(row.target.text), .text(row.origin.text),
          .text("\(row.date.dotted) \(row.outbound.clock)\(back)"),
          .text(row.client.surname + " " + row.client.firstName),
          row.back == nil ? .empty : .text("A/R"), .text(initials(row)),
        ]))
    }
    return sheet
  }

  private func initials(_ row: SyntheticRow) -> String {
    row.strangeInitials ?? SheetTypist.drivers(of: row, roster)
  }

  /// A sheet that holds no rides.
  private static var prices: TrappedSheet {
    var sheet = TrappedSheet(name: "Tarifs")
    sheet.rows = [
      .init(header: ["Zone", "Prix CHF"]), .init([.text("ville"), .number(35)]),
      .init([.text("canton"), .number(60)]), .init([.text("fauteuil roulant"), .number(20)]),
    ]
    return sheet
  }
}
