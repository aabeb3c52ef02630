# make run   does the main job on the samples and says where to look
# make test  passes everything

SHELL := /bin/bash
BIN := bin/thao
FUZZTIME ?= 3s
TOOL := go tool -modfile=tools/go.mod

.PHONY: run test build lint unit fuzz bench samples setup clean

# The whole circle on the samples, in a folder of its own.
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
