import RideSheets
import SessionRecord
import Store

/// What an import made of a file, as a sentence, a table and facts.
struct ImportReportTable {
  let name: String
  let record: DatasetRecord
  let account: ImportAccount

  private var days: Int { Set(record.rides.map(\.date)).count }
  private var withoutDriver: Int { record.rides.filter { $0.driver == nil }.count }

  var sentence: String {
    let located = account.locatedShare.map {
      ", \(account.locatedAddresses) of \(account.addresses) addresses located "
        + "(\(Int(($0 * 100).rounded(.down))) %)"
    }
    return "\(name): \(counted(record.rides.count, "ride")) on \(counted(days, "day")) from "
      + "\(counted(account.rows, "row")), \(account.rejectedRows) rejected\(located ?? "")"
  }

  var table: ResultTable {
    ResultTable(
      [
        "dataset", "rows", "rides", "days", "rejected", "blank", "without_driver", "addresses",
        "located", "located_percent",
      ],
      [
        [
          .text(name), .integer(Int64(account.rows)), .integer(Int64(record.rides.count)),
          .integer(Int64(days)), .integer(Int64(account.rejectedRows)),
          .integer(Int64(account.blankRows)), .integer(Int64(withoutDriver)),
          .integer(Int64(account.addresses)), .integer(Int64(account.locatedAddresses)),
          account.locatedShare.map { .real(($0 * 1_000).rounded() / 10) } ?? .null,
        ]
      ])
  }

  var facts: FactSet {
    [
      Fact("rides", .integer(Int64(record.rides.count))), Fact("days", .integer(Int64(days))),
      Fact("rejected", .integer(Int64(account.rejectedRows))),
      Fact("located", .integer(Int64(account.locatedAddresses))),
      Fact("addresses", .integer(Int64(account.addresses))),
    ]
  }
}
