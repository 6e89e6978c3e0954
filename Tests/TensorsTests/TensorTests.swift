import CKernels
import COpenBLAS
import Foundation
import Synchronization
import Tensors
import Testing
import _TestSupport

@Suite("Tensors")
struct TensorTests {
  @Test("A copy keeps its elements when the original is written to")
  func copyOnWrite() {
    var original = Tensor(shape: [2], elements: [1.0, 2])
    let copy = original
    #expect(original.sharesStorage(with: copy))
    original.formScaled(by: 3)
    #expect(original.elements == [3, 6])
    #expect(copy.elements == [1, 2])
  }

  @Test("A tensor that is held once is written to in place")
  func writesInPlace() {
    var tensor = Tensor.ones([1000])
    let address = tensor.unsafeAddress
    tensor.add(.ones([1000]), times: 2)
    #expect(tensor.unsafeAddress == address)
    #expect(tensor.elements.allSatisfy { $0 == 3 })
  }

  @Test("Storage is aligned to 64 bytes in every size", arguments: [0, 1, 3, 17, 1000, 100_000])
  func alignment(count: Int) {
    let tensor = Tensor.zeros([count])
    #expect(UInt(bitPattern: tensor.unsafeAddress) % 64 == 0)
    #expect(tensor.elements.count == count)
  }

  @Test("Size classes hold what is asked for, and waste at most a quarter")
  func sizeClasses() {
    var lastIndex = -1
    var lastSize = 0
    for byteCount in Array(0...5000) + (13...40).map({ 1 << $0 + 1 }) {
      let (index, size) = BufferPool.sizeClass(of: byteCount)
      #expect(size >= byteCount)
      #expect(byteCount <= 64 || Double(size) <= 1.25 * Double(byteCount) + 1)
      #expect(index == lastIndex ? size == lastSize : index > lastIndex && size > lastSize)
      (lastIndex, lastSize) = (index, size)
    }
  }

  @Test("Both scalar types give the same elements to their precision")
  func scalarTypes() {
    let double = samples([5, 4])
    let single = double.converted(to: .float32)
    #expect(single.scalarType == .float32)
    #expect(largestDifference(double, single.converted(to: .float64)) < 1e-7)
    #expect(largestDifference(tanh(double), tanh(single)) < 1e-6)
    #expect(
      largestDifference(
        matmul(double, double, transposing: .second),
        matmul(single, single, transposing: .second)) < 1e-6)
  }

  @Test("The shapeless zero is neutral in sums on either side")
  func shapelessZero() {
    let x = samples([2, 2])
    #expect(x + .zero == x && Tensor.zero + x == x && x - .zero == x && Tensor.zero - x == -x)
    #expect((Tensor.zero + .zero).isShapelessZero)
    var sum = Tensor.zero
    sum += x
    sum += .zero
    #expect(sum == x)
    #expect(Tensor.zero != Tensor(0))
  }

  @Test("Extents, blocks and matrices of shapes")
  func shapes() {
    let shape: Shape = [2, 3, 4]
    #expect(shape.elementCount == 24 && Array(shape) == [2, 3, 4] && shape.rank == 3)
    #expect(shape.blocks(around: 1) == (2, 3, 4) && shape.matrix == (6, 4))
    #expect(Shape([]).elementCount == 1 && Shape([]).matrix == (1, 1))
    #expect(shape.replacing(axis: 1, with: 0).elementCount == 0)
    #expect(shape.description == "[2, 3, 4]" && shape != [2, 3] && Shape([1]) != [])
  }

  @Test("Tensors without elements pass through every operation")
  func emptyTensors() {
    let empty = Tensor.zeros([0, 3], scalarType: .float64)
    #expect((empty + empty).shape == [0, 3] && relu(empty).shape == [0, 3])
    #expect(empty.sum().scalar == 0 && empty.sum(alongAxis: 0).elements == [0, 0, 0])
    #expect(matmul(empty, samples([3, 2])).shape == [0, 2])
    #expect(matmul(empty, empty, transposing: .first).elements.allSatisfy { $0 == 0 })
    #expect(softmax(empty).shape == [0, 3] && empty.transposed().shape == [3, 0])
    #expect(concatenated([empty, samples([1, 3])], alongAxis: 0).shape == [1, 3])
  }

  @Test("Many narrow rows part and join again, on several threads")
  func narrowParts() {
    let whole = samples([9000, 3, 5])
    let elements = whole.elements
    let parts = whole.split(alongAxis: 2, sizes: [1, 3, 1])
    #expect(
      parts[1].elements == elements.indices.filter { (1...3).contains($0 % 5) }.map { elements[$0] })
    #expect(concatenated(parts, alongAxis: 2) == whole)
  }

  @Test("Matrix products in all four transpositions equal their definition")
  func matrixProducts() {
    let first = samples([70, 9])
    let second = samples([9, 5], seed: 3)
    let (a, b) = (first.elements, second.elements)
    var expected = [Double](repeating: 0, count: 70 * 5)
    for row in 0..<70 {
      for column in 0..<5 {
        expected[row * 5 + column] = (0..<9).reduce(0) { $0 + a[row * 9 + $1] * b[$1 * 5 + column] }
      }
    }
    let truth = Tensor(shape: [70, 5], elements: expected, scalarType: .float64)
    let (firstT, secondT) = (first.transposed(), second.transposed())
    #expect(largestDifference(matmul(first, second), truth) < 1e-13)
    #expect(largestDifference(matmul(firstT, second, transposing: .first), truth) < 1e-13)
    #expect(largestDifference(matmul(first, secondT, transposing: .second), truth) < 1e-13)
    #expect(largestDifference(matmul(firstT, secondT, transposing: .both), truth) < 1e-13)
  }

  @Test("A large matrix product is the same in blocks, whatever the thread count")
  func largeMatrixProducts() {
    let tall = samples([80_000, 7])
    let wide = samples([80_000, 3], seed: 1)
    let thread = Threads.count
    defer { Threads.count = thread }
    var results: [[Tensor]] = []
    for count in [1, 2, 3] {
      Threads.count = count
      results.append([
        matmul(tall, wide, transposing: .first), matmul(tall, samples([7, 4])), tall * 2 + tall,
        tall.sum(),
      ])
    }
    #expect(results[0] == results[1] && results[0] == results[2])
    let (a, b) = (tall.elements, wide.elements)
    let corner = (0..<80_000).reduce(0.0) { $0 + a[$1 * 7] * b[$1 * 3] }
    #expect(Swift.abs(results[0][0].elements[0] - corner) < 1e-9)
  }

  @Test("Matrix products stay on the thread that asks for them, also on a second one")
  func matrixProductThreads() {
    let square = Tensor.ones([300, 300])
    let truth = Tensor(repeating: 300, shape: [300, 300])
    #expect(matmul(square, square) == truth)
    let kept = Mutex(false)
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let granted = graphode_omp_thread_count()
      let product = matmul(square, square)
      kept.withLock { $0 = product == truth && graphode_omp_thread_count() == granted }
      isDone.signal()
    }
    isDone.wait()
    #expect(kept.withLock { $0 })
    // OpenBLAS notes here how many threads OpenMP granted when it was last called.
    #expect(openblas_get_num_threads() == 1)
  }

  @Test("A description shows the first elements only")
  func description() {
    #expect(Tensor.zeros([2, 5]).description.hasSuffix("0.0, …)"))
    #expect(Tensor(2).description == "Tensor([], float32: 2.0)")
    #expect(Tensor.zeros([0, 5]).description == "Tensor([0, 5], float32: )")
    #expect(Tensor.zero.description == "Tensor.zero")
  }

  @Test("The largest element's position is the first of equals")
  func argumentOfMaximum() {
    let logits = Tensor(shape: [2, 3], elements: [1.0, 5, 5, -1, -2, -3])
    #expect(logits.argumentOfMaximum() == [1, 0])
    #expect(logits.max(alongAxis: 1).elements == [5, -1])
  }

  @Test("Softmax of huge and of infinite logits stays finite where it is defined")
  func softmaxRange() {
    let logits = Tensor(shape: [2, 2], elements: [1e30, 0, -.infinity, 3], scalarType: .float32)
    #expect(softmax(logits).elements == [1, 0, 0, 1])
    #expect(
      logSoftmax(Tensor(shape: [1, 2], elements: [1000.0, 1000])).elements.allSatisfy {
        Swift.abs($0 + 0.6931472) < 1e-6
      })
  }
}
