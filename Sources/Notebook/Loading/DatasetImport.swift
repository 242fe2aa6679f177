import CivilTime
import FleetModel
import RideSheets
import SessionRecord
import Store
import Tabular
import TerminalText

/// Turns a recognised file of rides into a dataset record, with its account and its warnings.
struct DatasetImport {
  let roster: Roster
  let gazetteer: Gazetteer
  let stay: Minutes
  let isInterrupted: @Sendable () -> Bool
  let progress: @Sendable (String?) -> Void

  /// What datasets of ride sheets are called.
  static let format = "ride sheet"

  /// What came of reading a file.
  struct Result {
    var record: DatasetRecord
    var counts: ImportReportTable.Counts
    var warnings: [Sentence]
    /// The hashes of the clients that the file names, those of rejected rows too.
    var clients = PrivateHashes()
    /// Where the rows of each of several files went, in their order.
    var files: [(name: String, account: ImportAccount)] = []
  }

  /// Reads ride sheets row by row, of one file or of several.
  ///
  /// - Throws: `TabularError` for a sheet that cannot be read, `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: O(rows).
  func read(
    _ files: [LoadedFile], content: String, name: String, path: String
  ) throws -> Result {
    var clients = PrivateHashes()
    // A client comes again and again; heads within the sheet are read once too.
    var seen: Set<String> = []
    let (read, accounts) = try rides(of: files) { client in
      if seen.insert(client).inserted, PrivateHeaders.privacy(of: client, among: []) == nil {
        clients.add(name: client)
      }
    }
    var result = try result(
      of: read, differences: [], sha256: content, name: name, path: path, format: Self.format)
    result.clients = clients
    result.files = accounts
    return result
  }

  /// Reads what ride sheets hold, row by row.
  ///
  /// - Parameters:
  ///   - files: The files, in their order.
  ///   - keepsCells: Whether the result has the cells of the rows with rides, as well.
  ///   - client: Called with the client's cell of each row.
  /// - Returns: The rides and what was set aside, and where the rows of each of several files went.
  /// - Throws: `TabularError` for a sheet that cannot be read, `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: O(rows).
  func rides(
    of files: [LoadedFile], keepsCells: Bool = false, client: (String) -> Void = { _ in }
  ) throws -> (rides: RideImport, accounts: [(name: String, account: ImportAccount)]) {
    var reading = RideSheetImport(
      roster: roster, gazetteer: gazetteer, stay: stay, keepsCells: keepsCells)
    var rows = 0
    var accounts: [(name: String, account: ImportAccount)] = []
    for file in files {
      let before = reading.result.account
      if let name = file.name { reading.begin(file: name) }
      try read(file)
      if let name = file.name { accounts.append((name, reading.account(since: before))) }
    }
    func read(_ file: LoadedFile) throws {
      for (sheet, layout) in file.rideSheets {
        try read(sheet, layout, as: file.place(of: sheet))
      }
    }
    func read(_ sheet: SheetSource, _ layout: RideSheetLayout, as place: String) throws {
      if sheet.isHidden { reading.noteHidden(sheet: place) }
      var broken: [BrokenRow] = []
      var merged: [CellRange] = []
      try sheet.forEachMarkedRow(
        isCancelled: isInterrupted, broken: { broken.append($0) },
        hidden: { reading.note(hidden: $0, sheet: place, below: layout) }, merged: { merged = $0 }
      ) { number, cells, marks in
        if isInterrupted() { throw StoreError.interrupted }
        reading.read(
          NumberedRow(number, cells, marks: marks), sheet: place, layout: layout)
        if let name = reading.lastClient { client(name) }
        rows += 1
        if rows % Self.progressInterval == 0 { report(rows, reading.result.account) }
        return true
      }
      for row in broken { reading.reject(row, sheet: place) }
      reading.note(merged, sheet: place, below: layout)
    }
    progress(nil)
    reading.finish(hasTypes: files.contains { $0.file.dialect == nil })
    return (reading.result, accounts)
  }

  /// Reads rows that SQL selected.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: O(rows).
  func read(
    _ rows: [NumberedRow], _ layout: RideSheetLayout, content: String, name: String
  ) throws -> Result {
    var reading = RideSheetImport(roster: roster, gazetteer: gazetteer, stay: stay)
    var clients = PrivateHashes()
    for row in rows {
      if isInterrupted() { throw StoreError.interrupted }
      reading.read(row, sheet: "query", layout: layout)
      if let name = reading.lastClient { clients.add(name: name) }
    }
    reading.finish()
    var result = try result(
      of: reading.result, differences: [], sha256: content, name: name, path: "", format: "query")
    result.clients = clients
    return result
  }

  /// Reads the production system's export.
  ///
  /// - Throws: `RideSheetError` where the document has no list of dispatches,
  ///   `StoreError.interrupted` on Ctrl-C.
  func read(_ json: JSONValue, of file: TabularFile, name: String, path: String) throws -> Result {
    let export = try DispatchExport.read(
      json, roster: roster, gazetteer: gazetteer, until: isInterrupted)
    guard !isInterrupted() else { throw StoreError.interrupted }
    let report = DispatchLoadReport(export)
    var result = try result(
      of: export.result, differences: export.differences, sha256: file.sha256, name: name,
      path: path, format: DispatchLoadReport.format)
    result.record.sourceDrivers = export.sourceDrivers
    result.record.document = try KeptText(of: file).bytes
    result.record.findings += report.findings
    result.warnings += report.warnings
    var nameMembers: [[String]: [Int]] = [:]
    addClients(in: json, to: &result.clients, &nameMembers)
    return result
  }

  /// Reads a file of days, each of which a row of the account stands for.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  func read(days json: JSONValue, of file: TabularFile, name: String, path: String) throws -> Result
  {
    let days = DayFile.read(json, until: isInterrupted)
    guard !isInterrupted() else { throw StoreError.interrupted }
    return try DayImport(file: days, isInterrupted: isInterrupted).result(
      name: name, path: path, sha256: file.sha256, days: json["days"]?.elements?.count ?? 0)
  }

  /// Adds what stands under a private key anywhere in a document, used or not.
  private func addClients(
    in json: JSONValue, to clients: inout PrivateHashes, _ nameMembers: inout [[String]: [Int]]
  ) {
    for element in json.elements ?? [] { addClients(in: element, to: &clients, &nameMembers) }
    guard case .object(let members) = json else { return }
    // Objects of one kind have the same keys: which of them are names is asked once.
    let keys = members.map(\.key)
    if nameMembers.count >= Self.mostKinds { nameMembers = [:] }
    let names =
      nameMembers[keys]
      ?? keys.indices.filter { PrivateHeaders.privacy(of: keys[$0], among: keys) == .name }
    nameMembers[keys] = names
    for index in names {
      if let name = members[index].value.string { clients.add(name: name) }
    }
    for (_, value) in members { addClients(in: value, to: &clients, &nameMembers) }
  }

  /// The most kinds of objects whose keys are remembered.
  private static let mostKinds = 1_000

  /// Rows between two looks of the progress line; a row takes some microseconds.
  private static let progressInterval = 256

  private func report(_ rows: Int, _ account: ImportAccount) {
    progress(
      "loading: \(rows) rows · \(account.rides) rides · \(account.located.total) of "
        + "\(account.addresses) addresses located")
  }

  private func result(
    of reading: RideImport, differences: [AggregateDifference], sha256: String, name: String,
    path: String, format: String
  ) throws -> Result {
    let record = DatasetRecord(
      name: name, file: path, sha256: sha256, format: format,
      rowsRead: reading.account.rows, blankRows: reading.account.blankRows,
      rides: reading.rides, rejects: reading.rejects,
      findings: reading.findings
        + differences.map {
          SourceFinding(kind: .wrongAggregate, sheet: $0.path, detail: $0.description)
        }, extraColumns: reading.extraColumns)
    return Result(
      record: record, counts: ImportReportTable.Counts(reading.account),
      warnings: reading.warnings.map(Sentence.init(value:)))
  }
}

extension DatasetRecord {
  /// Adds the clients and the addresses that no public house has.
  ///
  /// - Complexity: O(rides).
  func addHomes(to hashes: inout PrivateHashes) {
    let privacies = PrivateHeaders.columns(of: extraColumns)
    // Clients and addresses come again and again; only asked whether one was there.
    var (clients, labels): (Set<String>, Set<String>) = ([], [])
    for ride in rides {
      if clients.insert(ride.client).inserted { hashes.add(name: ride.client) }
      for (index, privacy) in privacies where index < ride.extra.count {
        guard case .text(let text) = ride.extra[index] else { continue }
        switch privacy {
        case .name: hashes.add(name: text)
        case .address: for street in HomeStreets.found(in: text) { hashes.add(street: street) }
        case .open, .searched, .phone: break
        }
      }
      for stop in [ride.pickup, ride.dropoff] {
        guard stop.kind.map(GazetteerPlace.isLocality(kind:)) ?? true,
          labels.insert(stop.label).inserted
        else { continue }
        for street in HomeStreets.found(in: stop.label) { hashes.add(street: street) }
      }
    }
    for reject in rejects where PrivateHeaders.privacy(of: reject.column, among: []) != nil {
      for street in HomeStreets.found(in: reject.value) { hashes.add(street: street) }
    }
  }
}

extension DatasetImport {
  /// What reads rides for a statement, under the notebook's places and rules.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  init(for call: CommandCall, roster: Roster) throws {
    let context = call.session.context
    self.init(
      roster: roster, gazetteer: try call.database.gazetteer(),
      stay: call.session.settings.rules.stay, isInterrupted: context.isInterrupted,
      progress: context.progress)
  }
}
