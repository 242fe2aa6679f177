/// Why a client is driven: where from, where to, and whether he comes back.
enum Purpose: CaseIterable {
  /// From the rehabilitation clinic to an examination and back.
  case examination
  /// From the rehabilitation clinic home, for good.
  case discharge
  /// From a hospital to the rehabilitation clinic.
  case admission
  /// From home to a treatment that comes back every week.
  case treatment
  /// From home to a day centre.
  case dayCentre
  /// From home to a practice.
  case consultation

  /// The kinds of places of the gazetteer that it leads to; empty for the client's home.
  var targetKinds: [String] {
    switch self {
    case .examination: ["hospital", "hospital", "imaging", "clinic", "practice"]
    case .discharge: []
    case .admission: ["hospital", "hospital", "clinic"]
    case .treatment: ["dialysis"]
    case .dayCentre: ["day_centre"]
    case .consultation: ["practice", "imaging", "hospital"]
    }
  }

  /// Probability that the office books the way back in the same row.
  var shareOfRoundTrips: Double {
    switch self {
    case .examination: 0.72
    case .discharge, .admission: 0
    case .treatment, .dayCentre: 0.85
    case .consultation: 0.6
    }
  }

  /// Minutes between the pick-up of the outbound ride and that of the return.
  var stay: ClosedRange<Int> {
    switch self {
    case .treatment: 210...270
    case .dayCentre: 240...330
    case .examination, .consultation, .discharge, .admission: 75...165
    }
  }
}
