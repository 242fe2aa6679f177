import Tabular

/// A sheet as an office under pressure leaves it: rows struck out, hidden or repeated, notes beside.
public struct TrappedSheet: Sendable {
  public let name: String
  public internal(set) var isHidden = false
  public internal(set) var rows: [Row] = []

  /// One row of cells, and how it looks.
  public struct Row: Sendable {
    public var cells: [Cell]
    public var isHeader = false
    public var isStruck = false
    public var isHidden = false

    init(_ cells: [Cell], isHeader: Bool = false) {
      (self.cells, self.isHeader) = (cells, isHeader)
    }

    init(header texts: [String]) {
      self.init(texts.map { .text($0) }, isHeader: true)
    }
  }
}
