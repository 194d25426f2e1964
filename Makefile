# `make demo` and `make test` do everything themselves; docs/building.md says what each needs and costs.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: demo test run bench bench-gate bench-search lint fuzz help

# The folder of the demonstration; another one: make demo DEMO_DATA=/path/to/folder
DEMO_DATA ?= .demo
# Arguments for the program: make run ARGS="serve --config throughline.toml"
ARGS ?= serve
# How long each fuzz target runs.
FUZZ_SECONDS ?= 60
# The folder of the sentence model for `make bench-search` (scripts/get-meaning-model fetches it).
MODEL_DIR ?=

help:
	@echo "make demo    a demonstration with invented cases, in $(DEMO_DATA); prints its address"
	@echo "make test    every check: format, lints, licences, tests on SQLite and PostgreSQL, browser"
	@echo "make lint    format, lints, house rules, licences"
	@echo "make run     the program, release build: make run ARGS=\"serve --help\""
	@echo "make bench   requests a second and what each costs"
	@echo "make bench-gate  how well the check before sharing finds and leaves, and how fast"
	@echo "make bench-search  how good and how fast searching is: make bench-search MODEL_DIR=/path/to/model"
	@echo "make fuzz    each fuzz target for $(FUZZ_SECONDS) seconds (needs a nightly compiler and cargo-fuzz)"

demo:
	@scripts/prepare build
	cargo run --locked --package throughline -- demo --data "$(DEMO_DATA)"

test:
	@scripts/test

lint:
	@scripts/prepare build
	@scripts/test lint

run:
	@scripts/prepare build
	cargo run --locked --release --package throughline -- $(ARGS)

bench:
	@scripts/prepare test
	@scripts/bench

bench-gate:
	@scripts/prepare build
	cargo run --locked --release --package deidentify --example bench_gate

bench-search:
	@scripts/bench-search $(if $(MODEL_DIR),--model-dir "$(MODEL_DIR)")

fuzz:
	@scripts/prepare build
	@scripts/fuzz "$(FUZZ_SECONDS)"
