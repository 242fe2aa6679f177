import Naming
import Tabular

/// What a cell's text says of the wheelchair and of how the ride stands.
struct SpokenCell: Hashable {
  let wheelchair: WheelchairMention
  let status: StatusMention?
  /// Whether it says that the ride takes place.
  let affirms: Bool
  /// Whether a column of statuses holds something that is none.
  let isUnknown: Bool

  /// A text that says nothing of either.
  static let silent = SpokenCell(
    wheelchair: .none, status: nil, affirms: false, isUnknown: false)

  private init(
    wheelchair: WheelchairMention, status: StatusMention?, affirms: Bool, isUnknown: Bool
  ) {
    self.wheelchair = wheelchair
    self.status = status
    self.affirms = affirms
    self.isUnknown = isUnknown
  }

  /// Reads a cell's text.
  ///
  /// - Complexity: O(n) in the text's length.
  init(_ text: String, role: ColumnRole) {
    let spoken = SpokenWords(text)
    wheelchair = WheelchairMention(spoken, shortForms: role.shortForms)
    status = StatusWords.mention(in: spoken, role: role)
    affirms = StatusWords.affirms(spoken, role: role)
    isUnknown = role == .status && status == nil && StatusWords.isUnknown(spoken)
  }
}

/// What the texts of a table's columns say, each read once: a sheet has the same again and again.
struct SpokenCells: Sendable {
  /// By the column's position; only asked for one text: the order shows nowhere.
  private var known: [[String: SpokenCell]] = []
  /// Clients by their cells' texts.
  private var clients: [String: String] = [:]

  /// Distinct texts kept of a column; a year's sheets have some hundreds.
  private static let most = 20_000

  /// What a text of a column says.
  ///
  /// - Complexity: O(n) in the text's length.
  mutating func cell(_ text: String, at position: Int, role: ColumnRole) -> SpokenCell {
    if role != .status, Self.hasNoWord(text) { return .silent }
    while known.count <= position { known.append([:]) }
    if let cell = known[position][text] { return cell }
    let cell = SpokenCell(text, role: role)
    if known[position].count >= Self.most { known[position] = [:] }
    known[position][text] = cell
    return cell
  }

  /// A client's name without forms of address, as `ClientName` has it.
  ///
  /// - Complexity: O(n) in the text's length.
  mutating func client(_ text: String) -> String {
    if let name = clients[text] { return name }
    let name = ClientName.normalised(text)
    if clients.count >= Self.most { clients = [:] }
    clients[text] = name
    return name
  }

  /// Forgets all texts, since the columns are others.
  mutating func forget() {
    known = []
  }

  /// True for figures and marks of ASCII alone, such as a date and time: no word has only such.
  private static func hasNoWord(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x41 || (0x5b...0x60).contains($0) || (0x7b...0x7f).contains($0) }
  }
}
