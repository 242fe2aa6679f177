/// A street of an address register in one town, with its house numbers.
public struct RegisteredStreet: Hashable, Sendable {
  /// The official name: `Chemin des Courbes`.
  public let name: String
  public let postcode: String
  /// The town of the postcode, as the post writes it.
  public let town: String
  public var houses: [House]

  public init(name: String, postcode: String, town: String, houses: [House]) {
    self.name = name
    self.postcode = postcode
    self.town = town
    self.houses = houses
  }

  /// An entrance by its number.
  public struct House: Hashable, Sendable {
    /// As the register writes it: `9`, `9a`, `12.1`; empty for a house without a number.
    public let number: String
    public let coordinate: Coordinate

    public init(number: String, coordinate: Coordinate) {
      self.number = number
      self.coordinate = coordinate
    }
  }
}
