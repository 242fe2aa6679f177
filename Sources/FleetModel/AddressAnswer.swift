import CivilTime

/// What a server of addresses said of one.
public struct AddressAnswer: Hashable, Sendable {
  /// What came of the question.
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    case found
    /// Several places fit equally well.
    case ambiguous
    /// What was found lies in another town.
    case elsewhere
    /// The server knows nothing of it.
    case nothing
  }

  /// What addresses are compared by.
  public let key: String
  /// The address as it was sent: `Rue du Four 61, 1290 Versoix`.
  public let address: String
  /// The server: `http://localhost:8088`.
  public let server: String
  /// The day on which it was asked.
  public let date: CivilDate
  /// The question that decided: `/search?street=…`.
  public let request: String
  public let outcome: Outcome
  /// Why there is no place, in words; empty where there is one.
  public let reason: String
  /// Nil where none was found.
  public let place: LocatedPlace?
  /// Whose data they are, as the server states; empty where it states nothing.
  public let licence: String

  public init(
    key: String, address: String, server: String, date: CivilDate, request: String,
    outcome: Outcome, reason: String, place: LocatedPlace?, licence: String
  ) {
    self.key = key
    self.address = address
    self.server = server
    self.date = date
    self.request = request
    self.outcome = outcome
    self.reason = reason
    self.place = place
    self.licence = licence
  }
}
