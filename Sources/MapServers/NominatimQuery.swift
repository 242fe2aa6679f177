import RideSheets

/// A question to a Nominatim server about one address.
///
/// Source: the parameters of `/search`, nominatim.org/release-docs/latest/api/Search.
public struct NominatimQuery: Hashable, Sendable {
  /// How the address is asked for.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// By its parts.
    case parts
    /// By its parts without the town, whose name may be misspelt.
    case postcode
    /// As one text.
    case text
  }

  public let form: Form
  /// Names and values in the order in which they are sent.
  public let parameters: [Parameter]

  public struct Parameter: Hashable, Sendable {
    public let name: String
    public let value: String
  }

  /// The questions about an address, the most exact first: the next is for what one does not find.
  ///
  /// - Parameter address: What is asked; nothing else is sent.
  /// - Returns: One to three questions.
  public static func all(about address: StreetAddress) -> [NominatimQuery] {
    let street = [address.number ?? "", address.street].filter { !$0.isEmpty }
      .joined(separator: " ")
    var parts: [(String, String)] = []
    if !address.street.isEmpty { parts.append(("street", street)) }
    if let postcode = address.postcode { parts.append(("postalcode", postcode)) }
    var queries: [NominatimQuery] = []
    if let town = address.town {
      queries.append(NominatimQuery(.parts, parts + [("city", town)], address))
    }
    if !address.street.isEmpty, address.postcode != nil {
      queries.append(NominatimQuery(.postcode, parts, address))
    }
    return queries + [NominatimQuery(.text, [("q", address.text)], address)]
  }

  private init(_ form: Form, _ asked: [(String, String)], _ address: StreetAddress) {
    self.form = form
    // Postcodes have four digits in Switzerland and five in France; without one it may be either.
    let countries =
      switch address.postcode?.utf8.count {
      case 4: "ch"
      case 5: "fr"
      default: "ch,fr"
      }
    // French names of towns, whatever language the server prefers.
    let fixed = [
      ("format", "jsonv2"), ("addressdetails", "1"), ("limit", "5"), ("countrycodes", countries),
      ("accept-language", "fr"),
    ]
    parameters = (asked + fixed).map { Parameter(name: $0.0, value: $0.1) }
  }
}
