/// Stub.
public struct Pseudonyms: Sendable {
  public var scheme: String { "client-1" }
  public func replacing(in text: String) -> String { text }
}
