import CivilTime
import FleetModel
import GRDB

extension AddressAnswer: FetchableRecord {
  private static let columns: [RowForm<AddressAnswer>.Column] = [
    .init("key") { $0.key }, .init("address") { $0.address }, .init("server") { $0.server },
    .init("date") { $0.date.description }, .init("request") { $0.request },
    .init("outcome") { $0.outcome.rawValue }, .init("reason") { $0.reason },
    .init("licence") { $0.licence }, .init("name") { $0.place?.name },
    .init("kind") { $0.place?.kind }, .init("latitude") { $0.place?.coordinate.latitude },
    .init("longitude") { $0.place?.coordinate.longitude },
    .init("precision") { $0.place?.precision.rawValue },
    .init("match") { $0.place?.match.rawValue }, .init("radius") { $0.place?.radius?.count },
    .init("postcode") { $0.place?.postcode }, .init("town") { $0.place?.town },
  ]

  fileprivate static func form(isUsed: Bool) -> RowForm<AddressAnswer> {
    RowForm("carnet_answer", columns + [.init("is_used") { _ in isUsed }])
  }

  public init(row: Row) throws {
    let date: String = try row.value("date")
    let outcome: String = try row.value("outcome")
    guard let date = CivilDate(iso: date) else { throw StoreError.damagedRow("date", date) }
    guard let known = Outcome(rawValue: outcome) else {
      throw StoreError.damagedRow("outcome", outcome)
    }
    try self.init(
      key: row.value("key"), address: row.value("address"), server: row.value("server"),
      date: date, request: row.value("request"), outcome: known, reason: row.value("reason"),
      place: known == .found ? Self.place(row) : nil, licence: row.value("licence"))
  }

  private static func place(_ row: Row) throws -> LocatedPlace {
    let precision: String = try row.value("precision")
    let match: String = try row.value("match")
    let radius: Int? = try row.value("radius")
    guard let precision = LocationPrecision(rawValue: precision) else {
      throw StoreError.damagedRow("precision", precision)
    }
    return try LocatedPlace(
      name: row.value("name"), kind: row.value("kind"),
      coordinate: row.coordinate("latitude", "longitude"), precision: precision,
      match: LocationMatch(rawValue: match) ?? .partial, radius: radius.map { Metres($0) },
      postcode: row.value("postcode"), town: row.value("town"))
  }
}

extension NotebookDatabase {
  /// What a server answered, whether it is used already or not.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  /// - Complexity: O(answers).
  public func answers(of server: String) throws -> [AddressAnswer] {
    try read {
      try AddressAnswer.fetchAll(
        $0, sql: "SELECT * FROM main.carnet_answer WHERE server = ? ORDER BY key",
        arguments: [server])
    }
  }

  /// The answers by which addresses are located, one an address.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  /// - Complexity: O(answers).
  public func usedAnswers() throws -> [AddressAnswer] {
    try read {
      try AddressAnswer.fetchAll(
        $0, sql: "SELECT * FROM main.carnet_answer WHERE is_used ORDER BY key")
    }
  }

  /// Keeps an answer that just came, which nothing uses yet: after a crash it is not asked again.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  public func keep(_ answer: AddressAnswer) throws {
    try transaction { transaction in
      try AddressAnswer.form(isUsed: false).insert(
        [answer], in: transaction.database, replaces: true)
      return nil
    }
  }
}

extension NotebookTransaction {
  /// Has addresses located by these answers from now on, in place of other servers'; those that
  /// found nothing are kept beside.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  public func use(_ answers: [AddressAnswer]) throws {
    for answer in answers {
      let isFound = answer.place != nil
      if isFound {
        try database.execute(
          sql: "UPDATE main.carnet_answer SET is_used = 0 WHERE key = ?", arguments: [answer.key])
      }
      try AddressAnswer.form(isUsed: isFound).insert([answer], in: database, replaces: true)
    }
  }
}
