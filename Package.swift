// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// One library product a module, so that a user may import a part alone.
let modules = [
  "Tensors", "Graphs", "Integrators", "Layers", "VectorFields", "GraphDatasets", "Training",
  "ContinuousDepth", "Figures",
]

let package = Package(
  name: "GraphODE",
  products: [.library(name: "GraphODE", targets: ["GraphODE"])]
    + modules.map { .library(name: $0, targets: [$0]) }
    + ["node-classification", "traffic-forecasting", "continuous-depth"].map {
      .executable(name: $0, targets: [$0])
    },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // MARK: - System libraries
    .systemLibrary(name: "CSuiteSparse", providers: [.apt(["libgraphblas-dev", "libsuitesparse-dev"])]),
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-openmp-dev"])]),
    .systemLibrary(name: "CZip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev", "pkg-config"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    // MARK: - Public API
    .target(
      name: "Tensors", dependencies: ["CKernels", "COpenBLAS"], swiftSettings: strict),
    .target(
      name: "Graphs", dependencies: ["CSuiteSparse", "CKernels", "Tensors"], swiftSettings: strict),
    .target(name: "Integrators", dependencies: ["Tensors"], swiftSettings: strict),
    .target(name: "Layers", dependencies: ["CKernels", "Graphs", "Tensors"], swiftSettings: strict),
    .target(
      name: "VectorFields", dependencies: ["CKernels", "Graphs", "Integrators", "Layers"],
      swiftSettings: strict),
    .target(
      name: "GraphDatasets",
      dependencies: ["Graphs", "Tensors", "CZip", "CCrypto", "CHDF5", "CHDF5Image", "CZlib"],
      resources: [.embedInCode("catalogue.json")], swiftSettings: strict),
    .target(
      name: "Training", dependencies: ["CKernels", "Layers", "Tensors"], swiftSettings: strict),
    .target(
      name: "ContinuousDepth", dependencies: ["Graphs", "Integrators", "Layers", "Tensors", "Training"],
      swiftSettings: strict),
    .target(
      name: "Figures", dependencies: [.product(name: "Mustache", package: "swift-mustache")],
      resources: ["charts.css", "page.css", "page.mustache", "table.mustache"].map {
        .embedInCode("Resources/\($0)")
      },
      swiftSettings: strict),
    .target(
      name: "GraphODE",
      dependencies: [
        "Tensors", "Graphs", "Integrators", "Layers", "VectorFields", "GraphDatasets", "Training",
        "ContinuousDepth",
      ],
      swiftSettings: strict),

    // MARK: - Implementation details
    .target(
      name: "CKernels", linkerSettings: [.linkedLibrary("gomp"), .linkedLibrary("m")]),
    .target(name: "CHDF5Image", dependencies: ["CHDF5"]),
    .target(name: "_TestSupport", dependencies: ["Tensors"], swiftSettings: strict),

    // MARK: - Tools
    .executableTarget(
      name: "reader-fuzz", dependencies: ["GraphDatasets", "Tensors", "_TestSupport", argumentParser],
      path: "Tools/ReaderFuzz", swiftSettings: strict),

    // MARK: - Examples
    .target(
      name: "_ExampleSupport", dependencies: ["Figures", "GraphODE", argumentParser],
      path: "Examples/Support", swiftSettings: strict),

    .executableTarget(
      name: "node-classification", dependencies: ["GraphODE", "_ExampleSupport", argumentParser],
      path: "Examples/NodeClassification", swiftSettings: strict),

    .executableTarget(
      name: "traffic-forecasting", dependencies: ["Figures", "GraphODE", "_ExampleSupport", argumentParser],
      path: "Examples/TrafficForecasting", swiftSettings: strict),

    .executableTarget(
      name: "continuous-depth", dependencies: ["Figures", "GraphODE", "_ExampleSupport", argumentParser],
      path: "Examples/ContinuousDepth", swiftSettings: strict),

    // MARK: - Tests
    .testTarget(
      name: "TensorsTests", dependencies: ["CKernels", "COpenBLAS", "Tensors", "_TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "GraphsTests", dependencies: ["Graphs", "_TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "IntegratorsTests", dependencies: ["Integrators", "_TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "LayersTests", dependencies: ["Layers", "_TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "VectorFieldsTests", dependencies: ["VectorFields", "_TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "GraphDatasetsTests", dependencies: ["GraphDatasets", "_TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TrainingTests", dependencies: ["Layers", "Tensors", "Training", "_TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ContinuousDepthTests",
      dependencies: ["ContinuousDepth", "GraphODE", "VectorFields", "_TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "FiguresTests", dependencies: ["Figures"], swiftSettings: strict),
    .testTarget(
      name: "GraphODETests", dependencies: ["GraphODE", "_TestSupport"], swiftSettings: strict),
    .testTarget(name: "ToolchainTests", exclude: ["Reproducers"], swiftSettings: strict),
    .testTarget(
      name: "ExampleTests",
      dependencies: [
        "GraphDatasets", "GraphODE", "continuous-depth", "node-classification", "traffic-forecasting",
        "_TestSupport",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
