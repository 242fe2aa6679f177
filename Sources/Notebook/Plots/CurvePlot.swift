import CommandLanguage
import Store
import TerminalText

/// `plot curve`: how an agent learnt.
struct CurvePlot {
  static let syntax = CommandSyntax(
    id: "curve",
    usage: "plot curve of AGENT [measure MEASURE]",
    summary: "Draws how an agent learnt, by episode.",
    parameters: [
      CommandParameter(name: "AGENT", kind: .object([.agent]), help: "the agent"),
      CommandParameter(
        name: "MEASURE", kind: .word(CurveMeasure.allCases.map(\.rawValue)),
        help: "what to draw", defaultText: "km_above and excess_gap"),
    ],
    details: [
      "The line is the mean of the seeds, with a band from the least to the most of them. "
        + "`curves` has every point."
    ],
    examples: ["plot curve of v2"])

  let call: CommandCall

  func outcome() throws -> Outcome {
    let agent = try call.agent("AGENT").name
    let curve = try call.database.curve(ofAgent: agent)
    let wanted = call.command.string("MEASURE").flatMap { CurveMeasure(rawValue: $0) }
    let curves = CurvePlots(
      agent: agent, curve: curve, measures: wanted.map { [$0] } ?? CurvePlots.usual(of: curve))
    guard curves.table.rowCount > 0 else {
      throw call.mistake(
        "E-empty",
        curve.isEmpty
          ? "\(agent) has no learning curve" : "the curve of \(agent) has no such measure",
        at: wanted == nil ? "AGENT" : "MEASURE",
        remedy: "`select * from curves where agent = '\(agent)';` shows what there is")
    }
    return plotted(curves.plots, curves.table)
  }
}
