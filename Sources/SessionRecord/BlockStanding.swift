import TerminalText

/// What a statement shows now, as a record of now would hold it.
public struct FoundBlocks {
  public let shown: [RecordedBlock]
  private let make: (Form) throws -> [RecordedBlock]

  /// In what form the blocks of a statement are asked for.
  public struct Form: Hashable, Sendable {
    /// Whether every name, address and number stands in place of its pseudonym.
    public var isTrue = false
    /// Whether tables have all of their rows, however many.
    public var isWhole = false

    public init(isTrue: Bool = false, isWhole: Bool = false) {
      (self.isTrue, self.isWhole) = (isTrue, isWhole)
    }
  }

  /// Takes what makes the blocks; other forms than a record's are made where they are asked for.
  ///
  /// - Throws: What makes the blocks.
  public init(_ make: @escaping (Form) throws -> [RecordedBlock]) throws {
    let shown = try make(Form())
    self.shown = shown
    // Whole tables may be long, and several questions are asked of them.
    var made = [Form(): shown]
    self.make = { form in
      if let blocks = made[form] { return blocks }
      let blocks = try make(form)
      made[form] = blocks
      return blocks
    }
  }

  /// Takes blocks in which nothing is hidden, whole ones.
  public init(_ shown: [RecordedBlock] = []) {
    self.shown = shown
    make = { _ in shown }
  }

  /// Recorded blocks with the texts of now in place of those that stand for the same.
  ///
  /// - Throws: What makes the blocks; it is asked only where something is recorded otherwise.
  func revising(_ recorded: [RecordedBlock], isMultiset: Bool) throws -> [RecordedBlock] {
    guard recorded != shown, recorded.count == shown.count else { return recorded }
    let truth = try make(Form(isTrue: true))
    guard truth.count == shown.count else { return recorded }
    return recorded.indices.map { index in
      BlockStanding(shown[index], truth[index], isMultiset: isMultiset).revised(recorded[index])
    }
  }

  /// The first row of a recorded table, the beginning of a longer one, that is none of now's in any order;
  /// nil where all are.
  ///
  /// - Throws: What makes the blocks.
  /// - Complexity: O(cells of the whole table).
  func strangeRow(of recorded: RecordedTable, at index: Int) throws -> [RecordedValue]? {
    guard case .table(let now) = try make(Form(isWhole: true))[index],
      case .table(let truth) = try make(Form(isTrue: true, isWhole: true))[index]
    else { return nil }
    let rows = RowMatches(of: recorded, in: now, truth)
    return recorded.rows.indices.first { rows.places[$0] == nil }.map { recorded.rows[$0] }
  }

  /// Whether the rows of a recorded table, or of its beginning, are now's in any order within groups.
  ///
  /// - Parameters:
  ///   - recorded: The recorded table.
  ///   - index: The place of its block.
  ///   - groups: The number of each row's group, ascending from 0.
  /// - Returns: Whether they are.
  /// - Throws: What makes the blocks.
  /// - Complexity: O(cells of the whole table).
  func holds(_ recorded: RecordedTable, at index: Int, in groups: [Int]) throws -> Bool {
    guard case .table(let now) = try make(Form(isWhole: true))[index],
      case .table(let truth) = try make(Form(isTrue: true, isWhole: true))[index],
      now.rows.count == groups.count, recorded.rows.count <= groups.count
    else { return true }
    var start = 0
    while start < recorded.rows.count {
      let end = groups[start...].firstIndex { $0 != groups[start] } ?? groups.count
      let rows = { (table: RecordedTable) in
        var part = table
        part.rows = Array(table.rows[start..<min(end, table.rows.count)])
        return part
      }
      let matches = RowMatches(of: rows(recorded), in: rows(now), rows(truth))
      if matches.places.contains(nil) { return false }
      start = end
    }
    return true
  }
}

/// Which row of now each recorded row stands for, where rows may stand in any order.
private struct RowMatches {
  /// The place of the row of now, by recorded row; nil where it is none of them.
  private(set) var places: [Int?]

  /// - Complexity: O(cells) where few rows differ in nothing but texts.
  init(of was: RecordedTable, in now: RecordedTable, _ truth: RecordedTable) {
    var equal: [[RecordedValue]: [Int]] = [:]
    for (index, row) in now.rows.enumerated().reversed() { equal[row, default: []].append(index) }
    var isFree = [Bool](repeating: true, count: now.rows.count)
    places = was.rows.map { row in
      guard let place = equal[row]?.popLast() else { return nil }
      isFree[place] = false
      return place
    }
    guard places.contains(nil) else { return }
    var similar: [[RecordedValue]: [Int]] = [:]
    for index in truth.rows.indices where isFree.indices.contains(index) && isFree[index] {
      similar[Self.withoutTexts(truth.rows[index], as: now.rows[index]), default: []].append(index)
    }
    for index in was.rows.indices where places[index] == nil {
      let row = was.rows[index]
      let place = similar[Self.withoutTexts(row, as: row)]?.first { place in
        isFree[place]
          && BlockStanding.row(row, now.rows[place], truth.rows[place]) == now.rows[place]
      }
      guard let place else { continue }
      isFree[place] = false
      places[index] = place
    }
  }

  /// A row by which those that differ in texts alone are one; a phone number may be a number here.
  private static func withoutTexts(
    _ row: [RecordedValue], as shown: [RecordedValue]
  ) -> [RecordedValue] {
    zip(row, shown).map { cell, shown in
      if case .text = shown { .null } else { cell }
    }
  }
}

/// Whether a recorded block says of private values what a block of now says.
///
/// A record may hide more than is known as private now, or less: names become known by loads behind the
/// statement. Each of its texts must stand for the true one (``Pseudonyms/stands(_:for:)``).
struct BlockStanding {
  private let shown: RecordedBlock
  private let truth: RecordedBlock
  private let isMultiset: Bool

  /// Takes a block as a record of now would hold it, the same one as it is, and whether rows may stand
  /// in any order.
  init(_ shown: RecordedBlock, _ truth: RecordedBlock, isMultiset: Bool) {
    (self.shown, self.truth, self.isMultiset) = (shown, truth, isMultiset)
  }

  /// A recorded block with the texts of now in place of those that stand for the same.
  ///
  /// - Complexity: O(cells); O(rows²) in rows that hold such texts and stand in any order.
  func revised(_ recorded: RecordedBlock) -> RecordedBlock {
    guard recorded != shown else { return shown }
    switch (recorded, shown, truth) {
    case (.table(let was), .table(let now), .table(let truth)):
      return .table(table(was, now, truth))
    case (.message(let was), .message(let now), .message(let truth)):
      guard was.severity == now.severity,
        let sentence = Self.sentence(was.sentence, now.sentence, truth.sentence)
      else { return recorded }
      return .message(RecordedMessage(was.severity, sentence))
    case (.plot(let was), .plot(let now), .plot(let truth)):
      return .plot(Pseudonyms.stands(json: was, for: truth) ? now : was)
    case (.lines(let was), .lines(let now), .lines(let truth)):
      guard was.count == now.count, now.count == truth.count else { return recorded }
      return .lines(was.indices.map { Self.text(was[$0], now[$0], truth[$0]) })
    default: return recorded
    }
  }

  /// The sentence of now where a recorded one stands for it; nil where it does not.
  static func sentence(_ was: Sentence, _ now: Sentence, _ truth: Sentence) -> Sentence? {
    guard was.parts.count == now.parts.count, now.parts.count == truth.parts.count else {
      return Pseudonyms.stands(was.text, for: truth.text) ? now : nil
    }
    let stands = zip(was.parts, zip(now.parts, truth.parts)).allSatisfy { was, found in
      switch (was, found.1) {
      case (.value(.text(let text), let shown), .value(.text(let value), let trueShown)):
        was == found.0
          || Pseudonyms.stands(text, for: value)
            && Pseudonyms.stands(shown ?? text, for: trueShown ?? value)
      default: was == found.0
      }
    }
    return stands ? now : nil
  }

  private static func text(_ was: String, _ now: String, _ truth: String) -> String {
    Pseudonyms.stands(was, for: truth) ? now : was
  }

  // MARK: Tables

  private func table(
    _ was: RecordedTable, _ now: RecordedTable, _ truth: RecordedTable
  ) -> RecordedTable {
    var table = was
    table.title = Self.text(was.title, now.title, truth.title)
    guard was.columns.count == now.columns.count, now.columns.count == truth.columns.count else {
      return table
    }
    for index in was.columns.indices {
      table.columns[index].name = Self.text(
        was.columns[index].name, now.columns[index].name, truth.columns[index].name)
    }
    table.rows = isMultiset ? matched(was, now, truth) : ordered(was, now, truth)
    return table
  }

  private func ordered(
    _ was: RecordedTable, _ now: RecordedTable, _ truth: RecordedTable
  ) -> [[RecordedValue]] {
    was.rows.indices.map { row in
      guard now.rows.indices.contains(row), truth.rows.indices.contains(row) else {
        return was.rows[row]
      }
      return Self.row(was.rows[row], now.rows[row], truth.rows[row])
    }
  }

  /// Each recorded row that stands for one of now's becomes that one.
  private func matched(
    _ was: RecordedTable, _ now: RecordedTable, _ truth: RecordedTable
  ) -> [[RecordedValue]] {
    zip(was.rows, RowMatches(of: was, in: now, truth).places).map { row, place in
      place.map { now.rows[$0] } ?? row
    }
  }

  fileprivate static func row(
    _ was: [RecordedValue], _ now: [RecordedValue], _ truth: [RecordedValue]
  ) -> [RecordedValue] {
    was.indices.map { cell(was[$0], now[$0], truth[$0]) }
  }

  private static func cell(
    _ was: RecordedValue, _ now: RecordedValue, _ truth: RecordedValue
  ) -> RecordedValue {
    if was == now || was == truth { return now }
    guard case .text(let recorded) = was else { return was }
    switch truth {
    case .text(let text): return Pseudonyms.stands(recorded, for: text) ? now : was
    // A phone number among whole numbers is hidden as a text; a text of its digits is none.
    case .integer(let integer):
      let isHidden = recorded != "\(integer)" && Pseudonyms.stands(recorded, for: "\(integer)")
      return isHidden ? now : was
    case .null, .real, .bytes: return was
    }
  }
}
