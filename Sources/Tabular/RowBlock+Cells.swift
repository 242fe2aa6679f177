import CivilTime

extension RowBlock {
  /// A raw cell's text where it has one of its own, else nil.
  func string(_ cell: Int, shared: SharedTexts) -> String? {
    switch kinds[cell] {
    case .text, .error:
      String(decoding: text[textRange(cell)], as: UTF8.self)
    case .shared:
      String(decoding: shared.bytes[shared.range(payloads[cell])], as: UTF8.self)
    default: nil
    }
  }

  /// Any raw cell as the text that a text column holds.
  func anyText(_ cell: Int, shared: SharedTexts) -> String {
    if let own = string(cell, shared: shared) { return own }
    let payload = payloads[cell]
    switch kinds[cell] {
    case .number: return RoundTripNumber.text(Double(bitPattern: payload))
    case .integer: return String(Int64(bitPattern: payload))
    case .boolean: return payload == 0 ? "false" : "true"
    default: return temporal(cell)?.text ?? ""
    }
  }

  /// The date or time that a raw cell is, or nil.
  func temporal(_ cell: Int) -> Temporal? {
    let value = Int(Int64(bitPattern: payloads[cell]))
    switch kinds[cell] {
    case .date: return Temporal(day: CivilDate(dayNumber: value), second: nil)
    case .datetime:
      let second = ((value % 86_400) + 86_400) % 86_400
      return Temporal(day: CivilDate(dayNumber: (value - second) / 86_400), second: second)
    case .time: return Temporal(second: max(0, value))
    default: return nil
    }
  }

  /// A raw cell as recognisers see it.
  func cell(_ cell: Int, shared: SharedTexts) -> Cell {
    switch kinds[cell] {
    case .text, .shared:
      let text = string(cell, shared: shared) ?? ""
      return text.isEmpty ? .empty : .text(text)
    case .error: return .error(string(cell, shared: shared) ?? "")
    case .number: return .number(Double(bitPattern: payloads[cell]))
    case .integer:
      let value = Int64(bitPattern: payloads[cell])
      return Int64(exactly: Double(value)) == value
        ? .number(Double(value)) : .text(String(value))
    case .boolean: return .boolean(payloads[cell] != 0)
    case .date:
      return .date(CivilDate(dayNumber: Int(Int64(bitPattern: payloads[cell]))), time: nil)
    case .datetime:
      guard let moment = temporal(cell),
        let date = CivilDate(year: moment.year, month: moment.month, day: moment.day)
      else { return .empty }
      return .date(date, time: Minutes(moment.hour * 60 + moment.minute))
    case .time: return .text(temporal(cell)?.text ?? "")
    }
  }

  /// What is marked of a row.
  func marks(ofRow row: Int) -> RowMarks {
    if hiddenRows.isEmpty, marked.isEmpty { return RowMarks() }
    return RowMarks(isHidden: hiddenRows.contains(row), marks(inRow: rowNumbers[row]))
  }

  /// A row's cells without gaps, up to its last one.
  func denseCells(ofRow row: Int, shared: SharedTexts) -> [Cell] {
    var dense: [Cell] = []
    for index in cells(ofRow: row) {
      let column = Int(columns[index])
      while dense.count <= column { dense.append(.empty) }
      dense[column] = cell(index, shared: shared)
    }
    while dense.last == .empty { dense.removeLast() }
    return dense
  }
}
