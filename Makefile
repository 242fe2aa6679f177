# README's two commands are `make run` and `make test`; each does all the set-up it needs.
# `make help` lists the rest.

SWIFT := swift
# Imports between rooms that Package.swift does not name are errors.
CHECKED := --explicit-target-dependency-import-check error
# Holds libstdc++.a alone: the linker prefers a shared library of the same folder.
ARCHIVES := $(CURDIR)/.build/archives
# The Swift runtime is linked in, so that `carnet` runs where no toolchain is and starts faster; at a
# fixed address, since relocating it took 1.2 of 16 ms of every start, and with the C++ library, whose
# symbols took 1 of 12 (docs/architecture.md).
RELEASE := -c release --static-swift-stdlib -Xlinker -no-pie -Xlinker "-L$(ARCHIVES)" $(CHECKED)
PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share/carnet
BINARY := .build/release/carnet
SOURCES := Package.swift Sources Tests Fuzzing

.PHONY: help setup build run test install install-files uninstall format lint docs findings datasets bench soak services clean

help:
	@echo 'make run      open the notebook on the October data (without a terminal: replay the quickstart)'
	@echo 'make test     build and run all tests'
	@echo 'make install  install carnet, its data and sessions into PREFIX (default /usr/local)'
	@echo 'make uninstall remove them again'
	@echo 'make format   lay the code out; make lint checks that it is'
	@echo 'make docs     write docs/commands.md anew from the command catalogue'
	@echo 'make findings record the worked studies anew and export them to docs/findings'
	@echo 'make datasets write the synthetic data of datasets/ anew'
	@echo 'make bench    measure, each figure with its goal and verdict'
	@echo 'make soak     kills, fuzzing, changed sessions and repeated replays: what takes longer than make test may'
	@echo 'make services starts real Nominatim, OSRM and Postgres on loopback, asks them, and stops them (Debian)'

setup:
	@scripts/setup

build: setup
	@mkdir -p "$(ARCHIVES)"
	@ln -sf "$$(clang -print-file-name=libstdc++.a)" "$(ARCHIVES)/libstdc++.a"
	$(SWIFT) build $(RELEASE)

run: build
	@scripts/run $(BINARY)

test: build
	$(SWIFT) build --build-tests $(CHECKED)
	CARNET_BINARY=$(abspath $(BINARY)) $(SWIFT) test --skip-build --parallel

install: build
	$(MAKE) install-files

# The program finds SHARE from its own place, ../share/carnet, so that PREFIX may be moved.
install-files:
	install -d $(DESTDIR)$(PREFIX)/bin
	install -s $(BINARY) $(DESTDIR)$(PREFIX)/bin/carnet
	install -d $(SHARE)/datasets $(SHARE)/sessions/agents
	install -m 644 datasets/* $(SHARE)/datasets
	install -m 644 sessions/*.carnet $(SHARE)/sessions
	install -m 644 sessions/agents/* $(SHARE)/sessions/agents
	cp -R sessions/*.carnet.tables $(SHARE)/sessions

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/carnet
	rm -rf $(SHARE)

format:
	$(SWIFT) format format --in-place --recursive --parallel $(SOURCES)

lint:
	@scripts/lint $(SOURCES)

docs: build
	@scripts/write-docs $(BINARY)

findings: build
	@scripts/write-findings $(BINARY)

datasets: setup
	$(SWIFT) run synthesize --seed 2025 --out datasets
	scripts/draw-map

bench: build
	@scripts/bench $(BINARY)

soak: build
	@scripts/soak $(BINARY)

services:
	@scripts/services

clean:
	rm -rf .build
