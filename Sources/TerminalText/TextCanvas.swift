/// What pictures of text are drawn on: how wide it is, which characters and colours it has.
public struct TextCanvas: Sendable, Equatable {
  /// Columns, at least 1; no line is ever wider.
  public let width: Int
  public let glyphs: Glyphs
  public let palette: Palette

  /// The canvas of pictures that are kept in files: 80 columns, no colours.
  public static let record = TextCanvas(width: 80)

  /// Makes a canvas; a width below 1 counts as 1.
  public init(width: Int, glyphs: Glyphs = .unicode, palette: Palette = .plain) {
    self.width = max(1, width)
    self.glyphs = glyphs
    self.palette = palette
  }
}
