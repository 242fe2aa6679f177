import Naming

/// What the cells of a column are about.
enum ColumnRole: Hashable {
  case ride(RideColumn)
  /// A column in which a mark says that the client sits in a wheelchair.
  case wheelchair
  /// Remarks, and columns without a header.
  case remarks
  /// How the ride stands: done, cancelled.
  case status
  /// A column in which a mark says that the ride is cancelled.
  case cancellation
  /// A column in which a mark says that the ride was driven, or takes place.
  case completion
  /// Languages and countries, in which `FR` is no wheelchair.
  case foreign
  case other

  /// The role of a column that is none of the ride's six.
  init(header: String) {
    let words = TextFolding.words(header)
    let key = words.joined(separator: " ")
    if WheelchairMention.isIn(header) || WheelchairWords.headers.contains(key) {
      self = .wheelchair
    } else if StatusWords.headers.contains(key) {
      self = .status
    } else if StatusWords.completionHeaders.contains(key) {
      self = .completion
    } else if StatusWords.isCancellation(header: words) {
      self = .cancellation
    } else if words.isEmpty || words.contains(where: WheelchairWords.remarkHeaders.contains) {
      self = .remarks
    } else {
      self = words.contains(where: WheelchairWords.foreignHeaders.contains) ? .foreign : .other
    }
  }

  /// What the letters `FR` mean in the column.
  var shortForms: WheelchairMention.ShortForms {
    switch self {
    case .wheelchair, .remarks: .wheelchair
    case .other, .status, .cancellation, .completion: .hint
    case .ride(.client), .ride(.pickup), .ride(.dropoff): .apart
    case .ride, .foreign: .other
    }
  }
}
