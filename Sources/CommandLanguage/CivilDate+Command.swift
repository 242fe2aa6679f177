import CivilTime

extension CivilDate {
  /// Reads a day as commands take it: `YYYY-MM-DD` or `DD.MM.YYYY`, month and day also of one digit.
  public init?(command text: String) {
    if let date = CivilDate(dotted: text) {
      self = date
      return
    }
    let fields = text.split(separator: "-", omittingEmptySubsequences: false).map { field in
      field.utf8.count == 1 ? "0" + field : String(field)
    }
    self.init(iso: fields.joined(separator: "-"))
  }
}
