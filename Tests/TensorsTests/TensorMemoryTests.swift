import Tensors
import Testing

@Suite("The memory of tensors", .serialized)
struct TensorMemoryTests {
  @Test("A tensor counts while it is held, and in the peak behind it")
  func counting() {
    // Other tests hold tensors at the same time, but none as large.
    let size = 512 << 20
    TensorMemory.resetPeak()
    let before = TensorMemory.bytes
    do {
      let tensor = Tensor(uninitializedOnes: size)
      #expect(TensorMemory.bytes >= size)
      #expect(tensor.elementCount == size / 8)
    }
    #expect(TensorMemory.peakBytes >= size)
    #expect(TensorMemory.bytes < before + size / 2)
    TensorMemory.resetPeak()
    #expect(TensorMemory.peakBytes < before + size / 2)
  }
}

extension Tensor {
  /// A tensor of ones that takes the given number of bytes.
  fileprivate init(uninitializedOnes byteCount: Int) {
    self = .ones([byteCount / 8], scalarType: .float64)
  }
}
