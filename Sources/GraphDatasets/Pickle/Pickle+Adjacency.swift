extension Pickle {
  /// Returns a dictionary from nodes to lists of nodes, in the order of the file.
  ///
  /// - Throws: `unexpectedValue` if it is something else; `sizeBeyondFile` if lists are shared
  ///   so that together they hold more entries than the file has bytes.
  package func adjacency() throws(DatasetError) -> [(node: Int, neighbours: [Int])] {
    guard case .dictionary(let index) = store[root] else {
      throw unexpected(root, expected: "a dictionary from nodes to lists of nodes")
    }
    let items = store.sequences[index]
    var result: [(node: Int, neighbours: [Int])] = []
    var entryCount = 0
    for key in stride(from: 0, to: items.count - 1, by: 2) {
      guard case .list(let list) = store[items[key + 1]] else {
        throw unexpected(items[key + 1], expected: "a list of nodes")
      }
      let neighbours = store.sequences[list]
      entryCount += neighbours.count
      guard entryCount <= bytes.count else {
        throw .sizeBeyondFile(
          path: path, byte: bytes.count, value: "the lists hold at least \(entryCount) nodes together")
      }
      var nodes: [Int] = []
      nodes.reserveCapacity(neighbours.count)
      for neighbour in neighbours { nodes.append(try node(neighbour)) }
      result.append((try node(items[key]), nodes))
    }
    return result
  }

  private func node(_ reference: PickleReference) throws(DatasetError) -> Int {
    guard case .integer(let node) = store[reference], node >= 0 else {
      throw unexpected(reference, expected: "the index of a node")
    }
    return node
  }
}
