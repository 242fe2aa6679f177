/// Why data cannot be synthesised.
public enum SynthesisError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The gazetteer lacks the clinic that most rides start from.
  case noClinic(String)
  /// No draw of the reference day keeps its guarantees.
  case noReferenceDay
  /// No draw of a month keeps its guarantees.
  case noMonth(String)
  /// A file cannot be written: its path and the reason.

  public var description: String {
    switch self {
    case .noClinic(let name):
      "the gazetteer lacks '\(name)', where most rides start; use the bundled places.csv"
    case .noReferenceDay:
      "no draw of 22 October 2025 keeps its guarantees; three regular drivers must be available "
        + "on that day: use the bundled drivers.csv, or another seed"
    case .noMonth(let name):
      "no draw of \(name) 2025 keeps its guarantees; use the bundled drivers.csv and places.csv, "
        + "or another seed"
    }
  }
}
