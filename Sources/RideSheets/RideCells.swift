/// The cells of a row with rides as a sheet has them, for what gives the sheet back or quotes it.
public struct RideCells: Hashable, Sendable {
  public let sheet: String
  /// The row in the file, counted from 1.
  public let row: Int
  /// Where the driver's column stands, counted from 0; nil where the table has none.
  public let driverColumn: Int?
  /// The addresses with all that stands in their cells: phones, floors, contacts.
  public let pickup: String
  public let dropoff: String
}
