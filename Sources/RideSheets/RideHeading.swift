import Naming
import Tabular

/// What a row says if it is read as the header of a ride sheet.
struct RideHeading {
  let row: NumberedRow
  /// Where the columns stand, those known by another office's headers too.
  private(set) var positions: [RideColumn: Int] = [:]
  private(set) var parts = RideSheetLayout.Parts()
  /// Columns that several headers claim, with these headers.
  private(set) var rivals: [RideColumn: [String]] = [:]
  /// How many columns have the office's own header.
  private let ownCount: Int
  /// Where a second table begins beside the first.
  private var besidePosition: Int?
  /// Columns that could be a ride's too, with the one that is read in their place.
  private var seconds: [RideSheetLayout.Second] = []

  /// Reads a row; its own headers count before those of other offices.
  ///
  /// - Complexity: O(n) in the headers' length.
  init(_ row: NumberedRow) {
    self.row = row
    var again: [Int] = []
    var claims: [RideHeaderPart: [(index: Int, key: String)]] = [:]
    for (index, cell) in row.cells.enumerated() {
      guard case .text(let text) = cell else { continue }
      let key = HeaderText.key(text)
      if let column = RideHeaderWords.own[key] {
        if positions[column] == nil { positions[column] = index } else { again.append(index) }
      } else if let part = RideHeaderWords.others[key] {
        claims[part, default: []].append((index, key))
      }
    }
    ownCount = positions.count
    // A header that stands twice is a slip; half a header that does is a table.
    besidePosition = again.count >= 3 ? again.first : nil
    for column in RideColumn.allCases where positions[column] == nil {
      if let index = settle(claims[.column(column)] ?? [], column) { positions[column] = index }
    }
    takeGivenName(claims)
    takeDate(claims)
    noteSeconds(claims, again)
    if let days = claims[.weekday], days.count == 1 { parts.weekday = days[0].index }
  }

  /// The layout, where all six columns are known; else what is missing, where that is telling.
  var recognition: RideSheetRecognition {
    let missing = RideColumn.allCases.filter { positions[$0] == nil }
    if missing.isEmpty, rivals.isEmpty { return .rideSheet(layout) }
    let found = RideColumn.allCases.filter { positions[$0] != nil }
    let isTelling =
      ownCount >= 3 || (ownCount >= 2 && found.count + rivals.count >= 4)
      || ((ownCount >= 1 || foreignCount >= 3) && found.count + rivals.count >= 5)
    guard isTelling else { return .other }
    return .nearMiss(
      RideSheetNearMiss(
        headerRow: row.number, found: found, missing: missing,
        rivals: RideColumn.allCases.compactMap { column in
          rivals[column].map { RideSheetNearMiss.Rivals(column: column, headers: $0) }
        }))
  }

  /// How many columns have a header that tables of this program have not: those say little.
  private var foreignCount: Int {
    let own = Set(RideMapping.Column.allCases.map(\.rawValue))
    return positions.values.count {
      !own.contains(HeaderText.key(row.cells[$0].writtenText))
    }
  }

  private var layout: RideSheetLayout {
    RideSheetLayout(
      headerRow: row.number, positions: positions, parts: parts,
      headers: row.cells.map { cell in
        let text = cell.writtenText
        return HeaderText.canBe(text) ? text : ""
      }, besidePosition: besidePosition, seconds: seconds)
  }

  // MARK: - Headers of other offices

  /// The only claim, or the first of equal ones; several different ones settle nothing.
  private mutating func settle(
    _ claims: [(index: Int, key: String)], _ column: RideColumn
  ) -> Int? {
    guard let first = claims.first else { return nil }
    guard claims.allSatisfy({ $0.key == first.key }) else {
      rivals[column] = claims.map { header(at: $0.index) }
      return nil
    }
    return first.index
  }

  private func header(at index: Int) -> String {
    String(TextFolding.singleBlanked(row.cells[index].writtenText).prefix(40))
  }

  /// Columns that are passed over though they could be the ride's.
  private mutating func noteSeconds(
    _ claims: [RideHeaderPart: [(index: Int, key: String)]], _ again: [Int]
  ) {
    let taken = Set(
      positions.values
        + [parts.givenName, parts.time, parts.returnTime, parts.weekday].compactMap { $0 })
    for (part, claims) in claims {
      let column: RideColumn
      switch part {
      case .column(let own): column = own
      case .date, .time, .returnTime: column = .schedule
      case .givenName, .weekday: continue
      }
      guard rivals[column] == nil, positions[column] != nil else { continue }
      seconds += claims.filter { !taken.contains($0.index) }.map {
        RideSheetLayout.Second(position: $0.index, column: column)
      }
    }
    if besidePosition == nil {
      seconds += again.compactMap { index in
        RideColumn.named(row.cells[index]).map {
          RideSheetLayout.Second(position: index, column: $0)
        }
      }
    }
    seconds.sort { $0.position < $1.position }
  }

  private mutating func takeGivenName(_ claims: [RideHeaderPart: [(index: Int, key: String)]]) {
    guard let client = positions[.client], let given = claims[.givenName],
      RideColumn.named(row.cells[client]) == nil,
      HeaderText.key(row.cells[client].writtenText).hasPrefix("nom")
    else { return }
    parts.givenName = settle(given, .client)
  }

  private mutating func takeDate(_ claims: [RideHeaderPart: [(index: Int, key: String)]]) {
    guard positions[.schedule] == nil, rivals[.schedule] == nil,
      let date = settle(claims[.date] ?? [], .schedule)
    else { return }
    positions[.schedule] = date
    parts.time = settle(claims[.time] ?? [], .schedule)
    parts.returnTime = settle(claims[.returnTime] ?? [], .schedule)
  }
}
