import FleetModel
import Naming
import RideSheets

/// The addresses of a dataset of which more could be known, each once, with what may be asked.
struct AddressList {
  /// An address, as it is asked.
  struct Item {
    let key: String
    let asked: StreetAddress
    /// The addresses as the dataset has them.
    var labels: Set<String>
    /// Ends of rides.
    var ends: Int
  }

  /// In the order in which the rides show them.
  private(set) var items: [Item] = []
  /// Addresses that are not sent because they hold a word of a client's name.
  private(set) var withheld: Set<String> = []
  /// Addresses without a street and town that could be asked.
  private(set) var unaskable: Set<String> = []

  /// Takes the addresses that are not known by house or name.
  ///
  /// - Complexity: O(rides).
  init(_ rides: [BookedRide], _ gazetteer: Gazetteer) {
    var places: [String: Int] = [:]
    for ride in rides {
      let names = Set(TextFolding.words(ride.client))
      for stop in [ride.pickup, ride.dropoff] where stop.precision != .address {
        let block = AddressBlock(stop.label, client: ride.client)
        guard let asked = gazetteer.streetAddress(of: block, withholding: names) else {
          unaskable.insert(stop.label)
          continue
        }
        // Later loads find the answer by the address alone, whoever rides.
        guard asked == gazetteer.streetAddress(of: AddressBlock(stop.label)) else {
          withheld.insert(stop.label)
          continue
        }
        // A town that is known as well as it can be.
        if asked.street.isEmpty, stop.coordinate != nil { continue }
        let key = asked.key
        if let place = places[key] {
          items[place].labels.insert(stop.label)
          items[place].ends += 1
        } else {
          places[key] = items.count
          items.append(Item(key: key, asked: asked, labels: [stop.label], ends: 1))
        }
      }
    }
  }
}
