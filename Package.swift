// swift-tools-version: 6.2
import PackageDescription

// A room is a target with one job. Imports go down only: what a room may import is what its line
// names, and `make build` has SwiftPM refuse any other import. docs/architecture.md tells why.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// What computes for seconds is optimised in tests too, where it would take minutes.
let numeric = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

func room(
  _ name: String, imports: [Target.Dependency] = [], resources: [Resource] = [],
  settings: [SwiftSetting] = strict, libraries: [String] = []
) -> Target {
  .target(
    name: name, dependencies: imports, resources: resources, swiftSettings: settings,
    linkerSettings: libraries.map { .linkedLibrary($0) })
}

func cLibrary(_ name: String) -> Target {
  .target(name: name, cSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))])
}

func tests(_ name: String, imports: [Target.Dependency] = [], resources: [Resource] = []) -> Target
{
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + imports, resources: resources,
    swiftSettings: strict)
}

func systemLibrary(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
  name: "carnet",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "carnet", targets: ["carnet"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
  ],
  targets: [
    // Level 5
    .executableTarget(
      name: "carnet",
      dependencies: ["Notebook", argumentParser],
      swiftSettings: strict),

    // Level 4
    room(
      "Notebook",
      imports: [
        "CivilTime", "CommandLanguage", "DeepQ", "DispatchLearning", "Documents", "Files",
        "FleetModel", "MapServers", "Naming", "Planning", "Plotting", "PortableMath",
        "RideSheets", "SeededRandom", "SessionRecord", "Solvers", "Statistics", "Store", "Tabular",
        "Terminal", "TerminalText", "Web",
      ],
      resources: [
        .embedInCode("Resources/drivers.csv"), .embedInCode("Resources/places.csv"),
      ]),
    tests(
      "Notebook",
      imports: [
        "CivilTime", "CommandLanguage", "DeepQ", "DispatchLearning", "Documents", "FaultyServer",
        "Files", "FleetModel", "Planning", "Plotting", "PseudoTerminal", "SeededRandom",
        "SessionRecord", "Store", "Tabular", "Terminal", "TerminalText", "Web", "carnet",
      ]),

    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "CommandLanguage", "Files", "Notebook", "SessionRecord", "Store", "TerminalText", "carnet",
      ],
      swiftSettings: strict),

    // Level 3
    room(
      "Documents",
      imports: [
        "CMarkGFM", "CommandLanguage", "Plotting", "SessionRecord", "Tabular", "TerminalText",
      ]),
    tests("Documents", imports: ["CommandLanguage", "SessionRecord", "TerminalText"]),

    room(
      "Synthesis",
      imports: ["CivilTime", "Files", "FleetModel", "RideSheets", "SeededRandom", "Tabular"]),
    .executableTarget(
      name: "synthesize",
      dependencies: ["Files", "RideSheets", "Synthesis", "Tabular", argumentParser],
      path: "Sources/Synthesize", swiftSettings: strict),
    tests(
      "Synthesis",
      imports: [
        "CivilTime", "Files", "FleetModel", "RideSheets", "SeededRandom", "Solvers", "Tabular",
      ]),

    room("MapServers", imports: ["FleetModel", "Naming", "RideSheets", "Tabular", "Web"]),
    tests("MapServers", imports: ["FaultyServer", "FleetModel", "RideSheets", "Tabular", "Web"]),

    room(
      "DispatchLearning", imports: ["CivilTime", "DeepQ", "FleetModel", "SeededRandom", "Solvers"],
      settings: numeric),
    tests(
      "DispatchLearning",
      imports: ["CivilTime", "DeepQ", "FleetModel", "RoadDays", "SeededRandom", "Solvers"]),

    room(
      "Planning",
      imports: [
        "CivilTime", "DeepQ", "DispatchLearning", "Files", "FleetModel", "Naming", "RideSheets",
        "SeededRandom", "Solvers", "Statistics",
      ]),
    tests("Planning", imports: ["CivilTime", "FleetModel", "SeededRandom"]),

    // Level 2
    room("DeepQ", imports: ["SeededRandom", "CMatrix", "PortableMath"], settings: numeric),
    tests("DeepQ", imports: ["AllocationCounter", "CMatrix", "SeededRandom"]),
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .executableTarget(
      name: "LearningBench", dependencies: ["CMatrix", "DeepQ", "SeededRandom"],
      path: "Tests/LearningBench", swiftSettings: strict),
    room(
      "Store",
      imports: [
        "CSQLiteHooks", "CZlib", "CivilTime", "Files", "FleetModel", "Naming", "SeededRandom",
        "Tabular", grdb, sqlite,
      ]),
    tests(
      "Store",
      imports: ["CivilTime", "Files", "FleetModel", "Naming", "SeededRandom", "Tabular", sqlite]),
    room("RideSheets", imports: ["CivilTime", "FleetModel", "Naming", "Tabular"]),
    tests("RideSheets", imports: ["CivilTime", "FleetModel", "Tabular", "TablesHarness"]),
    room("Solvers", imports: ["FleetModel", "PortableMath", "SeededRandom"], settings: numeric),
    tests(
      "Solvers", imports: ["CivilTime", "FleetModel", "RoadDays", "SeededRandom"],
      resources: [.copy("Fixtures")]),
    .target(
      name: "RoadDays", dependencies: ["CivilTime", "FleetModel", "SeededRandom"],
      path: "Tests/RoadDays", swiftSettings: numeric),
    room("Statistics", imports: ["PortableMath", "SeededRandom"]),
    tests("Statistics", imports: ["SeededRandom"]),
    .executableTarget(
      name: "IntervalBench", dependencies: ["SeededRandom", "Statistics"],
      path: "Tests/IntervalBench", swiftSettings: strict),
    room("Terminal", imports: ["TerminalText", "CEditLine"]),
    .target(
      name: "PseudoTerminal", dependencies: ["TerminalText"], path: "Tests/PseudoTerminal",
      swiftSettings: strict),
    .executableTarget(
      name: "EditorProbe", dependencies: ["Terminal", "TerminalText"], path: "Tests/EditorProbe",
      swiftSettings: strict),
    tests("Terminal", imports: ["TerminalText", "PseudoTerminal", "EditorProbe"]),
    room("Plotting", imports: ["PortableMath", "Tabular", "TerminalText"]),
    tests("Plotting", imports: ["TerminalText"]),
    room(
      "SessionRecord",
      imports: ["CommandLanguage", "Files", "Naming", "Tabular", "TerminalText"]),
    tests(
      "SessionRecord",
      imports: ["CommandLanguage", "Files", "Naming", "SeededRandom", "Tabular", "TerminalText"]),

    room("Web", imports: ["CCurl", "CivilTime", "Tabular", "TerminalText"]),
    .target(name: "FaultyServer", path: "Tests/FaultyServer", swiftSettings: strict),
    tests("Web", imports: ["CZlib", "FaultyServer", "Tabular"]),

    // Level 1
    room("CommandLanguage", imports: ["CivilTime", "Naming", "TerminalText"]),
    tests("CommandLanguage", imports: ["CivilTime", "LanguageHarness", "TerminalText"]),
    .target(
      name: "LanguageHarness", dependencies: ["CommandLanguage"], path: "Fuzzing/LanguageHarness",
      swiftSettings: strict),
    .target(
      name: "TablesHarness", dependencies: ["Tabular"], path: "Fuzzing/TablesHarness",
      swiftSettings: strict),
    room("FleetModel", imports: ["CivilTime", "Naming", "PortableMath"], settings: numeric),
    tests("FleetModel", imports: ["CivilTime"]),
    room(
      "Tabular",
      imports: ["CivilTime", "Files", "Naming", "CExpat", "CZip", "CZlib", "CXLSXWriter"]),
    tests(
      "Tabular",
      imports: ["CivilTime", "Files", "Naming", "SeededRandom", "CZlib", "TablesHarness"]),
    room("SeededRandom"),
    tests("SeededRandom"),

    // Level 0
    room("Files", imports: ["CDigest"]),
    tests("Files"),
    room("TerminalText"),
    tests("TerminalText"),
    room("CivilTime"),
    tests("CivilTime"),
    room("Naming"),
    tests("Naming", imports: ["SeededRandom"]),
    room("PortableMath", imports: [], settings: numeric, libraries: ["m"]),
    tests("PortableMath"),
    cLibrary("CMatrix"),
    tests("CMatrix", imports: ["SeededRandom"]),
    cLibrary("CSQLiteHooks"),
    // Its header alone is needed here: the library is loaded when a server is first asked.
    cLibrary("CCurl"),
    systemLibrary("CDigest", pkgConfig: "libcrypto", apt: "libssl-dev"),
    systemLibrary("CEditLine", pkgConfig: "libedit", apt: "libedit-dev"),
    systemLibrary("CExpat", pkgConfig: "expat", apt: "libexpat1-dev"),
    systemLibrary("CZip", pkgConfig: "libzip", apt: "libzip-dev"),
    systemLibrary("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    // Not by pkg-config, which also names the library of extensions, of a package of its own.
    systemLibrary("CMarkGFM", apt: "libcmark-gfm-dev"),
    systemLibrary("CXLSXWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),
  ],
  swiftLanguageModes: [.v6]
)
