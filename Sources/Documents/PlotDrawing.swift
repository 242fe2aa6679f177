import Plotting
import TerminalText

/// How recorded plots are drawn; nil where a plot's JSON cannot be read.
public struct PlotDrawing: Sendable {
  /// An `<svg>` element without anything that runs or is fetched; `id` begins the ids in it.
  public var svg: @Sendable (_ json: String, _ id: String) -> String?
  /// The text that a record's picture holds.
  public var lines: @Sendable (_ json: String) -> [ScreenLine]?

  public init(
    svg: @escaping @Sendable (_ json: String, _ id: String) -> String?,
    lines: @escaping @Sendable (_ json: String) -> [ScreenLine]?
  ) {
    self.svg = svg
    self.lines = lines
  }

  /// Draws nothing: plots stay the text of their pictures.
  public static let none = PlotDrawing(svg: { _, _ in nil }, lines: { _ in nil })

  /// Draws the plots of records.
  public static let recorded = PlotDrawing(
    svg: { json, id in (try? Plot(json: json)).map { SVGPlotRenderer(id: id).svg(of: $0) } },
    lines: { json in
      (try? Plot(json: json)).map { TextPlotRenderer(canvas: .record).lines(of: $0) }
    })
}
