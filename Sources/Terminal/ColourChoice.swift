/// When to use colours, as `--color` says.
public enum ColourChoice: String, Sendable, CaseIterable {
  /// On a terminal that has them, unless `NO_COLOR` is set or `TERM` is `dumb`.
  case automatic = "auto"
  case always
  case never
}
