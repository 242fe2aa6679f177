import CommandLanguage
import FleetModel
import Planning
import RideSheets
import Store
import TerminalText

extension CommandCall {
  /// What the office did with rides; nil where there are none.
  ///
  /// Where the rules go by road and roads are missing, the record is judged on great circles, which
  /// its rules say then: a load cannot wait for roads between points that it brings.
  ///
  /// - Parameters:
  ///   - rides: The rides of a dataset.
  ///   - dataset: The dataset's name.
  ///   - drivers: The drivers whom the dataset's file lists.
  /// - Returns: The plan, under the dataset's name and the word `recorded`.
  /// - Throws: `Diagnostic` where something else has that name.
  func recordedPlan(
    of rides: [BookedRide], in dataset: String, adopting drivers: [SourceDriver]
  ) throws -> PlanRecord? {
    guard !rides.isEmpty else { return nil }
    let name = "\(dataset) recorded"
    if try database.object(named: name)?.kind != .plan,
      let taken = try database.holder(of: name)
    {
      throw mistake(
        .taken,
        "the load also makes the plan `\(name)`, but that already names \(withArticle(taken.kind))",
        at: LoadCommand.name,
        remedy: "choose a name other than \(dataset)" + taken.wayToDropIndex)
    }
    let (book, _) = DayBook(
      rides: rides, roster: try database.roster().adopting(drivers), ownDays: [],
      rules: try database.completed(session.settings.rules)
    ).whereRoadsLack()
    let days = book.days()
    return try Dispatcher(
      method: .recorded, rules: book.rules, isInterrupted: session.context.isInterrupted
    ).plan(days, of: dataset, as: name)
  }
}
