# make run   does the main job on the samples, then runs a demonstration of the server
# make test  passes everything

SHELL := /bin/bash
BIN := bin/thao
FUZZTIME ?= 3s
TOOL := go tool -modfile=tools/go.mod

.PHONY: run test build lint unit fuzz bench samples setup clean assets generate

# The whole circle on the samples, in a folder of its own; then the server with
# a consultation to look at, until Ctrl-C. LISTEN=host:port chooses its address.
LISTEN ?= 127.0.0.1:8080
run: DE_AN := samples/de-an
run: OUT := out/de-an
run: setup build
	@rm -rf $(OUT)
	$(BIN) collate $(DE_AN)/du-thao-1.docx $(DE_AN)/tra-loi --out $(OUT)
	cp $(DE_AN)/bang-da-dien.xlsx $(DE_AN)/bang-da-dien-2.docx $(OUT)
	$(BIN) answers $(OUT) $(OUT)/bang-da-dien.xlsx $(OUT)/bang-da-dien-2.docx
	$(BIN) compare $(DE_AN)/du-thao-1.docx $(DE_AN)/du-thao-2.docx --out $(OUT)/so-sanh.docx --html $(OUT)/so-sanh.html
	$(BIN) trace $(OUT) $(DE_AN)/du-thao-2.docx
	@echo
	@echo "Mở $(OUT)/matrix.docx, matrix.xlsx hoặc matrix.html để xem bảng tổng hợp, tiếp thu, giải trình;"
	@echo "so-sanh.docx để xem hai bản khác nhau thế nào; trace.html để xem từng ý kiến đã được xử lý ra sao."
	@echo "Open $(OUT)/matrix.docx, matrix.xlsx or matrix.html to see the matrix; so-sanh.docx for the two versions"
	@echo "compared; trace.html for what became of every comment."
	@echo
	@$(BIN) demo --listen $(LISTEN)

test: setup build lint unit short-fuzz

setup:
	@scripts/setup

# The site's stylesheet, scripts, fonts and icons, made from npm packages. They
# are made anew when a source of theirs is newer than the manifest.
ASSETS := internal/web/assets
ASSET_SOURCES := $(wildcard $(ASSETS)/css/* $(ASSETS)/ts/* $(ASSETS)/build/*.go $(ASSETS)/*.svg) \
  $(shell find internal/web -name node_modules -prune -o -name '*.templ' -print)

assets: $(ASSETS)/dist/manifest.json

$(ASSETS)/node_modules/.package-lock.json: $(ASSETS)/package-lock.json
	cd $(ASSETS) && npm ci --no-progress
	@touch $@

$(ASSETS)/dist/manifest.json: $(ASSETS)/node_modules/.package-lock.json $(ASSET_SOURCES)
	go run ./$(ASSETS)/build

# The Go code of the views, after a change to a .templ file.
generate:
	$(TOOL) templ generate -path internal/web

build: assets
	@mkdir -p bin
	go build -o $(BIN) ./cmd/thao

lint: assets
	@unformatted=$$(gofmt -l cmd internal samples bench); \
	  if [ -n "$$unformatted" ]; then echo "not gofmt-clean: $$unformatted"; exit 1; fi
	go vet ./...
	$(TOOL) staticcheck ./...
	cd $(ASSETS) && npx --no-install tsc --noEmit

unit: assets
	go test -timeout 20m ./...

# A few seconds of fuzzing for every parser; FUZZTIME=5m make fuzz for long.
.PHONY: short-fuzz
short-fuzz:
	scripts/fuzz $(FUZZTIME)

fuzz:
	scripts/fuzz $(or $(filter-out 3s,$(FUZZTIME)),2m)

bench:
	go run ./bench

# The server is killed a hundred times at work, on both engines: minutes.
.PHONY: faults
faults: assets
	THAO_FAULTS=100 go test -count=1 -timeout 30m -run TestKilled -v ./bench/load

samples:
	go run ./samples/gen

clean:
	rm -rf bin out bench/work $(ASSETS)/node_modules
	find $(ASSETS)/dist -type f ! -name .gitkeep -delete
