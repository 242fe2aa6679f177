import CivilTime
import CommandLanguage
import FleetModel
import Naming
import RideSheets
import Tabular
import TerminalText

/// Changes what a dataset has of a ride.
struct CorrectCommand: NotebookCommand {
  /// An answer to whether a wheelchair is needed.
  enum Answer: String, CaseIterable { case yes, no }

  static let dataset = Slot.object("DATASET", [.dataset], "the dataset of the ride")
  static let ride = Slot.integer("RIDE", 1...Int.max, "the ride's number in the dataset")
  static let date = Slot.date("DATE", "the day on which it takes place")
  static let time = Slot.text("TIME", "when it starts: `08:45`")
  static let client = Slot.text("CLIENT", "who rides")
  static let pickup = Slot.text("FROM", "the address where it starts")
  static let dropoff = Slot.text("TO", "the address where it ends")
  static let wheelchair = Slot<Answer>.choice("ANSWER", "whether it needs a wheelchair")
  static let status = Slot<RideStatus>.choice("STATUS", "whether it takes place, or did")

  let syntaxes = [
    CommandSyntax(
      form: "correct \(Self.dataset) ride \(Self.ride) [date \(Self.date)] [time \(Self.time)] "
        + "[client \(Self.client)] [pickup \(Self.pickup)] [dropoff \(Self.dropoff)] "
        + "[wheelchair \(Self.wheelchair)] [status \(Self.status)]",
      summary: "Corrects what a dataset has of a ride; the file stays as it is.",
      details: [
        "A correction is kept with what the source had, and is applied again when the dataset is "
          + "loaded anew, where exactly one ride is as it was: same client, moment, addresses, and "
          + "row where several are alike. Otherwise it is a finding of `check`. `show corrections` "
          + "lists them, and `drop correction` takes one back. Plans made before are marked in the "
          + "column `stale` of `plans`.",
        "A ride that a word of the sheet cancels, and that takes place all the same, is put back by "
          + "`status planned`.",
      ],
      examples: ["correct october ride 1 time 09:10"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> { try call.namedSubjectsAndRoster() }

  func run(_ call: CommandCall) throws -> Outcome {
    var fields: [(field: RideCorrection.Field, value: String)] = []
    if let date = call.command[Self.date] { fields.append((.date, "\(date)")) }
    if let text = call.command[Self.time] {
      guard let time = Minutes(clock: text), time < Minutes(1_440) else {
        throw call.mistake(
          .word, "`\(text)` is no time of day", at: Self.time, expected: "a time such as 08:45")
      }
      fields.append((.time, time.clock))
    }
    if let client = call.command[Self.client] { fields.append((.client, client)) }
    for (slot, field) in [(Self.pickup, RideCorrection.Field.pickup), (Self.dropoff, .dropoff)] {
      if let address = call.command[slot] { fields.append((field, AddressBlock(address).label)) }
    }
    if let answer = call.command[Self.wheelchair] { fields.append((.wheelchair, answer.rawValue)) }
    if let status = call.command[Self.status] { fields.append((.status, status.rawValue)) }
    guard !fields.isEmpty else {
      throw call.mistake(
        .missing, "there is nothing to correct", at: Self.ride,
        expected:
          "what of the ride is wrong: date, time, client, pickup, dropoff, wheelchair or status")
    }
    return try CorrectionChange(call: call).add(
      fields, ride: call.command[Self.ride] ?? 0, of: call.dataset(Self.dataset))
  }
}

/// Marks a ride as one that does not take place.
struct CancelCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "cancel \(CorrectCommand.dataset) ride \(CorrectCommand.ride)",
      summary: "Cancels a ride: it is kept, and no plan made from now on has it.",
      examples: ["cancel october ride 2"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> { try call.namedSubjectsAndRoster() }

  func run(_ call: CommandCall) throws -> Outcome {
    try CorrectionChange(call: call).add(
      [(.status, RideStatus.cancelled.rawValue)], ride: call.command[CorrectCommand.ride] ?? 0,
      of: call.dataset(CorrectCommand.dataset))
  }
}

/// Says who drove a ride.
struct AssignCommand: NotebookCommand {
  static let driver = Slot.custom("DRIVER", "driver", "the driver, by name or initials")

  let syntaxes = [
    CommandSyntax(
      form: "assign \(CorrectCommand.dataset) ride \(CorrectCommand.ride) to \(Self.driver)",
      summary: "Corrects the recorded driver of a ride.",
      examples: ["assign october ride 3 to Dris"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> { try call.namedSubjectsAndRoster() }

  func run(_ call: CommandCall) throws -> Outcome {
    let typed = call.command[Self.driver] ?? ""
    let roster = try call.database.roster(of: call.dataset(CorrectCommand.dataset))
    guard let driver = roster.driver(named: typed) ?? roster.driver(written: typed) else {
      throw call.mistake(
        .driver, "`\(typed)` is no driver of the notebook", at: Self.driver,
        expected: "one of " + roster.drivers.map(\.name).joined(separator: ", "),
        remedy: NearestNames.question(for: typed, among: roster.drivers.map(\.name)))
    }
    return try CorrectionChange(call: call).add(
      [(.driver, driver.name)], ride: call.command[CorrectCommand.ride] ?? 0,
      of: call.dataset(CorrectCommand.dataset))
  }
}

/// Says where an address is.
struct PlaceCommand: NotebookCommand {
  static let address = Slot.text("ADDRESS", "the address, as `pickup` or `dropoff` shows it")
  static let degrees = Slot.number(
    "DEGREES", -180...180, "degrees north, from -90 to 90, then degrees east")

  let syntaxes = [
    CommandSyntax(
      form: "place \(Self.address) at \(list: Self.degrees)",
      summary: "Says where an address is, for every dataset that has it, now and later.",
      examples: ["place \"Cabinet du Dr. NICOLLAVAZ\" at 46.2, 6.1"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjects().union([.single(.roster), .single(.places), .single(.datasets)])
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let typed = call.command[Self.address] ?? ""
    guard !AddressBlock.isNoAddress(typed) else {
      throw call.mistake(
        .word, "'\(typed)' stands for every address that names no place", at: Self.address,
        expected: "an address of one place",
        remedy: "`correct DATASET ride N pickup ADDRESS` gives a ride an address")
    }
    let point = call.command.list(Self.degrees).map(RoundTripNumber.text).joined(separator: ", ")
    guard Coordinate(written: point) != nil else {
      throw call.mistake(
        .range, "\(point) is no point", at: Self.degrees,
        expected: "degrees north from -90 to 90, and degrees east: 46.2, 6.1")
    }
    return try CorrectionChange(call: call).add(place: call.command[Self.address] ?? "", at: point)
  }
}

/// Takes a correction back.
struct DropCorrectionCommand: NotebookCommand {
  static let number = Slot.integer(
    "NUMBER", 1...Int.max, "the correction, as `corrections` lists it")

  let syntaxes = [
    CommandSyntax(
      form: "drop correction \(Self.number)",
      summary:
        "Takes a correction back: the ride is again as its source and other corrections say.",
      examples: ["drop correction 1"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjects().union([.single(.roster), .single(.places), .single(.datasets)])
  }

  func run(_ call: CommandCall) throws -> Outcome {
    try CorrectionChange(call: call).remove(call.command[Self.number] ?? 0)
  }
}
