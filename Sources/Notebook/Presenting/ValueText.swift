import Store
import Tabular

/// A value in the formats that other programs read.
extension SQLValue {
  /// The value in JSON; a blob is its hexadecimal digits.
  var json: String {
    switch self {
    case .null: "null"
    case .integer(let integer): String(integer)
    case .real(let real): RoundTripNumber.json(real)
    case .text(let text): JSONText.quoted(text)
    case .blob(let bytes): JSONText.quoted(SQLValue.hexDigits(of: bytes))
    }
  }

  /// The value as a cell of delimited text; nil is an empty one.
  var csvCell: String? {
    switch self {
    case .null: nil
    case .integer(let integer): String(integer)
    case .real(let real): RoundTripNumber.text(real)
    case .text(let text): text
    case .blob(let bytes): SQLValue.hexDigits(of: bytes)
    }
  }
}
