// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "GraphODEBenchmarks",
  dependencies: [
    .package(name: "GraphODE", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .systemLibrary(name: "CGraphBLAS", providers: [.apt(["libgraphblas-dev"])]),
    .systemLibrary(name: "CBLAS", providers: [.apt(["libopenblas-openmp-dev"])]),
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "graphode-benchmarks",
      dependencies: [
        "CAllocationCount", "CBLAS", "CGraphBLAS",
        .product(name: "GraphODE", package: "GraphODE"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Benchmarks",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
