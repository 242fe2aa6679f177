import CommandLanguage
import FleetModel
import Store
import TerminalText

/// Compares methods and plans on the same days, paired by day, against the proven optimum.
struct CompareCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "compare PLANS, … on DATASET [PART] [by SHAPE]",
      summary:
        "Compares methods or plans day by day, with intervals and the distance from optimal.",
      parameters: [
        CommandParameter(
          name: "PLANS",
          kind: .phrase(AgentMethod.Form.allCases.map { "\($0.rawValue) AGENT" } + ["PLAN"]),
          help: "methods or plans; the first is what the others are held against"),
        CommandParameter(
          name: "PLAN", kind: .custom("plan or method"),
          help: "a method (\(DispatchMethods.names.joined(separator: ", "))) or a plan"),
        CommandParameter(
          name: "AGENT", kind: .object([.agent]), help: "the agent that plans"),
        CommandParameter(
          name: "DATASET", kind: .object([.dataset]), help: "the dataset whose days are compared"),
        CommandCall.part,
        CommandParameter(
          name: "SHAPE", kind: .word(ComparisonShape.allCases.map(\.rawValue)),
          help: "the rows of the result: one a method, a pair and measure, or a day and method",
          defaultText: "method"),
      ],
      details: [
        "Each day's optimum is the one its file states, unless the proof here contradicts it, else "
          + "it is proven here. Excess gap is the mean gap above the optimum's over the excess_days "
          + "on which a plan breaks no rule, serves as many rides and needs as few on reserve; "
          + "equal_1_5 the share of days on which all levels but metres are the optimum's, and "
          + "km_above the kilometres above it on those days.",
        "Pairs: less is better, gap in rides, lateness in minutes. A level is compared only on days "
          + "on which all levels above it are equal and neither plan breaks a rule; the others are "
          + "counted as left out. Mean difference with Student's 95 % interval (none below 10 days, "
          + "or where fewer than 6 differ from the most common difference), Wilcoxon's signed-rank "
          + "p (the sign test's for the order as a whole) with Holm's correction over the table; "
          + "a claim has the direction of that test. A plan takes part with the days that it has, "
          + "and brings its rules and conditions along: methods and optimum are planned under them "
          + "too.",
      ],
      examples: [
        "compare recorded, greedy, search, optimal on october",
        "compare greedy, optimal on october by day",
        "compare recorded, greedy on october holdout",
      ])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let dataset = try call.dataset("DATASET")
    let context = call.session.context
    defer { context.progress(nil) }
    let comparison = try PlanComparison(of: call.command.list("PLANS"), on: dataset, call)
    let tables = ComparisonTables(comparison: comparison)
    let shape =
      call.command.string("SHAPE").flatMap { ComparisonShape(rawValue: $0) }
    var outcome = tables.outcome(shape)
    if let remark = comparison.ground.remark(beside: call.session.settings.rules) {
      outcome.blocks.insert(.talk(remark), at: 0)
    }
    return outcome
  }
}

/// What one row of a comparison stands for.
enum ComparisonShape: String, CaseIterable {
  case method, pair, day
}
