import CivilTime
import FleetModel
import GRDB

extension RideCorrection: FetchableRecord {
  private static let form = RowForm<RideCorrection>(
    "carnet_correction",
    [
      .init("id") { $0.id == 0 ? nil : $0.id }, .init("dataset") { $0.dataset },
      .init("ride") { $0.ride }, .init("field") { $0.field.rawValue }, .init("was") { $0.was },
      .init("value") { $0.value }, .init("client") { $0.source.client },
      .init("date") { $0.source.date }, .init("scheduled") { $0.source.scheduled.count },
      .init("pickup") { $0.source.pickup }, .init("dropoff") { $0.source.dropoff },
      .init("leg") { $0.source.leg }, .init("sheet") { $0.source.sheet },
      .init("source_row") { $0.source.row }, .init("alike") { $0.source.alike },
    ])

  public init(row: Row) throws {
    let field: String = try row.value("field")
    guard let known = Field(rawValue: field) else { throw StoreError.damagedRow("field", field) }
    try self.init(
      id: row.value("id"), dataset: row.value("dataset"), ride: row.value("ride"), field: known,
      was: row.value("was"), value: row.value("value"),
      source: Key(
        client: row.value("client"), date: row.value("date"),
        scheduled: Minutes(row.minutes("scheduled")), pickup: row.value("pickup"),
        dropoff: row.value("dropoff"), leg: row.value("leg"), sheet: row.value("sheet"),
        row: row.value("source_row"), alike: row.value("alike")))
  }

  /// Adds the correction and gives its number.
  fileprivate func insert(in database: Database) throws -> Int {
    try Self.form.insert([self], in: database)
    return Int(database.lastInsertedRowID)
  }
}

extension NotebookDatabase {
  /// The corrections of a dataset and those of places, or all, in the order in which they were made.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  /// - Complexity: O(corrections).
  public func corrections(of dataset: String? = nil) throws -> [RideCorrection] {
    try read {
      try RideCorrection.fetchAll(
        $0,
        sql: "SELECT * FROM main.carnet_correction "
          + (dataset == nil ? "" : "WHERE dataset = ? OR dataset = '' ") + "ORDER BY id",
        arguments: dataset.map { [$0] } ?? [])
    }
  }

  /// The corrected rides of a dataset as their source had them.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  public func sourceRides(of dataset: String) throws -> [BookedRide] {
    try read {
      try BookedRide.fetchAll(
        $0,
        sql: """
          SELECT r.* FROM main.carnet_ride_source r JOIN main.carnet_dataset d ON d.id = r.dataset_id
          WHERE d.name = ? ORDER BY r.id
          """, arguments: [dataset])
    }
  }

  /// The plans that were made before their dataset was corrected, each with what of it was.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  public func stalePlans() throws -> [(plan: String, reason: String)] {
    try rows("SELECT name, stale FROM main.carnet_plan WHERE stale <> '' ORDER BY id")
      .map { ($0[0].text, $0[1].text) }
  }
}

extension NotebookTransaction {
  /// Adds a correction.
  ///
  /// - Parameter correction: The correction; its number is given anew.
  /// - Returns: Its number.
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  public func add(_ correction: RideCorrection) throws -> Int {
    let new = RideCorrection(
      id: 0, dataset: correction.dataset, ride: correction.ride, field: correction.field,
      was: correction.was, value: correction.value, source: correction.source)
    return try new.insert(in: database)
  }

  /// Takes corrections back.
  public func removeCorrections(_ numbers: some Sequence<Int>) throws {
    for number in numbers {
      try database.execute(
        sql: "DELETE FROM main.carnet_correction WHERE id = ?", arguments: [number])
    }
  }

  /// Keeps which ride a correction is of, after its dataset was loaded anew.
  public func set(ride: Int?, ofCorrection number: Int) throws {
    try database.execute(
      sql: "UPDATE main.carnet_correction SET ride = ? WHERE id = ?", arguments: [ride, number])
  }

  /// Writes rides of a dataset in place of those of their numbers.
  ///
  /// - Parameters:
  ///   - rides: The rides that changed.
  ///   - sources: All corrected rides of the dataset as their source had them.
  ///   - dataset: Its name.
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  public func write(
    _ rides: [BookedRide], sources: [BookedRide], of dataset: String
  ) throws {
    guard let id = try database.rowID(of: dataset, in: "carnet_dataset") else { return }
    try BookedRide.form.insert(rides, beside: ["dataset_id": id], in: database, replaces: true)
    try database.execute(
      sql: "DELETE FROM main.carnet_ride_source WHERE dataset_id = ?", arguments: [id])
    try BookedRide.sourceForm.insert(sources, beside: ["dataset_id": id], in: database)
  }

  /// Marks the plans of a dataset that have one of some days.
  ///
  /// - Parameters:
  ///   - dataset: The dataset.
  ///   - dates: The days whose rides changed.
  ///   - reason: What changed, in words; the last change counts.
  /// - Returns: The plans, in the order in which they were made.
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  public func markStale(
    plansOf dataset: String, on dates: Set<String>, because reason: String
  ) throws -> [String] {
    let plans = try rows(
      "SELECT DISTINCT p.id, p.name, y.date FROM main.carnet_plan p JOIN main.carnet_dataset d "
        + "ON d.id = p.dataset_id JOIN main.carnet_plan_day y ON y.plan_id = p.id "
        + "WHERE d.name = ? ORDER BY p.id", [.text(dataset)])
    var names: [String] = []
    for row in plans where dates.contains(row[2].text) && names.last != row[1].text {
      names.append(row[1].text)
      try database.execute(
        sql: "UPDATE main.carnet_plan SET stale = ? WHERE name = ?",
        arguments: [reason, row[1].text])
    }
    return names
  }
}
