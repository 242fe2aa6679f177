import TablesHarness
import Tabular

/// Gives any bytes to the reader of delimited text; an error is fine, a trap is not.
@c(LLVMFuzzerTestOneInput)
public func fuzzCSV(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  TabularFuzz.csv(UnsafeBufferPointer(start: data, count: size))
  return 0
}
