extension Tensor: CustomStringConvertible {
  /// The shape, the scalar type and the first elements.
  public var description: String {
    if isShapelessZero { return "Tensor.zero" }
    let shown = elements.prefix(8).map { "\($0)" }.joined(separator: ", ")
    return "Tensor(\(shape), \(scalarType): \(shown)\(elementCount > 8 ? ", …" : ""))"
  }
}
