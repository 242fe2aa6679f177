import FleetModel

extension Roster {
  /// The roster with the drivers whom a dataset's file lists and it lacks.
  ///
  /// Their numbers follow the roster's, so that ties fall to its own drivers. One whose name the
  /// roster has since got counts as that driver.
  public func adopting(_ sources: [SourceDriver]) -> Roster {
    var number = drivers.last?.id ?? 0
    let adopted = sources.filter { source in
      source.isAdopted && !source.dates.isEmpty && matches(of: source.name).isEmpty
    }
    return with(
      adopted.map { source in
        number += 1
        return source.rosterDriver(id: number)
      })
  }
}
