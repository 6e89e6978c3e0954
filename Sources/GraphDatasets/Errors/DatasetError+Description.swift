extension DatasetError: CustomStringConvertible {
  /// What went wrong, where, and what to do about it, in one line.
  public var description: String {
    switch self {
    case .unknownDataset(let name, let known):
      "There is no dataset called \(quoted(name)). Choose one of \(known.joined(separator: ", "))."
    case .missingFolder, .missingFile, .noSuchFile, .unreadableFile, .fileTooLarge, .wrongHash,
      .malformedCatalogue:
      fileDescription
    case .truncated, .unsupportedProtocol, .refusedInstruction, .refusedGlobal, .nestedTooDeeply,
      .sizeBeyondFile, .malformedPickle:
      pickleDescription
    case .malformedArray, .unsupportedElementType, .unexpectedValue, .malformedArchive, .missingMember,
      .memberTooLarge:
      arrayDescription
    case .emptyFile, .wrongFieldCount, .notANumber, .notAnIndex, .duplicate, .unknownPaper, .badWeight:
      textDescription
    case .edgeOutOfRange, .labelOutOfRange, .countMismatch, .splitOutOfRange, .splitOverlap,
      .splitWithoutLabel, .emptyTrainingSet, .tooFewNodes, .noPublicSplit:
      graphDescription
    case .badCell, .notATime, .malformedFile, .badReading, .repeatedSensor, .sensorMismatch,
      .otherSensors, .timesOutOfOrder, .inconsistentWindows, .seriesTooShort, .noTrainingReadings,
      .unknownTimes, .fileToPlace:
      seriesDescription
    }
  }
}

extension DatasetError {
  private var fileDescription: String {
    switch self {
    case .missingFolder(let path, let dataset):
      "There is no data folder at \(path). Run 'make data' or 'Datasets/fetch \(dataset)', "
        + "or name another folder with --data or GRAPHODE_DATA."
    case .missingFile(let path, let dataset):
      "There is no file at \(path). Run 'make data' or 'Datasets/fetch \(dataset)', "
        + "or name another folder with --data or GRAPHODE_DATA."
    case .noSuchFile(let path):
      "There is no file at \(path). Check the path."
    case .unreadableFile(let path, let reason):
      "\(path) cannot be read: \(reason). Check that it is a file and that you may read it."
    case .fileTooLarge(let path, let bytes, let limit):
      "\(path) has \(bytes) bytes, but the limit is \(limit). Use a smaller file."
    case .wrongHash(let path, let found, let expected):
      "\(path) has SHA-256 \(found), but the catalogue says \(expected). "
        + "Delete it and fetch it again with 'make data'."
    case .malformedCatalogue(let problem):
      "The built-in catalogue cannot be read: \(problem). Mend Sources/GraphDatasets/catalogue.json."
    default: ""
    }
  }

  private var pickleDescription: String {
    switch self {
    case .truncated(let path, let byte, let needed, let remaining):
      "\(path): byte \(byte): a value needs \(needed) more bytes, but the file has \(remaining). "
        + "The file is cut short: get it again."
    case .unsupportedProtocol(let path, let byte, let version):
      "\(path): byte \(byte): pickle protocol \(version) is not supported. "
        + "Write the file with protocol 4 or lower."
    case .refusedInstruction(let path, let byte, let code):
      "\(path): byte \(byte): pickle instruction 0x\(hexadecimal(code)) is not allowed in a dataset. "
        + "Save plain arrays, lists and dictionaries."
    case .refusedGlobal(let path, let byte, let name):
      "\(path): byte \(byte): the pickle asks for the Python object \(quoted(name)), which is refused. "
        + "Only NumPy and SciPy arrays, lists and dictionaries are read: do not trust this file."
    case .nestedTooDeeply(let path, let byte, let limit):
      "\(path): byte \(byte): values are nested more than \(limit) deep. Save flat arrays instead."
    case .sizeBeyondFile(let path, let byte, let value):
      "\(path): byte \(byte): \(value), which is more than the file holds. "
        + "The file is damaged: get it again."
    case .malformedPickle(let path, let byte, let problem):
      "\(path): byte \(byte): \(problem). The pickle is damaged: get it again."
    default: ""
    }
  }

  private var arrayDescription: String {
    switch self {
    case .malformedArray(let path, let byte, let problem):
      "\(path): byte \(byte): \(problem). The array is damaged: save it again with numpy.save."
    case .unsupportedElementType(let path, let byte, let type):
      "\(path): byte \(byte): element type \(quoted(type)) is not supported. "
        + "Save booleans, integers or floats of at most 8 bytes."
    case .unexpectedValue(let path, let found, let expected):
      "\(path): found \(found), but expected \(expected). Check that this is the right file."
    case .malformedArchive(let path, let problem):
      "\(path): the archive cannot be read: \(problem). Get it again."
    case .missingMember(let path, let member, let found):
      "\(path): the archive has no member \(quoted(member)), only \(listed(found)). "
        + "Check that this is the right file."
    case .memberTooLarge(let path, let member, let bytes, let limit):
      "\(path): member \(quoted(member)) unpacks to \(bytes) bytes, but the limit is \(limit). "
        + "Do not trust this file."
    default: ""
    }
  }

  private var textDescription: String {
    switch self {
    case .emptyFile(let path):
      "\(path): there is no line with data. Check that this is the right file."
    case .wrongFieldCount(let path, let line, let found, let expected):
      "\(path):\(line): found \(found) \(found == 1 ? "field" : "fields"), but expected \(expected). "
        + "Mend the line."
    case .notANumber(let path, let line, let field):
      "\(path):\(line): \(quoted(field)) is not a finite number. Mend the field."
    case .notAnIndex(let path, let line, let field):
      "\(path):\(line): \(quoted(field)) is not a whole number from 0 up. Mend the field."
    case .duplicate(let path, let line, let item):
      "\(path):\(line): \(item) appears a second time. Remove one of the two."
    case .unknownPaper(let path, let line, let paper):
      "\(path):\(line): there is no paper \(quoted(paper)) in the table of papers. "
        + "Check that the files belong together."
    case .badWeight(let path, let line, let weight):
      "\(path):\(line): the edge weight \(quoted(weight)) is not a positive number. Mend the field."
    default: ""
    }
  }

  private var graphDescription: String {
    switch self {
    case .edgeOutOfRange(let path, let line, let node, let nodeCount):
      "\(path):\(line.map { "\($0):" } ?? "") an edge names node \(quoted(node)), "
        + "but there are \(nodeCount) nodes, numbered from 0. Mend the edge or add the node."
    case .labelOutOfRange(let path, let line, let node, let label, let classCount):
      "\(path):\(line.map { "\($0):" } ?? "") node \(node) has label \(label), but there are "
        + "\(classCount) classes, numbered from 0. Mend the label."
    case .countMismatch(let path, let what, let found, let expected):
      "\(path): found \(found) \(what), but expected \(expected). "
        + "Check that the files belong together."
    case .splitOutOfRange(let dataset, let node, let nodeCount):
      "The split of \(dataset) names node \(node), but there are \(nodeCount) nodes, numbered from 0. "
        + "Use nodes of the graph."
    case .splitOverlap(let dataset, let node):
      "The split of \(dataset) names node \(node) twice. Put every node in one part only."
    case .splitWithoutLabel(let dataset, let node):
      "The split of \(dataset) names node \(node), whose class is not known. Leave it out."
    case .emptyTrainingSet(let dataset):
      "The split of \(dataset) has no training nodes. Choose a split that leaves some."
    case .tooFewNodes(let dataset, let label, let found, let needed):
      "Class \(label) of \(dataset) has \(found) labelled nodes, but the split needs at least "
        + "\(needed). Ask for fewer nodes a class."
    case .noPublicSplit(let dataset):
      "\(dataset) was published without a split. Ask for a random one: --split random."
    default: ""
    }
  }
}
