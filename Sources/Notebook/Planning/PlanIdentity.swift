import Files
import FleetModel
import SessionRecord

/// What a plan says, as a digest: equal plans under equal rules, by equal roads, have equal
/// identities.
enum PlanIdentity {
  static func text(of plan: PlanRecord) -> String {
    var hasher = SHA256()
    hasher.update("\(plan.dataset)\n\(plan.method)\n\(plan.rules.text)\n\(plan.conditions)\n".utf8)
    for day in plan.days {
      for assignment in day.assignments {
        hasher.update(
          "\(day.label) \(assignment.ride) \(assignment.driver ?? "") \(assignment.position ?? 0)\n"
            .utf8)
      }
    }
    for (pair, leg) in plan.rules.travel.roads?.sorted ?? [] {
      hasher.update("\(pair.from) \(pair.to) \(leg.seconds) \(leg.metres)\n".utf8)
    }
    return ContentHash(hasher).description
  }
}
