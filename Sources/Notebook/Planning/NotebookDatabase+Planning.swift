import DeepQ
import FleetModel
import Planning
import RideSheets
import Store

extension NotebookDatabase {
  /// The roster of the notebook's drivers.
  func roster() throws -> Roster {
    try Roster(drivers: drivers())
  }

  /// The roster with the drivers whom a dataset's file lists and the notebook lacks.
  func roster(of dataset: String) throws -> Roster {
    try roster().adopting(sourceDrivers(of: dataset))
  }

  /// The gazetteer of the notebook's places, with its address register and servers' answers.
  ///
  /// - Parameter answers: Answers that are used from now on.
  /// - Returns: What addresses are located by.
  /// - Throws: `StoreError` where the notebook cannot be read.
  func gazetteer(using answers: [AddressAnswer] = []) throws -> Gazetteer {
    var known: [String: LocatedPlace] = [:]
    for answer in try usedAnswers() + answers { known[answer.key] = answer.place }
    return Gazetteer(
      places: try places(), register: try AddressRegister(streets: streets()), answers: known)
  }

  /// The agents of the notebook, read as they are asked for.
  var agentShelf: AgentShelf {
    AgentShelf(
      checkpoint: { name in
        try self.checkpoint(ofAgent: name).map { try DeepQ.AgentCheckpoint(decoding: $0.bytes) }
      }, active: activeAgent)
  }
}
