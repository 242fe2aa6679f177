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
    var rejected: Int
    var blank: Int
    var addresses: Int
    var located: Int

    var locatedShare: Double? {
      addresses == 0 ? nil : Double(located) / Double(addresses)
    }
  }

  private var days: Int { Set(record.rides.map(\.day)).count }
  private var withoutDriver: Int { record.rides.filter { $0.driver == nil }.count }
  private var optima: Int { record.days.filter { $0.optimum != nil }.count }

  var sentence: Sentence {
    let located = counts.locatedShare.map { share -> Sentence in
      ", \(counts.located) of \(counts.addresses) addresses located "
        + "(\(Int((share * 100).rounded(.down))) %)"
    }
    let stated: Sentence =
      optima > 0 ? ", \(counted(optima, "stated optimum", "stated optima"))" : ""
    let unit = counted(counts.rows, record.days.isEmpty ? "row" : "listed day")
    return "\(name): \(counted(record.rides.count, "ride")) on \(counted(days, "day")) from "
      + "\(unit), \(counts.rejected) rejected\(located ?? "")\(stated)"
  }

  var table: ResultTable {
    ResultTable(
      [
        "dataset", "rows", "rides", "days", "rejected", "blank", "without_driver", "addresses",
        "located", "located_percent",
      ],
      [
        [
          .text(name), .integer(Int64(counts.rows)), .integer(Int64(record.rides.count)),
          .integer(Int64(days)), .integer(Int64(counts.rejected)),
          .integer(Int64(counts.blank)), .integer(Int64(withoutDriver)),
          .integer(Int64(counts.addresses)), .integer(Int64(counts.located)),
          counts.locatedShare.map { .real(($0 * 1_000).rounded() / 10) } ?? .null,
        ]
      ])
  }

  var facts: FactSet {
    [
      Fact("rides", .integer(Int64(record.rides.count))), Fact("days", .integer(Int64(days))),
      Fact("rejected", .integer(Int64(counts.rejected))),
      Fact("located", .integer(Int64(counts.located))),
      Fact("addresses", .integer(Int64(counts.addresses))),
    ]
  }
}

extension ImportReportTable.Counts {
  /// The counts of an import's account.
  init(_ account: ImportAccount) {
    self.init(
      rows: account.rows, rejected: account.rejectedRows, blank: account.blankRows,
      addresses: account.addresses, located: account.locatedAddresses)
  }
}
