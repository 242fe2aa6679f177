import CivilTime
import FleetModel
import Store
import TerminalText

/// What is proven of a plan: level by level for one day, counted over several.
struct PlanProof {
  let plan: PlanRecord

  /// How many days are proven at every level; nil for a method that proves nothing.
  var provenDays: Int? {
    let judged = plan.days.filter { !$0.proofs.isEmpty }
    return judged.isEmpty ? nil : judged.count(where: Self.isProven)
  }

  /// What is shown below the plan's table.
  var blocks: [Outcome.Block] {
    guard let proven = provenDays else { return [] }
    if plan.days.count == 1, let day = plan.days.first {
      return [
        .talk(sentence(of: day)),
        .table("proof, by level in order of priority", Self.table(of: day)),
      ]
    }
    let open = plan.days.filter { !Self.isProven($0) }.map(\.label.description)
    guard !open.isEmpty else {
      return [.talk("all \(counted(proven, "day")) proven optimal at every level")]
    }
    return [
      .warning(
        "\(proven) of \(counted(plan.days.count, "day")) proven optimal; not proven: "
          + "\(open.prefix(5).joined(separator: ", "))" + (open.count > 5 ? ", …" : "")
          + " (`select * from proofs where not proven;` has their bounds)")
    ]
  }

  private func sentence(of day: PlanRecord.Day) -> Sentence {
    guard let open = day.proofs.first(where: { $0.found != $0.bound }) else {
      return "proven: no plan under these rules is better"
    }
    return "not proven: \(open.level.rawValue) is \(open.found) and cannot be below \(open.bound); "
      + "a larger budget may prove it"
  }

  private static func isProven(_ day: PlanRecord.Day) -> Bool {
    !day.proofs.isEmpty && day.proofs.allSatisfy { $0.found == $0.bound }
  }

  private static func table(of day: PlanRecord.Day) -> ResultTable {
    ResultTable(
      ["level", "found", "bound", "proven", "unit"],
      day.proofs.map { proof in
        [
          .text(proof.level.rawValue), .integer(Int64(proof.found)), .integer(Int64(proof.bound)),
          .text(proof.found == proof.bound ? "yes" : "no"), .text(proof.level.unit),
        ]
      })
  }
}
