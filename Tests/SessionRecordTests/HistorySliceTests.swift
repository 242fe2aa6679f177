import Naming
import SeededRandom
import SessionRecord
import Testing

@Suite("The slice of a history")
struct HistorySliceTests {
  /// A notebook of values: each is made of the statement and of what that read.
  private struct World: Equatable {
    var values: [Subject: String] = [:]

    /// Runs a statement, or gives false where something is missing or in the way.
    mutating func run(_ number: Int, _ effects: Effects) -> Bool {
      let needed = effects.reads.union(effects.changes).union(effects.removes)
      guard needed.allSatisfy({ values[$0] != nil || !Self.isMade($0) }),
        effects.creates.allSatisfy({ values[$0] == nil })
      else { return false }
      let read = needed.sorted().map { "\($0.text)=\(values[$0] ?? "")" }.joined(separator: ",")
      for subject in effects.removes { values[subject] = nil }
      for subject in effects.makes.union(effects.changes) { values[subject] = "\(number)(\(read))" }
      for subject in effects.adds { values[subject, default: ""] += "+\(number)(\(read))" }
      return true
    }

    /// Singles such as the roster are always there.
    static func isMade(_ subject: Subject) -> Bool {
      if case .single = subject { false } else { true }
    }
  }

  private static let names = ["a", "b", "c", "d"].map { Subject.named($0) }

  /// A history in which each statement could run, with drops, renames and collections.
  private static func history(_ draws: inout SeededGenerator, count: Int) -> ([Effects], World) {
    var world = World()
    var history: [Effects] = []
    func some(_ subjects: [Subject]) -> Set<Subject> {
      Set(subjects.filter { _ in draws.next() % 4 == 0 })
    }
    while history.count < count {
      let there = names.filter { world.values[$0] != nil }
      let gone = names.filter { world.values[$0] == nil }
      var effects = Effects(reads: some(there + [.single(.roster)]))
      switch draws.next() % 6 {
      case 0, 1: gone.first.map { _ = effects.creates.insert($0) }
      case 2: there.last.map { _ = effects.changes.insert($0) }
      case 3: there.first.map { _ = effects.removes.insert($0) }
      case 4:
        if let old = there.first, let new = gone.last {
          effects.reads.insert(old)
          (effects.removes, effects.creates) = ([old], [new])
        }
      default:
        if draws.next() % 2 == 0 {
          effects.replaces = [.single(.roster)]
        } else {
          effects.replaces = Set(there.prefix(1))
        }
      }
      if draws.next() % 3 == 0, !effects.writes.isEmpty { effects.adds = [.single(.names)] }
      guard !effects.writes.isEmpty else { continue }
      let isRun = world.run(history.count, effects)
      #expect(isRun)
      history.append(effects)
    }
    return (history, world)
  }

  @Test(
    "makes what is wanted as it is, without what is not there, and each statement of it runs",
    arguments: 1...300)
  func runs(seed: UInt64) throws {
    var draws = SeededGenerator(seed: seed)
    let (history, world) = Self.history(&draws, count: 25)
    let there = Self.names.filter { world.values[$0] != nil }
    let wanted = Set(
      (there + [.single(.roster), .single(.names)]).filter { _ in draws.next() % 2 == 0 })
    let absent = Set(Self.names.filter { world.values[$0] == nil && draws.next() % 2 == 0 })
    let places = HistorySlice(of: history).places(of: wanted, without: absent)
    var sliced = World()
    for place in places {
      let isRun = sliced.run(place, history[place])
      #expect(isRun, "statement \(place) of \(places)")
    }
    for (index, place) in places.enumerated() {
      let later = places[(index + 1)...].map { history[$0] }
      let used = later.reduce(into: wanted.union(absent)) {
        $0.formUnion($1.reads.union($1.changes).union($1.removes).union($1.creates))
      }
      #expect(!history[place].writes.isDisjoint(with: used), "nobody needs statement \(place)")
    }
    for subject in wanted { #expect(sliced.values[subject] == world.values[subject]) }
    for subject in absent { #expect(sliced.values[subject] == nil) }
  }

  @Test("a thing that was dropped and made again needs the first one only where it was read")
  func droppedAndMadeAgain() {
    let (a, b) = (Subject.named("a"), Subject.named("b"))
    let history = [
      Effects(creates: [a]), Effects(reads: [a], creates: [b]), Effects(removes: [a]),
      Effects(creates: [a]),
    ]
    let slice = HistorySlice(of: history)
    #expect(slice.places(of: [a]) == [3])
    #expect(slice.places(of: [b]) == [0, 1])
    #expect(slice.places(of: [a, b]) == [0, 1, 2, 3])
    #expect(HistorySlice(of: Array(history.prefix(3))).places(of: [b], without: [a]) == [0, 1, 2])
  }

  @Test("the roster of a plan is the one of then, in the order of then")
  func rosters() {
    let (october, plan) = (Subject.named("october"), Subject.named("plan"))
    let roster = Subject.single(.roster)
    let history = [
      Effects(reads: [roster], creates: [october]), Effects(replaces: [roster]),
      Effects(reads: [roster, october], creates: [plan]), Effects(replaces: [roster]),
    ]
    let slice = HistorySlice(of: history)
    #expect(slice.places(of: [plan, october]) == [0, 1, 2])
    #expect(slice.places(of: [plan, october, roster]) == [0, 1, 2, 3])
    #expect(slice.places(of: [october]) == [0])
  }

  @Test(
    "effects are read as they were written, whatever the names",
    arguments: [
      "a", ":a", "::a", ":roster", "two\nlines", "a\\nb", "\r\n", " ", "é\u{301}", "a\tb",
    ])
  func texts(name: String) {
    let effects = Effects(
      reads: [.named(name), .single(.activeAgent)], creates: [.trigger(name)],
      replaces: [.file("/tmp/\(name)")], adds: [.single(.names)], removes: [.named("x" + name)])
    #expect(Effects(text: effects.text) == effects)
  }
}
