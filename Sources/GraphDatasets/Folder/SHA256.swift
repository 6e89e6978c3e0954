import CCrypto

/// Returns the SHA-256 of `bytes` in lower-case hexadecimal, or `nil` if OpenSSL cannot compute it.
package func sha256(of bytes: [UInt8]) -> String? {
  var digest = [UInt8](repeating: 0, count: 32)
  var length: UInt32 = 0
  let status = EVP_Digest(bytes, bytes.count, &digest, &length, EVP_sha256(), nil)
  guard status == 1, length == 32 else { return nil }
  return digest.map(hexadecimal).joined()
}
