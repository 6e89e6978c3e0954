import Layers
import Tensors
import Testing
import _TestSupport

@Suite("The clock")
struct ClockTests {
  let clock = Clock([.phase(period: 24), .time, .phase(period: 7)])

  @Test("Its hands show the time and the angle in each period")
  func hands() {
    let times = Tensor(shape: [1, 2, 1], elements: [6, 31], scalarType: .float64)
    let shown = clock(times)
    #expect(shown.shape == [1, 2, 5] && clock.channelCount == 5)
    // A quarter of a day; and a day and seven hours, whose sevenths are 3 of 7.
    #expect(abs(shown.elements[0]) < 1e-15 && abs(shown.elements[1] - 1) < 1e-15)
    #expect(shown.elements[2] == 6 && shown.elements[7] == 31)
    let later = clock(times + 7 * 24)
    for index in [0, 1, 3, 4, 5, 6, 8, 9] {
      #expect(abs(later.elements[index] - shown.elements[index]) < 1e-13)
    }
    #expect(shown.elements[3] * shown.elements[3] + shown.elements[4] * shown.elements[4] - 1 < 1e-15)
  }

  @Test("Its derivative is that of difference quotients")
  func derivative() {
    let clock = clock
    #expect(gradientError(at: samples([2, 3, 1], from: 0, to: 40)) { clock($0) } < 1e-8)
  }

  @Test("A blank one shows nothing, and a period has to be positive")
  func bounds() async {
    #expect(Clock.blank(Tensor(shape: [2, 1], elements: [1, 2])).shape == [2, 0])
    #expect(Clock.time.channelCount == 1 && Clock.blank.channelCount == 0)
    await #expect(processExitsWith: .failure) { _ = Clock([.phase(period: 0)]) }
    await #expect(processExitsWith: .failure) { _ = Clock.time(Tensor(shape: [2], elements: [1, 2])) }
  }
}
