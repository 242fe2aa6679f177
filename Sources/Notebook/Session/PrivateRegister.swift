import CommandLanguage
import FleetModel
import RideSheets
import SessionRecord
import Store
import Tabular

/// What of a notebook is private: its index of hashes, and the columns that hold such values.
final class PrivateRegister {
  private let database: NotebookDatabase
  /// The program's own words, which no client's name turns into a pseudonym.
  private let catalogue: CommandCatalogue
  /// Whether the notebook's index is known to be there, or nothing had to be put into one.
  private var isFilled = false
  /// What an index would hold where the notebook cannot be written.
  private var unwritten: [UInt64]?
  /// What notebooks of replays held as private that this session ran, ascending.
  private var adopted: [UInt64] = []
  /// The names of drivers and places, and the mark that they were read at.
  private var known: (mark: Int64, words: KeptWords)?
  private var declared: (mark: SchemaMark, columns: [PrivateColumnRecord])?

  init(_ database: NotebookDatabase, catalogue: CommandCatalogue) {
    self.database = database
    self.catalogue = catalogue
  }

  /// The pseudonyms of what the notebook knows as private now; for one statement.
  ///
  /// - Complexity: constant; a notebook of an earlier version is read once.
  func pseudonyms() throws -> Pseudonyms {
    try fillOlderNotebook()
    let (unwritten, adopted) = (unwritten, adopted)
    // Another shell may have made it in between.
    guard try unwritten != nil || !adopted.isEmpty || database.hasPrivateIndex() else {
      return Pseudonyms()
    }
    let index = database.privateIndex()
    return Pseudonyms(
      indexed: { key in
        NameHash.flags(of: key, in: unwritten ?? index.hashes(inBucket: NameHash.bucket(of: key)))
          | (adopted.isEmpty ? 0 : NameHash.flags(of: key, in: adopted))
      }, keeping: { [self] in keptWords() })
  }

  /// How much is known as private: another number where more is.
  ///
  /// - Complexity: O(buckets of the notebook's index).
  func extent() throws -> Int64 {
    try database.privateExtent() + Int64((unwritten?.count ?? 0) + adopted.count)
  }

  /// Takes what another session's notebook held as private: this one may quote it from now on.
  ///
  /// What was public there is not public here for that.
  ///
  /// - Complexity: O(n log n) in the hashes of both.
  func adopt(_ other: PrivateRegister) throws {
    guard other !== self else { return }
    var entries = other.adopted + (other.unwritten ?? [])
    if try other.database.hasPrivateIndex() {
      entries += try other.database.privateIndex().allHashes()
    }
    entries = entries.filter { !NameHash.isOpen($0) }
    guard !entries.isEmpty else { return }
    adopted = Set(adopted).union(entries).sorted()
  }

  /// Pseudonyms that can be taken away again: the private columns are read for it.
  ///
  /// - Complexity: O(rows).
  func revealing() throws -> Pseudonyms {
    var pseudonyms = try pseudonyms()
    var names: Set<String> = []
    var streets: Set<String> = []
    for column in try privateColumns() {
      try database.forEachText(of: column.name, in: column.relation, where: column.condition) {
        let text = String(decoding: $0, as: UTF8.self)
        switch column.privacy {
        case .name: names.insert(text)
        case .address: streets.formUnion(HomeStreets.found(in: text))
        case .open, .searched, .phone: break
        }
      }
    }
    pseudonyms.register(names.sorted())
    pseudonyms.register(streets: streets.sorted())
    return pseudonyms
  }

  /// A value as a fact may contain it: a private one as its hash, by which it is still compared.
  ///
  /// - Parameters:
  ///   - value: A value of the notebook.
  ///   - privacy: What is known from its column.
  /// - Returns: The value, or the hash that replaces it.
  /// - Throws: `StoreError` where the notebook cannot be read.
  func recorded(_ value: FactValue, as privacy: CellPrivacy = .searched) throws -> FactValue {
    let text: String
    switch value {
    case .text(let own): text = own
    case .integer(let number) where privacy == .phone || privacy == .searched: text = "\(number)"
    case .real where privacy == .phone: return value.hidden.map(FactValue.hash) ?? value
    default: return value
    }
    guard try pseudonyms().replacing(in: text, of: privacy) != text else { return value }
    return value.hidden.map(FactValue.hash) ?? value
  }

  // MARK: What stays

  /// The words that stay; names of columns and tables are read where they are asked for.
  ///
  /// - Complexity: O(1) while the drivers and places are those of the last call.
  private func keptWords() -> KeptWords {
    publicWords().keeping(
      identifiers: self.catalogue.vocabulary
        .union((try? self.database.columnNamesOfAll()) ?? []).union(Self.functions(self.database)),
      messageWords: Self.messageWords
        .union((try? self.database.relations().map(\.name)) ?? []))
  }

  private static func functions(_ database: NotebookDatabase) -> [String] {
    ((try? database.texts("SELECT DISTINCT name FROM pragma_function_list ORDER BY 1")) ?? [])
      .flatMap(\.self)
  }

  /// The names of the drivers and of public places.
  private func publicWords() -> KeptWords {
    // Only another connection than that of analysts' SQL writes them, the program's own included.
    let mark = try? database.otherWritesMark()
    if let known, let mark, known.mark == mark { return known.words }
    // Without the roster more is hidden, never less.
    let drivers = (try? database.texts("SELECT name, surname FROM main.carnet_driver")) ?? []
    let adopted =
      (try? database.texts("SELECT name, written FROM main.carnet_source_driver WHERE is_adopted"))
      ?? []
    let places =
      (try? database.texts("SELECT name, kind, town, spellings FROM main.carnet_place")) ?? []
    var names: [String] = []
    var houses: [String] = []
    for place in places {
      let own = [place[0]] + place[3].split(separator: "|").map(String.init)
      names += own + [place[2]]
      if !GazetteerPlace.isLocality(kind: place[1]) { houses += own }
    }
    let words = KeptWords(
      people: (drivers + adopted).flatMap(\.self), places: names, houses: houses,
      isKeyword: NotebookDatabase.isKeyword)
    known = mark.map { ($0, words) }
    return words
  }

  /// What sentences of the program's hold besides words of its commands.
  private static let messageWords = Set(
    PlotColumn.weekdays + months
      + "row rows column columns kept holds ride rides day days driver drivers loaded located sheet"
      .split(separator: " ").map(String.init))

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The names of public houses, whose addresses are no homes.
  func houses() -> KeptWords { publicWords() }

  // MARK: Columns

  /// A column whose values are private, and which of its rows.
  struct Column {
    var relation: String
    var name: String
    var privacy: CellPrivacy
    var condition: String?
  }

  /// The privacy of the columns of a relation by its headers and by what was declared.
  func privacies(of relation: String, columns: [String]) throws -> [CellPrivacy?] {
    let declared = try declaredColumns().filter {
      NameRules.folded($0.relation) == NameRules.folded(relation)
    }
    return columns.map { column in
      declared.first { NameRules.folded($0.column) == NameRules.folded(column) }
        .flatMap { CellPrivacy(rawValue: $0.privacy) }
        ?? PrivateHeaders.privacy(of: column, among: columns)
    }
  }

  /// How the cells of a result may leave: by where its columns come from, then by their heads.
  func privacies(of table: ResultTable) throws -> [CellPrivacy] {
    let heads = table.columns.map(\.name)
    let own =
      try table.relation.map { try privacies(of: $0, columns: heads) }
      ?? heads.map { PrivateHeaders.privacy(of: $0, among: heads) }
    var known: [String: [(column: String, privacy: CellPrivacy?)]] = [:]
    return try heads.indices.map { index in
      guard table.origins.indices.contains(index), let origin = table.origins[index] else {
        return own[index] ?? .searched
      }
      if NameRules.folded(origin.relation).hasPrefix("carnet_") {
        return try builtInPrivacy(of: origin)
      }
      if known[origin.relation] == nil {
        let columns = try database.columnNames(of: origin.relation)
        known[origin.relation] = Array(
          zip(columns, try privacies(of: origin.relation, columns: columns)))
      }
      let source = known[origin.relation]?.first { $0.column == origin.column }
      if let privacy = source?.privacy { return privacy }
      return origin.column == heads[index] ? .searched : own[index] ?? .searched
    }
  }

  private func builtInPrivacy(of origin: ColumnOrigin) throws -> CellPrivacy {
    if let declared = try declaredColumns().first(where: {
      $0.relation == origin.relation && $0.column == origin.column
    }) {
      return CellPrivacy(rawValue: declared.privacy) ?? .searched
    }
    return origin.relation == Self.rides && origin.column == "client" ? .name : .searched
  }

  /// The table that holds the rides of all datasets.
  static let rides = "carnet_ride"

  private func declaredColumns() throws -> [PrivateColumnRecord] {
    let mark = try database.schemaMark()
    if let declared, declared.mark == mark { return declared.columns }
    let columns = try database.privateColumns()
    declared = (mark, columns)
    return columns
  }

  private func privateColumns() throws -> [Column] {
    let houses = GazetteerPlace.localityKinds.sorted().map { "'\($0)'" }.joined(separator: ", ")
    var columns = [Column(relation: Self.rides, name: "client", privacy: .name)]
    for end in ["pickup", "dropoff"] {
      columns.append(
        Column(
          relation: Self.rides, name: end, privacy: .address,
          condition: "\(end)_kind IS NULL OR \(end)_kind IN (\(houses))"))
    }
    for (relation, names) in try database.columnsOfOwnTables() {
      columns += try privateColumns(of: relation, named: names)
    }
    return columns
  }

  private func privateColumns(of relation: String) throws -> [Column] {
    try privateColumns(of: relation, named: try database.columnNames(of: relation))
  }

  private func privateColumns(of relation: String, named names: [String]) throws -> [Column] {
    zip(names, try privacies(of: relation, columns: names)).compactMap { name, privacy in
      guard let privacy, privacy == .name || privacy == .address else { return nil }
      return Column(relation: relation, name: name, privacy: privacy)
    }
  }

  // MARK: Filling

  /// Fills the index of a notebook that an earlier version made.
  func fillOlderNotebook() throws {
    guard !isFilled else { return }
    defer { isFilled = true }
    guard try !database.hasPrivateIndex(), try database.holdsAnything() else { return }
    var hashes = PrivateHashes()
    for column in try privateColumns() { try add(column, to: &hashes) }
    let entries = hashes.finish()
    do {
      try database.addPrivate(entries, bucket: NameHash.bucket, dropping: NameHash.opened)
    } catch is StoreError {
      // A notebook that cannot be written is hidden all the same, for this session.
      unwritten = entries
    }
  }

  /// The hashes of a column's values, for the notebook's index.
  ///
  /// - Complexity: O(rows).
  func hashes(of column: String, in relation: String, as privacy: CellPrivacy) throws -> [UInt64] {
    try fillOlderNotebook()
    var hashes = PrivateHashes()
    try add(Column(relation: relation, name: column, privacy: privacy), to: &hashes)
    guard privacy == .open else { return hashes.finish() }
    // What another column holds as private stays so.
    var others = PrivateHashes()
    for other in try privateColumns()
    where NameRules.folded(other.relation) != NameRules.folded(relation) || other.name != column {
      try add(other, to: &others)
    }
    let closed = Set(others.finish().compactMap(NameHash.opened))
    return hashes.finish().filter { !closed.contains($0) }
  }

  private func add(_ column: Column, to hashes: inout PrivateHashes) throws {
    let houses = column.privacy == .address ? self.houses() : .none
    try database.forEachText(of: column.name, in: column.relation, where: column.condition) {
      hashes.add($0, of: column.privacy, beside: houses)
    }
  }

  /// Adds what a statement of SQL wrote under private headers, inside its transaction.
  ///
  /// - Complexity: O(rows that it changed); of a table that it made or altered, all.
  func noteWrites(of outcome: SQLOutcome) throws {
    for relation in outcome.drops + outcome.creates {
      try database.forgetDeclarations(of: relation)
    }
    let columns = try outcome.writes.filter { !outcome.drops.contains($0) }
      .flatMap(privateColumns(of:))
    // An empty set of hashes is large: most statements write nothing private.
    guard !columns.isEmpty else { return }
    var hashes = PrivateHashes()
    for column in columns {
      let (relation, name, privacy) = (column.relation, column.name, column.privacy)
      guard let rows = outcome.changedRows[relation], !outcome.creates.contains(relation) else {
        try add(column, to: &hashes)
        continue
      }
      let houses = privacy == .address ? self.houses() : .none
      try database.forEachText(of: name, in: relation, rows: rows) {
        hashes.add($0, of: privacy, beside: houses)
      }
    }
    guard !hashes.isEmpty else { return }
    try fillOlderNotebook()
    try database.addPrivate(hashes.finish(), bucket: NameHash.bucket, dropping: NameHash.opened)
  }
}

extension PrivateHashes {
  /// Adds a private value, or the streets of an address that no public house has.
  mutating func add(
    _ bytes: UnsafeBufferPointer<UInt8>, of privacy: CellPrivacy, beside houses: KeptWords
  ) {
    switch privacy {
    case .name: add(name: bytes)
    case .address: add(address: bytes, beside: houses)
    case .open: add(open: String(decoding: bytes, as: UTF8.self))
    case .searched, .phone: break
    }
  }

  /// Adds the private columns of a batch.
  mutating func add(
    _ batch: TableBatch, _ columns: [(index: Int, privacy: CellPrivacy)], beside houses: KeptWords
  ) {
    for (index, privacy) in columns {
      guard case .text(let bytes, let offsets, let isNull) = batch.columns[index] else { continue }
      bytes.withUnsafeBufferPointer { buffer in
        for row in 0..<batch.rowCount where !isNull[row] {
          add(
            UnsafeBufferPointer(rebasing: buffer[offsets[row]..<offsets[row + 1]]), of: privacy,
            beside: houses)
        }
      }
    }
  }
}
