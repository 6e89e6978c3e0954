import Dispatch
import Synchronization

/// Makes one value ahead of its use, on another thread.
///
/// ```swift
/// let loader = Prefetcher { place in windows.batch(order.batch(at: place)) }
/// let batch = loader.value(at: 3, then: 4)      // 4 is made while 3 is used
/// ```
///
/// What is returned depends on the key alone; only the waiting gets shorter.
public final class Prefetcher<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let make: @Sendable (Key) -> Value
  private let ahead = Mutex<Work?>(nil)
  private let queue = DispatchQueue(label: "prefetcher", qos: .userInitiated)

  /// A value that is being made.
  private final class Work: Sendable {
    let key: Key
    private let result = Mutex<Value?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ key: Key) { self.key = key }

    func finish(_ value: Value) {
      result.withLock { $0 = value }
      done.signal()
    }

    func wait() -> Value? {
      done.wait()
      return result.withLock { $0 }
    }
  }

  /// Creates a prefetcher.
  ///
  /// - Parameter make: Makes the value of a key; it may run on another thread, one call at a time.
  public init(_ make: @escaping @Sendable (Key) -> Value) { self.make = make }

  /// Returns the value of a key, and starts to make that of the next one.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - next: The key that is asked for next, if that is known.
  /// - Returns: The value that was made ahead, if it was this one's, else one that is made now.
  public func value(at key: Key, then next: Key?) -> Value {
    let work = ahead.withLock { ahead in
      defer { ahead = nil }
      return ahead
    }
    let value = work?.key == key ? work?.wait() : nil
    let result = value ?? make(key)
    if let next {
      let work = Work(next)
      ahead.withLock { $0 = work }
      queue.async { [make] in work.finish(make(next)) }
    }
    return result
  }
}
