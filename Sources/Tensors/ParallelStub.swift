// Stands in until Parallel.swift and Threads.swift arrive; delete it with them.
package enum Parallel {
  package static func forEachRange(count: Int, grain: Int, _ body: (Range<Int>) -> Void) { if count > 0 { body(0..<count) } }
  package static func sum(count: Int, grain: Int, _ body: (Range<Int>) -> Double) -> Double { count > 0 ? body(0..<count) : 0 }
}
public enum Threads { public static var count: Int { get { 2 } set { } } }
