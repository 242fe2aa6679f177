/// A reason why a text is no plot.
public struct PlotFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it is wrong: a path such as `data.edges`, or a byte such as `byte 12`.
  public let place: String
  /// What is wrong, in one clause.
  public let reason: String

  public init(place: String, reason: String) {
    self.place = place
    self.reason = reason
  }

  public var description: String { "not a plot: \(place): \(reason)" }
}
