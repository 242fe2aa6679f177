import CivilTime
import RideSheets
import SeededRandom
import Tabular

/// The synthetic data of a seed: a month, a year and a week of an office that never was.
///
///     let data = try SyntheticDatasets(seed: 2025, roster: roster, gazetteer: gazetteer)
///     try data.write(to: "datasets")
///
/// The same seed, drivers and places give the same bytes. Every client is invented.
public struct SyntheticDatasets: Sendable {
  /// One sheet as the office types it, its title and header among the rows.
  public struct Sheet: Sendable {
    public let name: String
    public let rows: [[Cell]]
    /// The header's position among the rows.
    public let headerIndex: Int
  }

  public static let octoberFile = "october-2025.xlsx"
  public static let novemberFile = "november-2025.xlsx"
  public static let yearFile = "year-2025.xlsx"
  public static let weekFile = "week-2025-43.json"

  /// The sheet of October.
  public let october: Sheet
  /// The sheets of November, with the traps of an office under pressure.
  public let november: [TrappedSheet]
  /// The twelve sheets of the year, January first.
  public let year: [Sheet]
  /// The dispatch export of the week of 22 October, as JSON text.
  public let week: String

  /// Clients invented for a year.
  private static let clientCount = 260

  /// Draws everything.
  ///
  /// - Parameters:
  ///   - seed: any number; another one gives other data with the same guarantees.
  ///   - roster: the drivers, three of them regular and available on 22 October 2025.
  ///   - gazetteer: the places, the clinic among them that most rides start from.
  /// - Throws: `SynthesisError` where the drivers or places do not allow the guarantees.
  /// - Complexity: about 2,500 rides; a second or two.
  public init(
    seed: UInt64, roster: Roster, gazetteer: Gazetteer
  ) throws(SynthesisError) {
    let drawer = try Self.monthDrawer(seed: seed, roster: roster, gazetteer: gazetteer)
    var months: [SyntheticMonth] = []
    for month in 1...12 { months.append(try drawer.draw(month: month)) }
    october = Self.octoberSheet(months[9])
    november = TrappedMonth(months[10], roster: roster).sheets
    year = months.map(Self.yearSheet)
    week = Self.week(of: months[9], roster)
  }

  /// The sheet of October alone, drawn as for the whole.
  public static func october(
    seed: UInt64, roster: Roster, gazetteer: Gazetteer
  ) throws(SynthesisError) -> Sheet {
    octoberSheet(
      try monthDrawer(seed: seed, roster: roster, gazetteer: gazetteer).draw(month: 10))
  }

  private static func monthDrawer(
    seed: UInt64, roster: Roster, gazetteer: Gazetteer
  ) throws(SynthesisError) -> MonthDrawer {
    var draws = SeededGenerator(seed: seed, purpose: "clients")
    let clients = SyntheticClient.invent(
      count: clientCount, places: gazetteer, roster: roster, &draws)
    guard let rowDrawer = RowDrawer(places: gazetteer, roster: roster, clients: clients) else {
      throw .noClinic(RowDrawer.mainOrigin)
    }
    return MonthDrawer(rowDrawer: rowDrawer, seed: seed)
  }

  private static func octoberSheet(_ month: SyntheticMonth) -> Sheet {
    Sheet(name: "Feuil1", rows: [SheetTypist.headerCells] + month.cells, headerIndex: 0)
  }

  private static func yearSheet(_ month: SyntheticMonth) -> Sheet {
    let name = ServiceCalendar.monthNames[month.month - 1]
    let title: [Cell] = [.text("Transports \(name) \(ServiceCalendar.year)")]
    return Sheet(
      name: name, rows: [title, SheetTypist.headerCells] + month.cells, headerIndex: 1)
  }

  private static func week(of october: SyntheticMonth, _ roster: Roster) -> String {
    let dates = (0..<5).map { WeekExport.monday.adding(days: $0) }
    let days = dates.map { date in october.days.first { $0.first?.date == date } ?? [] }
    return WeekExport(roster: roster, days: days).text
  }
}
