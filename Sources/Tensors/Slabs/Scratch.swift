/// Calls `body` with working memory from the pool: one undefined part for each of `counts`, aligned to
/// 64 bytes.
///
/// The memory goes back to the pool when `body` returns.
package func withScratch<Scalar: KernelScalar, Result>(
  of scalar: Scalar.Type = Scalar.self, counts: [Int],
  _ body: ([UnsafeMutablePointer<Scalar>]) -> Result
) -> Result {
  let total = counts.reduce(0) { $0 + Scalar.padded($1) }
  let storage = TensorStorage(byteCount: total * MemoryLayout<Scalar>.stride)
  defer { withExtendedLifetime(storage) {} }
  var next = storage.address.assumingMemoryBound(to: Scalar.self)
  return body(
    counts.map { count in
      defer { next += Scalar.padded(count) }
      return next
    })
}
