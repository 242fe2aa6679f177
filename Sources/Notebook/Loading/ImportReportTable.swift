import CommandLanguage
import FleetModel
import RideSheets
import SessionRecord
import Store
import TerminalText

/// What an import made of a file, as a sentence, a table and facts.
struct ImportReportTable {
  let name: String
  let record: DatasetRecord
  let counts: Counts

  /// How many rows and addresses were read, and how many of them are of use.
  struct Counts {
    var rows: Int
    /// Rows whose rides are all cancelled.
    var cancelledRows = 0
    /// Rows that are two rides, there and back.
    var roundTrips = 0
    var rejected: Int
    var blank: Int
    /// Rows that sum up others.
    var totals = 0
    var addresses: Int
    var located: LocationCounts
  }

  private var days: Int { Set(record.rides.map(\.day)).count }
  private var cancelled: Int { record.rides.count { $0.status == .cancelled } }
  private var done: Int { record.rides.count { $0.status == .done } }
  private var rideRows: Int {
    counts.rows - counts.cancelledRows - counts.rejected - counts.blank - counts.totals
  }
  private var withoutDriver: Int { record.rides.filter { $0.driver == nil }.count }
  private var optima: Int { record.days.filter { $0.optimum != nil }.count }

  var sentence: Sentence {
    let located: Sentence =
      counts.addresses == 0
      ? "" : ", \(counts.located.total) of \(counts.addresses) addresses located\(precisions)"
    let stated: Sentence =
      optima > 0 ? ", \(counted(optima, "stated optimum", "stated optima"))" : ""
    let unit = counted(counts.rows, record.days.isEmpty ? "row" : "listed day")
    return "\(name): \(counted(record.rides.count, "ride")) on \(counted(days, "day")) from "
      + "\(unit), \(counts.rejected) rejected\(located)\(stated)"
  }

  /// By what the located addresses are known: `: 410 by address, 12 by town`.
  private var precisions: Sentence {
    let listed = counts.located.listed
    guard let first = listed.first else { return "" }
    guard listed.count > 1 else {
      return first.count == 1
        ? ", by \(words: first.precision.rawValue)" : ", all by \(words: first.precision.rawValue)"
    }
    return ": " + counts.located.words
  }

  /// Where every row went, and how many rides a row has; nothing where each row is one ride.
  var account: Sentence? {
    guard record.days.isEmpty, counts.roundTrips + counts.rows - rideRows > 0 else { return nil }
    var parts: [Sentence] = ["\(rideRows) with rides"]
    for (count, what) in [
      (counts.cancelledRows, "cancelled"), (counts.rejected, "rejected"), (counts.blank, "blank"),
      (counts.totals, "with totals"),
    ] where count > 0 {
      parts.append("\(count) \(words: what)")
    }
    let twice: Sentence =
      counts.roundTrips > 0
      ? "; \(counts.roundTrips) of them \(words: counts.roundTrips == 1 ? "is" : "are") there and back"
      : ""
    return "\(counted(counts.rows, "row")): " + parts.joined(separator: ", ") + twice
  }

  /// What the rows hold that a dispatcher should look at, by kind.
  var findings: Sentence? {
    var kinds: [(kind: SourceFinding.Kind, count: Int)] = []
    for finding in record.findings + PlaceFindings(record.rides).items.map(\.finding) {
      if let index = kinds.firstIndex(where: { $0.kind == finding.kind }) {
        kinds[index].count += 1
      } else {
        kinds.append((finding.kind, 1))
      }
    }
    guard !kinds.isEmpty else { return nil }
    return "to look at: "
      + kinds.map { "\(words: $0.kind.rawValue) \($0.count)" as Sentence }.joined(separator: ", ")
      + "; `check \(words: NameRules.written(name))` lists them with their places"
  }

  /// What is said of rides that do not take place.
  var cancellation: Sentence? {
    guard cancelled > 0 else { return nil }
    return "\(counted(cancelled, "ride")) \(words: cancelled == 1 ? "is" : "are") cancelled: kept, "
      + "and in no plan; `check` says why, and `correct … status planned` puts one back"
  }

  var table: ResultTable {
    ResultTable(
      [
        "dataset", "rows", "rides", "days", "rejected", "blank", "without_driver", "addresses",
        "located", "by_address", "by_street", "by_postcode", "by_town", "cancelled", "done",
        "ride_rows", "round_trips", "cancelled_rows", "total_rows",
      ],
      [
        [
          .text(name), .integer(Int64(counts.rows)), .integer(Int64(record.rides.count)),
          .integer(Int64(days)), .integer(Int64(counts.rejected)),
          .integer(Int64(counts.blank)), .integer(Int64(withoutDriver)),
          .integer(Int64(counts.addresses)), .integer(Int64(counts.located.total)),
          .integer(Int64(counts.located[.address])), .integer(Int64(counts.located[.street])),
          .integer(Int64(counts.located[.postcode])), .integer(Int64(counts.located[.town])),
          .integer(Int64(cancelled)), .integer(Int64(done)), .integer(Int64(rideRows)),
          .integer(Int64(counts.roundTrips)), .integer(Int64(counts.cancelledRows)),
          .integer(Int64(counts.totals)),
        ]
      ])
  }

  var facts: FactSet {
    var facts = [
      Fact("rides", .integer(Int64(record.rides.count))), Fact("days", .integer(Int64(days))),
      Fact("rejected", .integer(Int64(counts.rejected))),
      Fact("located", .integer(Int64(counts.located.total))),
      Fact("addresses", .integer(Int64(counts.addresses))),
    ]
    let exact = counts.located[.address]
    if exact < counts.located.total {
      facts.append(Fact("located by address", .integer(Int64(exact))))
    }
    if cancelled > 0 { facts.append(Fact("cancelled", .integer(Int64(cancelled)))) }
    return FactSet(facts)
  }
}

extension LocationCounts {
  /// The counts that are not 0, best first: `410 by address, 12 by town`.
  var words: Sentence {
    listed.map { "\($0.count) by \(words: $0.precision.rawValue)" as Sentence }
      .joined(separator: ", ")
  }
}

extension ImportReportTable {
  /// Where the rows of each of several files went.
  static func table(of files: [(name: String, account: ImportAccount)]) -> ResultTable {
    ResultTable(
      ["file", "rows", "rides", "ride_rows", "cancelled_rows", "rejected", "blank", "total_rows"],
      files.map { name, account in
        [.text(name)]
          + [
            account.rows, account.rides, account.rideRows, account.cancelledRows,
            account.rejectedRows, account.blankRows, account.totalRows,
          ].map { .integer(Int64($0)) }
      })
  }
}

extension ImportReportTable.Counts {
  /// The counts of an import's account.
  init(_ account: ImportAccount) {
    self.init(
      rows: account.rows, cancelledRows: account.cancelledRows, roundTrips: account.roundTrips,
      rejected: account.rejectedRows, blank: account.blankRows, totals: account.totalRows,
      addresses: account.addresses, located: account.located)
  }
}
