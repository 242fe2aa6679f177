/// Whether a booked ride takes place, as far as its source says.
public enum RideStatus: String, Hashable, Sendable, CaseIterable {
  /// Nothing says otherwise.
  case planned
  /// The source says that it was driven; it is planned like any other, for the plan is judged on it.
  case done
  /// The source says that it does not take place: it is kept and counted, and no plan has it.
  case cancelled

  /// Whether plans have the ride.
  public var isPlanned: Bool { self != .cancelled }
}

/// What a further column of a source holds for one ride.
public enum SourceValue: Hashable, Sendable {
  case none
  case text(String)
  case integer(Int64)
  case real(Double)
}
