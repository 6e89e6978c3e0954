extension SafetensorsFile {
  /// The FNV-1a hash of the file without the `checksum` in its metadata, as 16 hexadecimal digits.
  ///
  /// It tells a damaged file, not one that was changed on purpose.
  ///
  /// Reference: G. Fowler, L. C. Noll, K.-P. Vo, D. Eastlake, T. Hansen, "The FNV Non-Cryptographic
  /// Hash Algorithm", RFC 9923, 2026.
  var checksum: String {
    var content = self
    content.metadata["checksum"] = nil
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in content.serialized { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
