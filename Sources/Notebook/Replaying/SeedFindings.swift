import SessionRecord
import TerminalText

/// A figure of a statement through the runs of a study: a fact's, or a cell's of a table it showed.
struct SeedFigure {
  let line: Int
  let source: String
  let name: String
  private let first: Double
  private var count = 1
  /// The values, once two of them differ: most figures never move, and runs are many.
  private var moved: [Double] = []

  fileprivate init(_ name: String, of entry: SessionEntry, _ value: Double) {
    (line, source, self.name, first) = (entry.line, entry.source, name, value)
  }

  var hasMoved: Bool { !moved.isEmpty }

  /// One value a run that gave the figure.
  var values: [Double] { hasMoved ? moved : [Double](repeating: first, count: count) }

  fileprivate mutating func append(_ value: Double) {
    if hasMoved {
      moved.append(value)
    } else if value.bitPattern == first.bitPattern {
      count += 1
    } else {
      moved = values + [value]
    }
  }
}

/// What the runs of a study gave, in the order in which their statements first gave it.
///
/// The rows of a table have names where all runs give rows of the same names, and numbers otherwise.
struct SeedFindings {
  /// The rows of a table whose cells are looked at, one by one.
  static let mostRows = 100

  private(set) var errors: [Sentence] = []
  private var tables: [TablePlace: Table] = [:]
  private var facts = Figures()
  /// Facts that are no numbers: that of the first run, and whether another run gave another.
  private var contents: [FigurePlace: (first: FactValue, hasMoved: Bool)] = [:]
  /// The facts and tables as they were first met.
  private var order: [TablePlace] = []

  /// A table among what a statement showed.
  private struct TablePlace: Hashable {
    let line: Int
    let index: Int
  }

  /// A fact or cell of a statement, by its name.
  private struct FigurePlace: Hashable {
    let line: Int
    let name: String
  }

  private struct Figures {
    private(set) var all: [SeedFigure] = []
    private var places: [FigurePlace: Int] = [:]
    /// Cells that are no numbers: that of the first run, and whether another run gave another.
    private var texts: [String: (first: RecordedValue, hasMoved: Bool)] = [:]

    var movedTexts: Int { texts.values.count { $0.hasMoved } }

    mutating func add(_ value: Double, _ name: String, of entry: SessionEntry) {
      let key = FigurePlace(line: entry.line, name: name)
      if let place = places[key] {
        all[place].append(value)
      } else {
        places[key] = all.count
        all.append(SeedFigure(name, of: entry, value))
      }
    }

    mutating func add(_ cells: [RecordedTable.NamedCell], of entry: SessionEntry) {
      for cell in cells {
        if let number = FactTable.number(cell.value) {
          add(number, cell.name, of: entry)
        } else {
          let earlier = texts[cell.name, default: (cell.value, false)]
          texts[cell.name] = (earlier.first, earlier.hasMoved || earlier.first != cell.value)
        }
      }
    }
  }

  private struct Table {
    let rowNames: Set<RecordedValue>?
    var isNamed: Bool
    var isLong = false
    var named = Figures()
    var numbered = Figures()

    var figures: Figures { isNamed ? named : numbered }
  }

  mutating func add(error: Sentence) { errors.append(error) }

  mutating func add(_ fact: Fact, of entry: SessionEntry) {
    if let value = FactTable.figure(fact.value) {
      facts.add(value, fact.key, of: entry)
    } else {
      let key = FigurePlace(line: entry.line, name: fact.key)
      let earlier = contents[key, default: (fact.value, false)]
      contents[key] = (earlier.first, earlier.hasMoved || earlier.first != fact.value)
    }
  }

  /// How many statements gave other contents that no figure shows, such as those of a table of texts.
  var movedContents: Int {
    let shown = Set(figures.filter(\.hasMoved).map(\.line))
    return Set(contents.filter(\.value.hasMoved).keys.map(\.line)).subtracting(shown).count
  }

  /// Adds the cells of a table that a statement showed in one run.
  ///
  /// - Complexity: O(cells of its first ``mostRows`` rows).
  mutating func add(_ table: RecordedTable, at index: Int, of entry: SessionEntry) {
    let place = TablePlace(line: entry.line, index: index)
    let head = table.keeping(Self.mostRows)
    let names = head.rowNames
    if tables[place] == nil { order.append(place) }
    var found = tables[place] ?? Table(rowNames: names.map { Set($0) }, isNamed: names != nil)
    if head.rows.count < table.rowCount { found.isLong = true }
    found.isNamed = found.isNamed && names.map { Set($0) } == found.rowNames
    if found.isNamed { found.named.add(head.namedCells(names), of: entry) }
    found.numbered.add(head.namedCells(nil), of: entry)
    tables[place] = found
  }

  /// The facts' figures, then the cells', each in the order of the statements; where all cells of a
  /// statement's tables were looked at, sums and bounds of columns tell nothing more.
  var figures: [SeedFigure] {
    let shown = Set(order.map(\.line))
    let long = Set(order.filter { tables[$0]?.isLong == true }.map(\.line))
    return facts.all.filter {
      !Fact.isOfColumn($0.name) || !shown.contains($0.line) || long.contains($0.line)
    } + order.flatMap { tables[$0]?.figures.all ?? [] }
  }

  /// How many cells moved that are no numbers.
  var movedTexts: Int { order.reduce(0) { $0 + (tables[$1]?.figures.movedTexts ?? 0) } }

  /// How many tables had more rows than were looked at.
  var longTables: Int { tables.values.count { $0.isLong } }
}
