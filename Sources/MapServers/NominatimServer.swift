import FleetModel
import RideSheets
import Tabular
import Web

/// A Nominatim server, asked for one address at a time.
public struct NominatimServer {
  public let address: WebAddress
  private let client: WebClient
  private let pause: () throws -> Void

  /// A server that has not been asked yet.
  ///
  /// - Parameters:
  ///   - address: Where it is.
  ///   - client: Who asks.
  ///   - pause: Called before each request; waits as long as the server's operator wants.
  public init(
    _ address: WebAddress, client: WebClient, pause: @escaping () throws -> Void = {}
  ) {
    self.address = address
    self.client = client
    self.pause = pause
  }

  /// What an answer needs at most: five places.
  public static let limits = WebLimits(total: 30_000, bytes: 1 << 20)

  /// What was asked last, and what came of it.
  public struct Answer: Hashable, Sendable {
    /// The question that decided.
    public let form: NominatimQuery.Form
    /// Its text on the wire, without the server: `/search?street=…`.
    public let request: String
    public let verdict: NominatimVerdict
    /// Whose data the answer is, as the server states; empty where it states nothing.
    public let licence: String
  }

  /// Asks for an address: by its parts, then without its town, then as one text.
  ///
  /// The first question that finds the address decides; where none does, the one that found most.
  ///
  /// - Parameter asked: Nothing else of the address is sent.
  /// - Returns: What was found, or why nothing was.
  /// - Throws: `WebFailure` where the server gives no answer to use, and what the pause throws.
  public func locate(_ asked: StreetAddress) throws -> Answer {
    var best: Answer?
    for query in NominatimQuery.all(about: asked) {
      let path = "/search"
      try pause()
      let url = address.request(path, query: query.parameters.map { ($0.name, $0.value) })
      let value = try client.json(url, of: address).value
      let places: [NominatimPlace]
      do throws(NominatimPlace.Mismatch) {
        places = try NominatimPlace.all(in: value)
      } catch {
        throw WebFailure(server: address.authority, kind: .unexpected(reason: error.reason))
      }
      let verdict = NominatimVerdict(places, for: asked)
      let answer = Answer(
        form: query.form, request: String(url.dropFirst(address.description.count)),
        verdict: verdict, licence: places.first?.licence ?? "")
      if Self.worth(answer) > best.map(Self.worth) ?? -1 { best = answer }
      // A town alone may be bettered by another question.
      if Self.worth(answer) == Self.best || asked.street.isEmpty && verdict.place != nil { break }
    }
    // There is always a question.
    return best ?? Answer(form: .text, request: "", verdict: .nothing, licence: "")
  }

  private static let best = 4

  private static func worth(_ answer: Answer) -> Int {
    switch answer.verdict {
    case .found(let place): place.precision == .address || place.precision == .street ? best : 3
    case .ambiguous: 2
    case .elsewhere: 1
    case .nothing: 0
    }
  }
}
