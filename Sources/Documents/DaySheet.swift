import TerminalText

/// What one driver takes along on one day, on one page of paper.
public struct DaySheet: Hashable, Sendable {
  /// The driver's name.
  public var driver: String
  /// The day as text: `Wednesday 22.10.2025`.
  public var day: String
  /// What stands under the heading, such as when the shift is.
  public var remarks: [String]
  /// The rides in the order in which they are driven.
  public var rides: [Ride]

  /// One ride.
  public struct Ride: Hashable, Sendable {
    /// When it begins by the plan, and the time that was booked.
    public var start: String
    public var booked: String
    public var client: String
    public var pickup: Stop
    public var dropoff: Stop
    /// What the driver has to know beside, such as that a wheelchair is needed.
    public var notes: [String]

    public init(
      start: String, booked: String, client: String, pickup: Stop, dropoff: Stop, notes: [String]
    ) {
      (self.start, self.booked, self.client) = (start, booked, client)
      (self.pickup, self.dropoff, self.notes) = (pickup, dropoff, notes)
    }
  }

  /// One end of a ride.
  public struct Stop: Hashable, Sendable {
    public var address: String
    /// Phones, floors and contacts.
    public var details: [String]

    public init(address: String, details: [String] = []) {
      (self.address, self.details) = (address, details)
    }
  }

  public init(driver: String, day: String, remarks: [String] = [], rides: [Ride]) {
    (self.driver, self.day, self.remarks, self.rides) = (driver, day, remarks, rides)
  }
}

/// The fixed texts of day sheets in one language.
public struct DaySheetTexts: Sendable {
  /// The code of the language, such as `fr`.
  public let language: String
  let title: String
  let confidential: String
  let heads: [String]
  /// From Monday on.
  public let weekdays: [String]
  public let shift: String
  public let wheelchair: String
  public let back: String
  public let unconfirmed: String

  public static let english = DaySheetTexts(
    language: "en", title: "Day sheet",
    confidential: "Confidential: for this driver alone. Destroy it after the day.",
    heads: ["", "Start", "Booked", "Client", "From", "To", "Notes", "Done at"],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    shift: "Shift", wheelchair: "Wheelchair", back: "Return", unconfirmed: "Time not confirmed")
  public static let french = DaySheetTexts(
    language: "fr", title: "Feuille de route",
    confidential: "Confidentiel : réservé à ce chauffeur. À détruire après la journée.",
    heads: ["", "Début", "Réservé", "Client", "Départ", "Arrivée", "Remarques", "Fait à"],
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    shift: "Service", wheelchair: "Fauteuil roulant", back: "Retour",
    unconfirmed: "Heure à confirmer")
}

/// Writes day sheets as one HTML file to be printed, a page a sheet: nothing in it runs, and nothing
/// is fetched.
public struct DaySheetDocument {
  private let sheets: [DaySheet]
  private let texts: DaySheetTexts
  private let source: String

  /// Takes the pages in their order.
  ///
  /// - Parameters:
  ///   - sheets: A page each.
  ///   - texts: Headings in the driver's language.
  ///   - source: What the pages come from, for the foot of each.
  public init(_ sheets: [DaySheet], texts: DaySheetTexts, source: String) {
    (self.sheets, self.texts, self.source) = (sheets, texts, source)
  }

  /// The file.
  ///
  /// - Complexity: O(rides).
  public var text: String {
    let drivers = sheets.reduce(into: [String]()) {
      if $0.last != $1.driver { $0.append($1.driver) }
    }
    return """
      <!DOCTYPE html>
      <html lang="\(texts.language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="generator" content="carnet">
      <meta name="robots" content="noindex">
      <meta http-equiv="Content-Security-Policy" content="\(HTMLDocument.policy)">
      <title>\(escaped("\(texts.title): " + drivers.joined(separator: ", ")))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      \(sheets.map(page).joined(separator: "\n"))
      </body>
      </html>

      """
  }

  private func page(_ sheet: DaySheet) -> String {
    let heads = texts.heads.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
    let rows = sheet.rides.enumerated().map { row($1, number: $0 + 1) }
    let remarks = sheet.remarks.map { "<p>\(escaped($0))</p>" }
    return """
      <section>
      <p class="confidential">\(escaped(texts.confidential))</p>
      <h1>\(escaped(sheet.driver)) <span>\(escaped(sheet.day))</span></h1>
      \(remarks.joined(separator: "\n"))
      <table>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      <footer>\(escaped(source))</footer>
      </section>
      """
  }

  private func row(_ ride: DaySheet.Ride, number: Int) -> String {
    let cells = [
      escaped("\(number)"), "<strong>\(escaped(ride.start))</strong>", escaped(ride.booked),
      escaped(ride.client), stop(ride.pickup), stop(ride.dropoff), lines(ride.notes), "",
    ]
    return "<tr>" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>"
  }

  private func stop(_ stop: DaySheet.Stop) -> String {
    let details = stop.details.isEmpty ? "" : "<div class=\"details\">\(lines(stop.details))</div>"
    return escaped(stop.address) + details
  }

  private func lines(_ texts: [String]) -> String {
    texts.map(escaped).joined(separator: "<br>")
  }

  private func escaped(_ text: String) -> String { MarkupText.escaped(text) }

  private static let style = """
    @page { size: A4 landscape; margin: 12mm; }
    body { font: 11pt/1.35 system-ui, sans-serif; color: #000; background: #fff; margin: 1rem; }
    section { break-after: page; margin-bottom: 3rem; }
    section:last-child { break-after: auto; }
    .confidential { border: 1.5pt solid #000; padding: .3rem .6rem; font-weight: 700; margin: 0; }
    h1 { font-size: 1.5rem; margin: .8rem 0 .3rem; }
    h1 span { font-weight: 400; margin-left: .8rem; }
    p { margin: .2rem 0; }
    table { border-collapse: collapse; width: 100%; margin-top: .6rem; }
    th, td { border: .5pt solid #555; padding: .3rem .45rem; text-align: left; vertical-align: top; }
    th { background: #eee; }
    tr { break-inside: avoid; }
    td:last-child { min-width: 4.5rem; }
    td:nth-child(2), td:nth-child(3) { white-space: nowrap; }
    .details { font-size: .9em; margin-top: .15rem; }
    footer { margin-top: .6rem; font-size: .8rem; color: #333; }
    """
}
