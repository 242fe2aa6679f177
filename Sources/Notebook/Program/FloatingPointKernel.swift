import Glibc

/// Names what decides the last bits of floating-point figures: the processor and the C library.
enum FloatingPointKernel {
  /// `x86_64-avx2-fma glibc-2.36` and the like.
  ///
  /// glibc chooses its sine and cosine by these features of the processor.
  static func name() -> String {
    let features = processorFlags()
    let known = ["avx512f", "avx2", "fma"].filter { features.contains(Substring($0)) }
    return ([architecture] + known).joined(separator: "-") + " " + library()
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "other"
    #endif
  }

  /// The flags of the first processor, where the system lists them.
  private static func processorFlags() -> Set<Substring> {
    guard let file = fopen("/proc/cpuinfo", "re") else { return [] }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0, let line {
      let text = String(cString: line)
      if text.hasPrefix("flags") || text.hasPrefix("Features") {
        return Set(text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }))
      }
    }
    return []
  }

  /// The C library's name and version: `glibc 2.36` as the system says it, with a hyphen.
  private static func library() -> String {
    var text = [CChar](repeating: 0, count: 64)
    let length = confstr(Int32(_CS_GNU_LIBC_VERSION), &text, text.count)
    guard length > 1 else { return "libc" }
    let bytes = text.prefix(length - 1).map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).split(separator: " ").joined(separator: "-")
  }
}
