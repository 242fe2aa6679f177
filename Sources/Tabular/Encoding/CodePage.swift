/// A code page of eight bits: the characters of its bytes from 0x80 on.
struct CodePage: Sendable {
  /// The scalars of 0x80...0xFF.
  let high: [UInt16]

  /// The code page of an encoding, or nil where it is none of eight bits.
  init?(_ encoding: CSVDialect.Encoding) {
    switch encoding {
    case .windows1252: self = .windows1252
    case .macRoman: self = .macRoman
    case .cp850: self = .cp850
    case .utf8, .utf8WithMark, .utf16LittleEndian, .utf16BigEndian: return nil
    }
  }

  private init(_ high: [UInt16]) {
    self.high = high
  }

  /// Western Windows, as the WHATWG Encoding Standard maps it.
  static let windows1252 = CodePage(
    [
      0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ] + Array(0xA0...0xFF))

  /// The Macintosh's, as Unicode's `APPLE/ROMAN.TXT` maps it.
  static let macRoman = CodePage(
    text:
      "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß"
      + "®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ"
      + "–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜"
      + "¯˘˙˚¸˝˛ˇ")

  /// Western DOS, as Unicode's `MICSFT/PC/CP850.TXT` maps it.
  static let cp850 = CodePage(
    text:
      "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº"
      + "¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤"
      + "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸"
      + "°¨·¹³²■\u{A0}")

  private init(text: String) {
    high = text.unicodeScalars.map { UInt16(truncatingIfNeeded: $0.value) }
  }

  /// Writes bytes as UTF-8; the target needs room for three bytes each.
  ///
  /// - Returns: the number of bytes written.
  func transcode(
    _ bytes: UnsafeRawBufferPointer, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var written = 0
    for byte in bytes {
      guard byte >= 0x80 else {
        target[written] = byte
        written += 1
        continue
      }
      let scalar = high[Int(byte) - 0x80]
      if scalar < 0x800 {
        target[written] = 0xC0 | UInt8(scalar >> 6)
        written += 1
      } else {
        target[written] = 0xE0 | UInt8(scalar >> 12)
        target[written + 1] = 0x80 | UInt8((scalar >> 6) & 0x3F)
        written += 2
      }
      target[written] = 0x80 | UInt8(scalar & 0x3F)
      written += 1
    }
    return written
  }
}
