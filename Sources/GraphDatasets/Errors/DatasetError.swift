/// What can go wrong between a file and a dataset.
///
/// Each case is one cause and carries what a reader needs to mend it; `description` says in
/// one line what was found, where, and what to do.
public enum DatasetError: Error, Hashable, Sendable {
  // MARK: Folder and catalogue

  /// No dataset has this name.
  case unknownDataset(name: String, known: [String])

  /// The data folder does not exist.
  case missingFolder(path: String, dataset: String)

  /// A file of a catalogued dataset is not in the data folder.
  case missingFile(path: String, dataset: String)

  /// A file that the user named does not exist.
  case noSuchFile(path: String)

  /// A file exists, but the system does not let us read it.
  case unreadableFile(path: String, reason: String)

  /// A file is larger than a reader accepts.
  case fileTooLarge(path: String, bytes: Int, limit: Int)

  /// A catalogued file does not have the catalogue's SHA-256.
  case wrongHash(path: String, found: String, expected: String)

  /// The catalogue that is built into the library cannot be read.
  case malformedCatalogue(problem: String)

  // MARK: Pickles and arrays

  /// A binary file ends before a value does.
  case truncated(path: String, byte: Int, needed: Int, remaining: Int)

  /// A pickle is written in a protocol that the reader does not know.
  case unsupportedProtocol(path: String, byte: Int, version: Int)

  /// A pickle holds an instruction that the reader does not know, or refuses.
  case refusedInstruction(path: String, byte: Int, code: UInt8)

  /// A pickle names a Python object other than the few that arrays need.
  case refusedGlobal(path: String, byte: Int, name: String)

  /// The values of a pickle are nested beyond any sensible dataset.
  case nestedTooDeeply(path: String, byte: Int, limit: Int)

  /// A value claims more elements or bytes than the file can hold.
  case sizeBeyondFile(path: String, byte: Int, value: String)

  /// A pickle is well formed up to a byte, where its values do not fit.
  case malformedPickle(path: String, byte: Int, problem: String)

  /// The header of an array file cannot be read.
  case malformedArray(path: String, byte: Int, problem: String)

  /// An array has an element type that the reader does not know.
  case unsupportedElementType(path: String, byte: Int, type: String)

  /// An array is not of the kind that the dataset needs.
  case unexpectedValue(path: String, found: String, expected: String)

  // MARK: Archives

  /// A zip archive cannot be read.
  case malformedArchive(path: String, problem: String)

  /// A zip archive lacks a member.
  case missingMember(path: String, member: String, found: [String])

  /// A member of a zip archive would unpack to more than the limit.
  case memberTooLarge(path: String, member: String, bytes: Int, limit: Int)

  // MARK: Text

  /// A text file holds no data line.
  case emptyFile(path: String)

  /// A line has more or fewer fields than it should.
  case wrongFieldCount(path: String, line: Int, found: Int, expected: String)

  /// A field is not a finite number.
  case notANumber(path: String, line: Int, field: String)

  /// A field is not a whole number from zero up.
  case notAnIndex(path: String, line: Int, field: String)

  /// An edge, a test index or a paper repeats where it must be unique.
  case duplicate(path: String, line: Int, item: String)

  /// A cell of a table is not a finite number, and may not be empty either.
  case badCell(path: String, line: Int, column: Int, cell: String)

  /// A field is not a date with a time of day.
  case notATime(path: String, line: Int, field: String)

  // MARK: Series of readings

  /// A binary file in a format of another library cannot be read.
  case malformedFile(path: String, format: String, problem: String)

  /// A reading is not a finite number.
  case badReading(path: String, step: Int, sensor: String, value: String)

  /// Two sensors have the same name.
  case repeatedSensor(path: String, sensor: String)

  /// A series and its graph are about different sensors, or different numbers of them.
  case sensorMismatch(dataset: String, seriesCount: Int, graphCount: Int, first: String?)

  /// Recent readings are of other sensors than those that a model was trained on: `first` is the first
  /// of them that only the readings or only the model knows.
  case otherSensors(path: String, found: Int, trained: Int, first: String)

  /// A time stamp does not come after the one before it.
  case timesOutOfOrder(path: String, step: Int, time: String, previous: String)

  /// Windows that should be cut from one series differ where they overlap.
  case inconsistentWindows(path: String, window: Int)

  /// A series has no room for one window to train on.
  case seriesTooShort(dataset: String, stepCount: Int, inputCount: Int, outputCount: Int)

  /// There is no reading in any window that is trained on.
  case noTrainingReadings(dataset: String)

  /// A model asks for times that the series does not know.
  case unknownTimes(dataset: String, what: String)

  /// A file of a catalogued dataset is missing, and only the user can put it there.
  case fileToPlace(path: String, dataset: String, origin: String)

  // MARK: Graphs, labels and splits

  /// An edge leads to or from a node that does not exist.
  case edgeOutOfRange(path: String, line: Int?, node: String, nodeCount: Int)

  /// A file names a paper that the table of papers does not list.
  case unknownPaper(path: String, line: Int, paper: String)

  /// An edge weight is not a positive, finite number.
  case badWeight(path: String, line: Int, weight: String)

  /// A node carries a label outside the classes.
  case labelOutOfRange(path: String, line: Int?, node: Int, label: Int, classCount: Int)

  /// Two parts of a dataset disagree about how many there are of something.
  case countMismatch(path: String, what: String, found: Int, expected: Int)

  /// A split names a node that does not exist.
  case splitOutOfRange(dataset: String, node: Int, nodeCount: Int)

  /// A split names a node twice.
  case splitOverlap(dataset: String, node: Int)

  /// A split names a node whose class is not known.
  case splitWithoutLabel(dataset: String, node: Int)

  /// A split leaves nothing to train on.
  case emptyTrainingSet(dataset: String)

  /// A class has too few nodes for the split that was asked for.
  case tooFewNodes(dataset: String, label: Int, found: Int, needed: Int)

  /// A dataset was published without a split.
  case noPublicSplit(dataset: String)
}
