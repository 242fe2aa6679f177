import CommandLanguage
import FleetModel
import Naming
import Planning
import Store
import TerminalText

/// Compares methods and plans on the same days, paired by day, against the proven optimum.
struct CompareCommand: NotebookCommand {
  static let plans = Slot.phrase(
    "PLANS", AgentMethod.phrases + ["PLAN"],
    slots: [plan, agent], "methods or plans; the others are compared with the first")
  static let plan = Slot.custom(
    "PLAN", "plan or method",
    "a method (\(DispatchMethod.names.joined(separator: ", "))) or a plan")
  static let agent = Slot.object("AGENT", [.agent], "the agent that plans")
  static let dataset = Slot.object("DATASET", [.dataset], "the dataset whose days are compared")
  static let shape = Slot<ComparisonShape>.choice(
    "SHAPE", "the rows of the result: one per method, pair and measure, or day and method",
    default: "method")

  let syntaxes = [
    CommandSyntax(
      form:
        "compare \(list: Self.plans) on \(Self.dataset) [\(CommandCall.part)] [by \(Self.shape)]",
      summary:
        "Compares methods or plans day by day, with intervals and the distance from the optimum.",
      details: [
        "Each day's optimum is the one that its file states, unless the proof here contradicts "
          + "it; otherwise it is proven here. Excess gap is the gap minus the optimum's, averaged "
          + "over the excess_days: the days on which the plan breaks no rule, serves as many "
          + "rides as the optimum and needs as few on reserve. equal_1_5 is the share of days on "
          + "which all levels except metres equal the optimum's; km_above is how far (%) its "
          + "kilometres exceed the optimum's on those days.",
        "Pairs: less is better; gap is in rides, lateness in minutes. A level is compared only on "
          + "days on which all levels above it are equal and neither plan breaks a rule; the "
          + "other days are counted as left out. Each row has the mean difference with Student's "
          + "95 % interval (none below 10 days, or if fewer than 6 days differ from the most "
          + "common difference) and the p-value of Wilcoxon's signed-rank test (of the sign test "
          + "for the order as a whole) with Holm's correction over the table; a claim has the "
          + "direction of that test. A plan is compared on the days that it has, under its own "
          + "rules and conditions; methods and the optimum are planned under the same ones.",
      ],
      examples: [
        "compare recorded, greedy, search, optimal on october",
        "compare greedy, optimal on october by day",
        "compare recorded, greedy on october holdout",
      ])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    var subjects = try call.namedSubjectsAndRoster()
    if call.part != nil { subjects.insert(.single(.splits)) }
    // A method that searches with an agent may be `auto`, which names none.
    return subjects.union(try call.activeAgentSubjects())
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let dataset = try call.dataset(Self.dataset)
    let context = call.session.context
    defer { context.progress(nil) }
    let request = try ComparisonRequest(
      of: call.command.arguments(of: Self.plans), on: dataset, call)
    let tables = ComparisonTables(comparison: request.comparison)
    var outcome = tables.outcome(call.command[Self.shape])
    if let remark = request.ground.remark(beside: call.session.settings.rules) {
      outcome.blocks.insert(.talk(remark), at: 0)
    }
    return outcome
  }
}

/// What one row of a comparison represents.
enum ComparisonShape: String, CaseIterable {
  case method, pair, day
}
