#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// OpenBLAS on one thread, where it is installed: what the products are measured by.
///
/// Its kernel is that of the variable OPENBLAS_CORETYPE, or its own choice.
struct OpenBLAS: Products.Library {
  private typealias Product =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Float, Products.Floats, Int32, Products.Floats,
      Int32, Float, Products.Floats, Int32
    ) -> Void
  private typealias SetThreads = @convention(c) (Int32) -> Void

  private let product: Product
  // CBLAS's own numbers.
  private let rowMajor: Int32 = 101
  private let asItIs: Int32 = 111
  private let transposed: Int32 = 112

  /// Nil where it is not installed.
  init?() {
    let names = [
      "libopenblas.so.0", "libopenblas.so", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    ]
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW) }).first,
      let product = dlsym(library, "cblas_sgemm"),
      let setThreads = dlsym(library, "openblas_set_num_threads")
    else { return nil }
    self.product = unsafeBitCast(product, to: Product.self)
    unsafeBitCast(setThreads, to: SetThreads.self)(1)
  }

  func layer(
    _ size: Products.Size, _ inputs: Products.Floats, _ weights: Products.Floats,
    _ outputs: Products.Floats
  ) {
    product(
      rowMajor, asItIs, asItIs, size.rows, size.outputs, size.inputs, 1, inputs, size.inputs,
      weights, size.outputs, 0, outputs, size.outputs)
  }

  func gradient(
    _ size: Products.Size, _ inputs: Products.Floats, _ slopes: Products.Floats,
    _ gradient: Products.Floats
  ) {
    product(
      rowMajor, transposed, asItIs, size.inputs, size.outputs, size.rows, 1, inputs, size.inputs,
      slopes, size.outputs, 0, gradient, size.outputs)
  }

  func slopes(
    _ size: Products.Size, _ slopes: Products.Floats, _ weights: Products.Floats,
    _ before: Products.Floats
  ) {
    product(
      rowMajor, asItIs, transposed, size.rows, size.inputs, size.outputs, 1, slopes, size.outputs,
      weights, size.outputs, 0, before, size.inputs)
  }
}
