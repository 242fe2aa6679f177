/// The side of zero to which paired differences tend by the evidence of a test.
///
/// It belongs to the p of the same test: eleven differences of 1 below zero and six of 10 above lie
/// above by their ranks, though more of them lie below.
public enum Tendency: Hashable, Sendable {
  case below, above
  /// Both sides weigh the same.
  case neither

  init(above: Double, below: Double) {
    self = above > below ? .above : above < below ? .below : .neither
  }
}
