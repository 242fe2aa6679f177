import CommandLanguage
import Naming

/// Draws tables, plans and agents; the figures of each plot are its result.
struct PlotCommand: NotebookCommand {
  let syntaxes = [
    LoadPlot.syntax, CurvePlot.syntax, HistogramPlot.syntax, BarsPlot.syntax, LinePlot.syntax,
    ScatterPlot.syntax, HeatPlot.syntax, TimelinePlot.syntax, MapPlot.syntax,
  ]

  /// The slot of what a plot of columns is drawn from.
  static let relation = Slot.object(
    "NAME", [.dataset, .plan, .table, .result, .agent],
    "the table whose columns are drawn, such as `_`")

  func reads(_ call: CommandCall) throws -> Set<Subject> { try call.namedSubjectsAndRoster() }

  func run(_ call: CommandCall) throws -> Outcome {
    switch call.command.formID {
    case "curve": try CurvePlot(call: call).outcome()
    case "histogram": try HistogramPlot(call: call).outcome()
    case "bars": try BarsPlot(call: call).outcome()
    case "line": try LinePlot(call: call).outcome()
    case "scatter": try ScatterPlot(call: call).outcome()
    case "heat": try HeatPlot(call: call).outcome()
    case "timeline": try TimelinePlot(call: call).outcome()
    case "map": try MapPlot(call: call).outcome()
    default: try LoadPlot(call: call).outcome()
    }
  }
}
