import CivilTime
import CommandLanguage
import FleetModel
import Naming
import Planning
import SessionRecord
import Store
import TerminalText

/// Splits the days of a dataset once and for all: days to learn from, and days to be scored on.
struct SplitCommand: NotebookCommand {
  static let dataset = Slot.object("DATASET", [.dataset], "the dataset whose days are split")
  static let share = Slot.share("SHARE", "holds out this share of the days")
  static let count = Slot.integer("COUNT", 1...1_000_000, "holds out that many days", unit: "days")
  static let first = Slot.date("FIRST", "holds out this date and all later ones")
  static let held = Slot.day("HELD", "holds out these days")
  static let training = Slot.day(
    "TRAINING", "makes these days training days, such as one that an agent is to learn by heart")
  static let validation = Slot.share(
    "VALIDATION", "the share of the other days by which training chooses its checkpoint",
    default: "20%")
  static let seed = Slot.integer(
    "SEED", 0...Int.max, "the seed for the draw", default: "the session's")
  static let replace = Flag("replace", "splits a dataset again that is already split")

  let syntaxes = [
    CommandSyntax(
      form:
        "split \(Self.dataset) holdout (\(Self.share) | \(Self.count) days | from \(Self.first) | on \(list: Self.held)) "
        + "[training \(list: Self.training)] [validation \(Self.validation)] [seed \(Self.seed)] [\(Self.replace)]",
      summary: "Splits a dataset's days into training, validation and held-out days, once.",
      details: [
        "Days are identified by their rides: a day keeps the part that another dataset's split "
          + "gave it, and days with equal rides have one part. `training` keeps days from being "
          + "held out: an agent that learns from them must not be scored on them.",
        "The parts depend only on content and seed, not on row numbers or order. `splits` lists "
          + "them; `holdout`, `training` or `validation` after a dataset's name selects one.",
      ],
      examples: [
        "split october holdout 30% training 2025-10-22 seed 7",
        "split october holdout from 2025-10-27 validation 10% replace",
      ])
  ]

  func observes(_ call: CommandCall) throws -> Set<Subject> {
    [.single(.splits), .single(.agents)]
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let dataset = try call.dataset(Self.dataset)
    let days = try call.days(of: dataset, at: nil)
    let request = try SplitRequest(call, dataset: dataset, days: days)
    let known = try call.database.parts(outside: dataset)
    let split = try request.split(known: known)
    let existing = try call.database.split(of: dataset)
    var outcome = Outcome.showing(table(split, days))
    // What holds the days apart from others of the same dates.
    let content = split.days.map(\.hash).joined(separator: "\n")
    outcome.facts = [Fact("content of its days", .hash(.sha256(of: content)))]
    guard existing.map({ !Self.isSame($0, split) }) ?? true else {
      outcome.blocks = [.talk("\(dataset) is already split this way")]
      return outcome
    }
    if let existing, !call.command.has(Self.replace) {
      throw call.mistake(
        .taken, "\(dataset) is already split: holdout \(existing.holdout)", at: Self.dataset,
        remedy: "end the statement with `replace` to split it again")
    }
    outcome.blocks = try sentences(split, call).map(Outcome.Block.talk) + [.result]
    let facts = outcome.facts.lines
    try call.database.transaction { transaction in
      try transaction.insert(split)
      return call.lineage(Effects(changes: [.single(.splits)]), facts: facts)
    }
    return outcome
  }

  private static func isSame(_ left: SplitRecord, _ right: SplitRecord) -> Bool {
    func plain(_ split: SplitRecord) -> SplitRecord {
      var split = split
      for index in split.days.indices { split.days[index].knownFrom = nil }
      return split
    }
    return plain(left) == plain(right)
  }

  private func table(_ split: SplitRecord, _ days: [DatedDay]) -> ResultTable {
    ResultTable(
      ["date", "rides", "part"],
      zip(split.days, days).map { day, dated in
        [
          .text(day.label.description), .integer(Int64(dated.rides.count)),
          .text(day.part.rawValue),
        ]
      })
  }

  private func sentences(_ split: SplitRecord, _ call: CommandCall) throws -> [Sentence] {
    func count(_ part: DayPart) -> Int { split.days.count { $0.part == part } }
    var sentences: [Sentence] = [
      "\(split.dataset): \(count(.training)) training, \(count(.validation)) validation and "
        + "\(count(.holdout)) held-out days, seed \(split.seed)"
    ]
    let known = Dictionary(grouping: split.days.filter { $0.knownFrom != nil }) {
      $0.knownFrom ?? ""
    }
    for dataset in known.keys.sorted() {
      let count = known[dataset]?.count ?? 0
      sentences.append(
        "\(counted(count, "day")) \(words: count == 1 ? "keeps its" : "keep their") part from the split "
          + "of \(dataset), which has the same rides")
    }
    return sentences + (try seenSentences(split, call))
  }

  /// Reports agents that have already learnt from days that are held out now.
  private func seenSentences(_ split: SplitRecord, _ call: CommandCall) throws -> [Sentence] {
    let held = Set(split.days.filter { $0.part == .holdout }.map(\.hash))
    let agents = try call.database.objects().filter { $0.kind == .agent }
    return try agents.compactMap { object in
      let seen = try call.database.agent(named: object.name)?.seenDays ?? []
      let count = seen.intersection(held).count
      guard count > 0 else { return nil }
      return "\(object.name) has learnt from \(count) of the held-out days: "
        + "its scores there are marked as seen"
    }
  }
}
