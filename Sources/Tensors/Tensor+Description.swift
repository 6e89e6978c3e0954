extension Tensor: CustomStringConvertible {
  /// The shape, the scalar type and the first elements.
  public var description: String {
    if isShapelessZero { return "Tensor.zero" }
    let first = reshaped(to: [elementCount]).sliced(alongAxis: 0, 0..<Swift.min(8, elementCount))
    let shown = first.elements.map { "\($0)" }.joined(separator: ", ")
    return "Tensor(\(shape), \(scalarType): \(shown)\(elementCount > 8 ? ", …" : ""))"
  }
}
