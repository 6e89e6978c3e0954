@main
struct NodeClassification {
  static func main() {}
}
