import TablesHarness
import Tabular

/// Gives any bytes to the reader of delimited text under any options; an error is fine, a trap is not.
@c(LLVMFuzzerTestOneInput)
public func fuzzOptions(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  TabularFuzz.csvWithOptions(UnsafeBufferPointer(start: data, count: size))
  return 0
}
