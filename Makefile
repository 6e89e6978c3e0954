# GraphODE's commands. `make` lists them.
#
# Variables: SWIFT (the compiler driver), JOBS (parallel jobs), ARGS (passed on to the program
# that `run`, `fuzz`, `bench` and `bench-peers` start), GRAPHODE_DATA (the data folder).

SWIFT ?= swift
JOBS ?= 2
export SWIFT JOBS

.DEFAULT_GOAL := help
.PHONY: help set-up run test test-sanitized fuzz mutations lint format docs data bench bench-peers forecasts clean check-toolchain

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

set-up: ## Install the C libraries that are missing (Debian)
	@scripts/set-up

run: set-up ## Fetch Cora, build in release, train CGNN on it
	@Datasets/fetch cora
	@$(SWIFT) build -c release -j $(JOBS) --product node-classification
	@"$$($(SWIFT) build -c release --show-bin-path)/node-classification" --dataset cora --model cgnn $(ARGS)

test: set-up ## Run all tests in debug and in release
	@scripts/test debug release

test-sanitized: set-up ## Run all tests under AddressSanitizer
	@scripts/test sanitized

fuzz: set-up ## Feed a million damaged files to the readers
	@$(SWIFT) run -c release -j $(JOBS) reader-fuzz $(ARGS)

mutations: set-up ## Break the code in known ways, and check that the tests notice
	@scripts/mutate-all "$(ARGS)"

lint: ## Check layout, house rules and snippets
	@scripts/lint

format: ## Lay the Swift code out anew, in place
	@$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests Tools Examples Benchmarks
	@scripts/check-snippets --write

docs: set-up ## Build the documentation into .build/docs
	@scripts/docs

data: ## Fetch every dataset
	@Datasets/fetch --all

bench: set-up ## Run the benchmarks
	@$(SWIFT) run -c release -j $(JOBS) --package-path Benchmarks graphode-benchmarks $(ARGS)

bench-peers: set-up ## Compare training with PyTorch in alternation; ARGS="cora pubmed --rounds 3"
	@Datasets/fetch cora
	@Benchmarks/Peers/compare-training $(ARGS)

forecasts: set-up ## Train and compare all forecasters, into .build/forecasts; takes hours
	@scripts/compare-forecasters .build/forecasts

check-toolchain: ## Compare what the compiler can differentiate with the recorded outcomes
	@scripts/check-toolchain

clean: ## Remove everything that was built
	@rm -rf .build .build-* Benchmarks/.build
