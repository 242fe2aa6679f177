/// A copy of a workbook in which some cells hold other texts.
///
///     let edit = CellEdit(sheet: "Feuil1", row: 12, column: 5, text: "Y.L")
///     let copy = try WorkbookCopy(of: "october-2025.xlsx", editing: [edit]).bytes
///
/// All else stays: formats, widths, comments, macros, other sheets. The parts of the package that
/// hold none of the cells are the same bytes, and so is the rest of those that do. The same workbook
/// and the same edits give the same bytes with one version of zlib.
public struct WorkbookCopy: Sendable {
  public let bytes: [UInt8]
  /// Whether the workbook has formulas, whose stored values are as they were.
  public let hasFormulas: Bool

  /// Whether files of a format can be copied so.
  public static func canCopy(_ format: FileFormat) -> Bool { format == .xlsx || format == .xlsb }

  /// Copies a workbook.
  ///
  /// - Parameters:
  ///   - path: The workbook, .xlsx, .xlsm or .xlsb.
  ///   - edits: What cells are to hold, each cell once, in any order.
  /// - Throws: `TabularError` where it is no workbook or damaged, and for a cell that holds a formula
  ///   or is merged with others: these cannot be changed alone.
  /// - Complexity: O(bytes); the workbook and the inflated sheets are held.
  public init(of path: String, editing edits: [CellEdit]) throws(TabularError) {
    let source = try ByteSource(path: path)
    let packed = try source.head(source.byteCount)
    try source.checkUnchanged()
    try self.init(of: packed, name: path, editing: edits)
  }

  /// Copies a workbook in memory.
  init(
    of packed: [UInt8], name path: String, editing edits: [CellEdit]
  ) throws(TabularError) {
    let held = ByteSource(bytes: packed, name: path)
    let workbook = try Workbook(held, watch: .none)
    let archive = try ZipArchive(held)
    // Programs that keep values list the formulas of all sheets here.
    var hasFormulas = ["xl/calcChain.xml", "xl/calcChain.bin"].contains(where: archive.contains)
    var parts: [(index: Int64, bytes: [UInt8])] = []
    for sheet in workbook.sheets {
      let own = edits.filter { $0.sheet == sheet.name }
      let index = archive.index(of: sheet.part)
      guard !own.isEmpty, !parts.contains(where: { $0.index == index }) else { continue }
      do {
        let edits = SheetEdits(own)
        let copy =
          try workbook.isBinary
          ? BinarySheetCopy.copy(of: sheet.part, in: archive, edits)
          : SheetCopy.copy(of: sheet.part, in: archive, edits)
        parts.append((index, copy.bytes))
        hasFormulas = hasFormulas || copy.hasFormulas
      } catch let error as EditObstacle {
        throw error.error(in: path)
      } catch let error as TabularError {
        throw error
      } catch {
        throw ZipArchive.damaged(held, "\(error)")
      }
    }
    self.hasFormulas = hasFormulas
    bytes = parts.isEmpty ? packed : try ZipCopy.bytes(of: archive, replacing: parts)
  }
}
