import CommandLanguage
import Store
import TerminalText

/// Walks a newcomer through a month of rides in ten steps.
struct TourCommand: NotebookCommand {
  static let step = Slot.integer(
    "STEP", 1...Self.steps.count, "the step to begin with", default: "1")

  let syntaxes = [
    CommandSyntax(
      form: "tour [\(Self.step)]",
      summary: "Walks through a month of rides in ten steps, from its file to a proven plan.",
      details: [
        "At a terminal Return runs a step, `s` skips it, Ctrl-C leaves; elsewhere all steps run. "
          + "Each is a statement like any other, and is recorded. The plans are called tour_greedy "
          + "and tour_best; they replace earlier plans of these names."
      ],
      examples: ["tour", "tour 4"],
      isRecorded: false)
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    try Self.requireMonth(call)
    let first = call.command[Self.step] ?? 1
    let needsData = try first > 1 && call.database.object(named: "october") == nil
    var outcome = Outcome()
    outcome.steps = Self.steps.enumerated().map { index, step in
      GuidedStep(
        number: index + 1, count: Self.steps.count, sentence: step.sentence,
        statement: step.statement)
    }.filter { $0.number >= first || needsData && $0.number == 1 }
    return outcome
  }

  private static let month = "datasets/october-2025.xlsx"

  private static func requireMonth(_ call: CommandCall) throws {
    guard !FilePath.exists(call.session.pathToRead(month).path) else { return }
    throw call.mistake(
      .tour, "the tour's data, \(month), was not found",
      expected: "the file in the folder of this session, or among the files that come with carnet",
      remedy: "`make install` puts them into PREFIX/share/carnet; CARNET_SHARE may name the folder")
  }

  static let steps: [(sentence: String, statement: String)] = [
    (
      "a notebook begins with data: a month of rides as an office keeps them, in a workbook",
      "load \(NameRules.quoted(month)) as october"
    ),
    (
      "the file has its traps: rejected or doubtful rows are listed, never dropped silently",
      "check october"
    ),
    (
      "a dataset is a table; these are its first rows",
      "head october 5"
    ),
    (
      "each column at a glance: empty and distinct values, quartiles, distribution",
      "describe october"
    ),
    (
      "questions are asked in SQL, which ends with a semicolon: who drives how much?",
      """
      select driver, count(*) as rides, round(sum(km), 1) as km
      from october where driver is not null
      group by driver order by rides desc;
      """
    ),
    (
      "one day of the month: the loads were far from even",
      "plot load of october on 2025-10-22"
    ),
    (
      "a plan of that day by a simple method, checked by independent code",
      "dispatch october on 2025-10-22 with greedy as tour_greedy replace"
    ),
    (
      "the best plan, with a proof that no other is better",
      "dispatch october on 2025-10-22 with optimal as tour_best replace"
    ),
    (
      "what the best plan changes, compared with what was driven",
      "plot load of tour_best against recorded"
    ),
    (
      "and why its loads cannot be more even. All of this was recorded: `save session as "
        + "\"first.carnet\"` saves it, `help` lists what else there is",
      "explain plan tour_best"
    ),
  ]
}
