import CommandLanguage
import Store
import TerminalText

/// `plot curve`: how an agent learnt.
struct CurvePlot {
  static let agent = Slot.object("AGENT", [.agent], "the agent")
  static let measure = Slot<CurveMeasure>.choice(
    "MEASURE", "what to draw", default: "km_above and excess_gap")

  static let syntax = CommandSyntax(
    id: "curve",
    form: "plot curve of \(Self.agent) [measure \(Self.measure)]",
    summary: "Draws how an agent learnt, by episode.",
    details: [
      "The line is the mean over the seeds, with a band from minimum to maximum. "
        + "`curves` has every point."
    ],
    examples: ["plot curve of v2"])

  let call: CommandCall

  func outcome() throws -> Outcome {
    let agent = try call.agent(Self.agent).name
    let curve = try call.database.curve(ofAgent: agent)
    let wanted = call.command[Self.measure]
    let curves = CurvePlots(
      agent: agent, curve: curve, measures: wanted.map { [$0] } ?? CurvePlots.usual(of: curve))
    guard curves.table.rowCount > 0 else {
      throw call.mistake(
        .empty,
        curve.isEmpty
          ? "\(agent) has no learning curve" : "the curve of \(agent) has no such measure",
        at: wanted == nil ? Self.agent : Self.measure,
        remedy: "`select * from curves where agent = '\(agent)';` lists its points")
    }
    return plotted(curves.plots, curves.table)
  }
}
