import CivilTime
import CommandLanguage
import SessionRecord
import Store
import TerminalText

/// Parts the days of a dataset once and for all: those to learn from, and those to be judged on.
struct SplitCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "split DATASET holdout (SHARE | COUNT days | from FIRST | on HELD, …) "
        + "[validation VALIDATION] [seed SEED] [replace]",
      summary: "Parts a dataset's days into training, validation and held-out days, once.",
      parameters: [
        CommandParameter(
          name: "DATASET", kind: .object([.dataset]), help: "the dataset whose days are parted"),
        CommandParameter(name: "SHARE", kind: .share, help: "holds out this share of the days"),
        CommandParameter(
          name: "COUNT", kind: .integer(1...1_000_000), help: "holds out so many days",
          unit: "days"),
        CommandParameter(
          name: "FIRST", kind: .date, help: "holds out this date and all later ones"),
        CommandParameter(name: "HELD", kind: .day, help: "holds out these days"),
        CommandParameter(
          name: "VALIDATION", kind: .share,
          help: "the share of the other days on which training chooses what it keeps",
          defaultText: "20%"),
        CommandParameter(
          name: "SEED", kind: .integer(0...Int.max), help: "the seed of the draw",
          defaultText: "the session's"),
        CommandParameter(
          name: "replace", kind: .flag, help: "parts a dataset anew that is split already"),
      ],
      details: [
        "Days are known by their rides: whatever dataset a day stands in, it keeps the part that "
          + "another split gave it, and days of equal rides have one part. 2025-10-22 is always a "
          + "training day: the first agent learnt that one day, and its children must not be "
          + "judged on it.",
        "The parts depend on content and seed alone, not on rows or their order. `splits` holds "
          + "them; `holdout`, `training` or `validation` behind a dataset's name chooses one.",
      ],
      examples: [
        "split october holdout 30% seed 7",
        "split october holdout from 2025-10-27 validation 10% replace",
      ])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let dataset = try call.dataset("DATASET")
    let days = try call.days(of: dataset, at: "")
    let request = try SplitRequest(call, dataset: dataset, days: days)
    let known = try call.database.parts(outside: dataset)
    let split = try request.split(known: known)
    let existing = try call.database.split(of: dataset)
    var outcome = Outcome.showing(table(split, days))
    // What holds the days apart from others of the same dates.
    let content = split.days.map(\.hash).joined(separator: "\n")
    outcome.facts = [Fact("content of its days", .hash(.sha256(of: content)))]
    guard existing.map({ !Self.isSame($0, split) }) ?? true else {
      outcome.blocks = [.talk("\(dataset) is split so already")]
      return outcome
    }
    if let existing, !call.command.has("replace") {
      throw call.mistake(
        "E-taken", "\(dataset) is split already: holdout \(existing.holdout)", at: "DATASET",
        remedy: "end the statement with `replace` to part it anew")
    }
    outcome.blocks = try sentences(split, call).map(Outcome.Block.talk) + [.result]
    let facts = outcome.facts.lines
    let sources = Set(split.days.compactMap(\.knownFrom)).sorted()
    try call.database.transaction { transaction in
      try transaction.insert(split)
      return call.lineage(reads: [dataset] + sources, writes: [dataset], facts: facts)
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
    if split.days.contains(where: { $0.label == DaySplit.alwaysTraining }) {
      sentences.append(
        "\(DaySplit.alwaysTraining) is always a training day: the first agent learnt it alone")
    }
    let known = Dictionary(grouping: split.days.filter { $0.knownFrom != nil }) {
      $0.knownFrom ?? ""
    }
    for dataset in known.keys.sorted() {
      let count = known[dataset]?.count ?? 0
      sentences.append(
        "\(counted(count, "day")) \(words: count == 1 ? "keeps its" : "keep their") part from the split "
          + "of \(dataset), which holds the same rides")
    }
    return sentences + (try seenSentences(split, call))
  }

  /// What agents of the notebook have learnt from already, and yet is held out now.
  private func seenSentences(_ split: SplitRecord, _ call: CommandCall) throws -> [Sentence] {
    let held = Set(split.days.filter { $0.part == .holdout }.map(\.hash))
    let agents = try call.database.objects().filter { $0.kind == .agent }
    return try agents.compactMap { object in
      let seen = try call.database.agent(named: object.name)?.seenDays ?? []
      let count = seen.intersection(held).count
      guard count > 0 else { return nil }
      return "\(object.name) has learnt from \(counted(count, "day")) of these that are held out: "
        + "its scores there are marked as seen"
    }
  }
}
