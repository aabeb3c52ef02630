# make run   does the main job on the samples and says where to look
# make test  passes everything

SHELL := /bin/bash
BIN := bin/thao
FUZZTIME ?= 3s
TOOL := go tool -modfile=tools/go.mod

.PHONY: run test build lint unit fuzz bench samples setup clean

run: setup build
	$(BIN) collate samples/de-an/du-thao-1.docx samples/de-an/tra-loi --out out
	@echo
	@echo "Mở out/matrix.docx, out/matrix.xlsx hoặc out/matrix.html để xem bảng tổng hợp."
	@echo "Open out/matrix.docx, out/matrix.xlsx or out/matrix.html to see the matrix."

test: setup build lint unit short-fuzz

setup:
	@scripts/setup

build:
	@mkdir -p bin
	go build -trimpath -o $(BIN) ./cmd/thao

lint:
	@unformatted=$$(gofmt -l cmd internal samples bench); \
	  if [ -n "$$unformatted" ]; then echo "not gofmt-clean: $$unformatted"; exit 1; fi
	go vet ./...
	$(TOOL) staticcheck ./...

unit:
	go test -timeout 20m ./...

# A few seconds of fuzzing for every parser; FUZZTIME=5m make fuzz for long.
.PHONY: short-fuzz
short-fuzz:
	scripts/fuzz $(FUZZTIME)

fuzz:
	scripts/fuzz $(or $(filter-out 3s,$(FUZZTIME)),2m)

bench:
	go run ./bench

samples:
	go run ./samples/gen

clean:
	rm -rf bin out bench/work
