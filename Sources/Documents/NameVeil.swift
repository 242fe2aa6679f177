import SessionRecord

/// Hides what must not leave: clients' names, phone numbers and the folders of this machine.
public struct NameVeil {
  private let pseudonyms: Pseudonyms?
  private let paths: PathCutting?
  private var isRevealing = false

  /// A veil over names and paths.
  ///
  /// - Parameters:
  ///   - pseudonyms: The clients of the notebook.
  ///   - folders: Absolute folders whose names are taken from paths.
  public init(pseudonyms: Pseudonyms, folders: [String]) {
    self.pseudonyms = pseudonyms
    paths = PathCutting(folders: folders)
  }

  /// A veil that hides nothing, and takes the pseudonyms of a record away again.
  ///
  /// - Parameter pseudonyms: The clients of the notebook.
  public init(revealing pseudonyms: Pseudonyms) {
    self.pseudonyms = pseudonyms
    isRevealing = true
    paths = nil
  }

  private init() {
    pseudonyms = nil
    paths = nil
  }

  /// A veil that hides nothing.
  public static var none: NameVeil { NameVeil() }

  /// The scheme of the pseudonyms, or nil where names stand as they are.
  public var scheme: String? { isRevealing ? nil : pseudonyms?.scheme }

  /// A text as it may leave.
  ///
  /// - Complexity: linear in the text.
  public func hiding(_ text: String) -> String { hiding(text, isSQL: false) }

  func hiding(_ text: String, isSQL: Bool) -> String {
    if isRevealing { return pseudonyms?.revealing(in: text) ?? text }
    let cut = paths?.cutting(text, onlyQuoted: isSQL) ?? text
    return isSQL ? pseudonyms?.replacing(inCode: cut) ?? cut : pseudonyms?.replacing(in: cut) ?? cut
  }

  /// A plot's JSON with the texts in it hidden, its numbers and keys as they are.
  func hiding(json: String) -> String {
    pseudonyms?.replacing(inJSON: json) { hiding($0) } ?? json
  }
}
