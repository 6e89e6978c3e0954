// The suite's first file arrives with its first test.
