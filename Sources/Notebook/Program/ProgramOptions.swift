/// What the command line asks for, whatever the way in.
public struct ProgramOptions: Sendable {
  /// The notebook's file, or nil for one in memory.
  public var notebook: String?
  public var format: OutputFormat
  /// Whether talk is left out.
  public var isQuiet: Bool
  /// Whether a script goes on after a failed statement.
  public var keepsGoing: Bool

  public init(
    notebook: String?, format: OutputFormat = .table, isQuiet: Bool = false,
    keepsGoing: Bool = false
  ) {
    self.notebook = notebook
    self.format = format
    self.isQuiet = isQuiet
    self.keepsGoing = keepsGoing
  }
}

/// Whether output is coloured.
public enum ColourPolicy: String, Sendable, CaseIterable {
  /// At a terminal that has colours, unless `NO_COLOR` is set.
  case auto
  case always
  case never
}
