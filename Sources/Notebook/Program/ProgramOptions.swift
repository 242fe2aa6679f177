/// What the command line asks for, whatever the way in.
public struct ProgramOptions: Sendable {
  /// The notebook's file, or nil for one in memory, which is also called `:memory:`.
  public let notebook: String?
  public var format: OutputFormat
  /// Whether talk is left out.
  public var isQuiet: Bool
  /// Whether a script goes on after a failed statement.
  public var keepsGoing: Bool
  /// Whether no server is asked, whatever the statements say.
  public var isOffline: Bool
  /// What the script's parameters are given.
  public var parameters: [ParameterValue]

  public init(
    notebook: String?, format: OutputFormat = .table, isQuiet: Bool = false,
    keepsGoing: Bool = false, isOffline: Bool = false, parameters: [ParameterValue] = []
  ) {
    // As in sqlite3: no file is ever called so.
    self.notebook = notebook == ":memory:" ? nil : notebook
    self.format = format
    self.isQuiet = isQuiet
    self.keepsGoing = keepsGoing
    self.isOffline = isOffline
    self.parameters = parameters
  }
}

/// Whether output is coloured.
public enum ColourPolicy: String, Sendable, CaseIterable {
  /// At a terminal that has colours, unless `NO_COLOR` is set.
  case auto
  case always
  case never
}
