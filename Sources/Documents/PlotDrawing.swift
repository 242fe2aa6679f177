import Plotting
import TerminalText

/// How recorded plots are drawn; nil where a plot's JSON cannot be read.
public struct PlotDrawing: Sendable {
  /// An `<svg>` element without anything that runs or is fetched; `id` begins the ids in it.
  public var svg: @Sendable (_ json: String, _ id: String, _ page: Page) -> String?
  /// The text that a record's picture holds.
  public var lines: @Sendable (_ json: String) -> [ScreenLine]?

  public init(
    svg: @escaping @Sendable (_ json: String, _ id: String, _ page: Page) -> String?,
    lines: @escaping @Sendable (_ json: String) -> [ScreenLine]?
  ) {
    self.svg = svg
    self.lines = lines
  }

  /// What a plot stands on.
  public enum Page: Sendable {
    /// A document whose colours it takes, light or dark.
    case themed
    /// Whatever a viewer has: it brings a light ground of its own.
    case unknown
  }

  /// Draws nothing: plots stay the text of their pictures.
  public static let none = PlotDrawing(svg: { _, _, _ in nil }, lines: { _ in nil })

  /// Draws the plots of records.
  ///
  /// - Parameter width: Columns of plots that are drawn as text.
  /// - Returns: The drawing.
  public static func recorded(width: Int = TextCanvas.record.width) -> PlotDrawing {
    PlotDrawing(
      svg: { json, id, page in
        (try? Plot(json: json)).map {
          SVGPlotRenderer(id: id, hasGround: page == .unknown).svg(of: $0)
        }
      },
      lines: { json in
        (try? Plot(json: json)).map {
          TextPlotRenderer(canvas: TextCanvas(width: width)).lines(of: $0)
        }
      })
  }
}
