import CivilTime
import Files
import TerminalText

/// The world as a notebook sees it: everything that is not script, data or seed comes in here.
public struct NotebookContext: Sendable {
  /// The folder that typed paths start from, absolute.
  public var folder: String
  /// What tables and plots are drawn on.
  public var canvas: TextCanvas
  /// The gate that every file is written through, and that knows what a replay has written.
  public var files: FileGate
  /// What standard input is, which `load "-"` reads.
  public var input: StandardInput
  /// Where the data and sessions that come with the program lie, or nil where they do not.
  public var shareFolder: String?
  /// Where the journals of sessions live, or nil where nothing is journalled.
  public var journalFolder: String?
  /// The version of Carnet that records name.
  public var version: String
  /// The processor's floating-point kernel that records name.
  public var kernel: String
  /// Asked often during long work; true stops it.
  public var isInterrupted: @Sendable () -> Bool
  /// Seconds that only ever grow, for durations.
  public var seconds: @Sendable () -> Double
  /// The day of today, which documents state; never compared.
  public var today: @Sendable () -> CivilDate
  /// Shows how far long work is, or takes the line away.
  public var progress: @Sendable (String?) -> Void
  /// Whether servers may be asked; by itself a session asks nobody.
  public var network = NetworkAccess.none

  /// Makes a world; the defaults are those of a replay: plain, unhurried, uninterrupted.
  public init(
    folder: String, files: FileGate, input: StandardInput = .data(InputData(bytes: [])),
    canvas: TextCanvas = .record, shareFolder: String? = nil,
    journalFolder: String? = nil, version: String,
    kernel: String,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    seconds: @escaping @Sendable () -> Double = { 0 },
    today: @escaping @Sendable () -> CivilDate = { NotebookContext.fixedDay },
    progress: @escaping @Sendable (String?) -> Void = { _ in }
  ) {
    self.folder = folder
    self.files = files
    self.input = input
    self.canvas = canvas
    self.shareFolder = shareFolder
    self.journalFolder = journalFolder
    self.version = version
    self.kernel = kernel
    self.isInterrupted = isInterrupted
    self.seconds = seconds
    self.today = today
    self.progress = progress
  }

  /// The day that it is in a replay, whenever it runs.
  public static let fixedDay = CivilDate(dayNumber: 0)
}
