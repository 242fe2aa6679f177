/// A sentence about drivers, whom it holds by their numbers until somebody who knows them names them.
///
///     let sentence: DriverSentence = "\(driver: 3) has 9 rides"
///     sentence.description                // driver 3 has 9 rides
///     sentence.named { names[$0] ?? "" }  // Giuseppe has 9 rides
public struct DriverSentence: Hashable, Sendable, CustomStringConvertible,
  ExpressibleByStringInterpolation
{
  fileprivate enum Piece: Hashable, Sendable {
    case words(String)
    case driver(Int)
  }

  private var pieces: [Piece]

  /// What a literal is made of: words, and drivers as `\(driver: 3)`.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { pieces.append(.words(literal)) }

    public mutating func appendInterpolation(_ words: some CustomStringConvertible) {
      pieces.append(.words("\(words)"))
    }

    public mutating func appendInterpolation(_ sentence: DriverSentence) {
      pieces += sentence.pieces
    }

    public mutating func appendInterpolation(driver: Int) { pieces.append(.driver(driver)) }
  }

  public init(stringLiteral words: String) { pieces = [.words(words)] }

  public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  /// The sentence with each driver as a function of his number names him.
  public func named(_ name: (Int) -> String) -> String {
    pieces.reduce(into: "") { text, piece in
      switch piece {
      case .words(let words): text += words
      case .driver(let id): text += name(id)
      }
    }
  }

  /// The sentence with the drivers' numbers.
  public var description: String { named { "driver \($0)" } }

  public static func + (left: DriverSentence, right: DriverSentence) -> DriverSentence {
    "\(left)\(right)"
  }
}

extension Sequence<DriverSentence> {
  /// All of them in one, with something between each two.
  public func joined(separator: DriverSentence) -> DriverSentence {
    var parts = makeIterator()
    guard var whole = parts.next() else { return "" }
    while let part = parts.next() { whole = whole + separator + part }
    return whole
  }
}
