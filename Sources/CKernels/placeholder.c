// The kernels arrive with their first test.
