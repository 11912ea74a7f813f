# Everything a user or developer does, by name. `make` alone prints this list.
CORPUS   ?= drift/samples
ORIGINAL ?=
OUT      ?= out
TEXT     ?= drift/samples/border-talks/original.txt
VIA      ?= es ca,es
SETS     ?= ../shared/data
RUN      ?= train
STEPS    ?= 2000
TAUGHT   ?= 920
MORE     ?= 1360
SMALL    ?= 2460
DISTIL   ?= 980
PYTHON   ?= python3
BIN      := .venv/bin
PIP      := $(BIN)/python -m pip --disable-pip-version-check -q

# How `base` is taught on, from what the first lesson left, and once more.
FURTHER = --start $(RUN)/base/first --rate 3e-5 --frozen 4 --records $(RUN)/records/train.jsonl.gz --out $(RUN)/taught
FURTHEST = --start $(RUN)/taught/second --rate 4e-5 --frozen 4 --weigh rank=0.8 --records $(RUN)/more/train.jsonl.gz --out $(RUN)/more/taught

# What the combinations are fitted on: records kept for calibration, and changes made by rule that no network has read.
FITTED = --records $(RUN)/more --unread 50000 --unreached demetr=1200 synthetic=1500 --most 600 --evidence 0.1

# How `small` is distilled from `base`: mostly the pairs of people's sets that it has not seen yet.
DISTILLATION = --teacher models/base --start $(RUN)/small/undistilled --records $(RUN)/first/train.jsonl.gz --out $(RUN)/distilled \
               --seed 2 --first 102779 --share demetr=.35 bio_mqm=.6 ted_mqm=.6 mlqe=1 stsb=.5 nli=.1 synthetic=.12

.DEFAULT_GOAL := help
.PHONY: help install dev analyze journey train notebook picture imports test coverage check format clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'
	@echo '  analyze takes CORPUS=path ORIGINAL=name OUT=path, for instance:'
	@echo '  make analyze CORPUS=my/stories ORIGINAL=source OUT=results'

install: .venv/.installed  ## set up .venv with pinned versions; then the command is .venv/bin/drift
dev: .venv/.dev

analyze: .venv/.installed  ## analyse the sample stories, or CORPUS, into OUT
	@$(BIN)/drift analyze $(CORPUS) $(if $(ORIGINAL),--original '$(ORIGINAL)') -o '$(OUT)'

journey: .venv/.installed  ## send a sample, or TEXT, through other languages and back (VIA), and analyse the copies, into OUT
	@$(BIN)/drift retranslate '$(TEXT)' $(addprefix --via ,$(VIA)) -o '$(OUT)/copies'
	@$(BIN)/drift analyze '$(OUT)/copies' -o '$(OUT)'

train: .venv/.dev  ## train the drift models anew from the sets in SETS; hours; stop it at any time and call it again
	@$(PIP) install -c constraints.txt -e '.[train]'
	@test -f $(RUN)/first/train.jsonl.gz || $(BIN)/python -m research.training.generate --first --rounds 2 --shared '$(SETS)' --out $(RUN)/first
	@test -f $(RUN)/records/train.jsonl.gz || $(BIN)/python -m research.training.generate --limit 4500 --most 60000 --shared '$(SETS)' --out $(RUN)/records
	@test -f $(RUN)/more/train.jsonl.gz || $(BIN)/python -m research.training.generate --limit 6000 --most 90000 --seed 4 --shared '$(SETS)' --out $(RUN)/more
	$(BIN)/python -m research.training.train --records $(RUN)/first/train.jsonl.gz --out $(RUN)/base --steps $(STEPS) --resume
	$(BIN)/python -m research.training.train --records $(RUN)/first/train.jsonl.gz --out $(RUN)/base --decay 300
	$(BIN)/python -m research.training.export --checkpoint $(RUN)/base/decayed.pt --out $(RUN)/base/first
	$(BIN)/python -m research.training.train $(FURTHER) --steps $(TAUGHT) --resume
	$(BIN)/python -m research.training.train $(FURTHER) --decay 150
	$(BIN)/python -m research.training.export --checkpoint $(RUN)/taught/decayed.pt --out $(RUN)/taught/second
	$(BIN)/python -m research.training.train $(FURTHEST) --steps $(MORE) --resume
	$(BIN)/python -m research.training.train $(FURTHEST) --decay 150
	$(BIN)/python -m research.training.export --checkpoint $(RUN)/more/taught/decayed.pt --out models/base
	$(BIN)/python -m research.training.combination $(FITTED) --features $(RUN)/features.npz --out models/base/combination.json
	$(BIN)/python -m research.training.train --base minilm --rate 1.2e-4 --records $(RUN)/first/train.jsonl.gz --out $(RUN)/small --steps $(SMALL) --resume
	$(BIN)/python -m research.training.train --base minilm --rate 1.2e-4 --records $(RUN)/first/train.jsonl.gz --out $(RUN)/small --decay 220
	$(BIN)/python -m research.training.export --checkpoint $(RUN)/small/decayed.pt --out $(RUN)/small/undistilled
	$(BIN)/python -m research.training.distill $(DISTILLATION) --steps $(DISTIL) --resume
	$(BIN)/python -m research.training.distill $(DISTILLATION) --decay 320
	$(BIN)/python -m research.training.export --checkpoint $(RUN)/distilled/decayed.pt --out models/small
	$(BIN)/python -m research.training.combination $(FITTED) --model models/small --features $(RUN)/small.npz --teacher $(RUN)/features.npz --out models/small/combination.json
	$(BIN)/python -m research.training.combination $(FITTED) --features $(RUN)/features.npz --only rules --out models/lexical/combination.json

notebook: .venv/.dev  ## open the notebooks
	@$(PIP) install -c constraints.txt -e '.[notebook]'
	@$(BIN)/jupyter lab notebooks

picture: .venv/.dev  ## draw the README's picture anew (needs chromium)
	@$(BIN)/python research/recipes/picture.py

imports: .venv/.dev  ## draw the picture of who imports whom anew, and count the circles
	@$(BIN)/python -m research.recipes.imports

test: .venv/.dev tests/output/report/browser/node_modules  ## run the tests
	@$(BIN)/python -m pytest

coverage: .venv/.dev tests/output/report/browser/node_modules  ## run the tests and show what they cover; slower
	@$(BIN)/python -m pytest --cov --cov-report=term

check: .venv/.dev  ## ruff, mypy, who may import whom, licences
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python .ci/licences.py

format: .venv/.dev  ## let ruff mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:  ## remove what was built, the virtual environment too
	rm -rf .venv out build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache .coverage

.venv/.installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo 'setting up .venv (once; some minutes)' >&2
	@$(PIP) install -c constraints.txt torch
	@$(PIP) install -c constraints.txt -e '.[formats]'
	@touch $@

.venv/.dev: .venv/.installed
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

# What checks the report's accessibility; without npm that test is skipped.
tests/output/report/browser/node_modules: tests/output/report/browser/package-lock.json
	@if command -v npm >/dev/null; then npm ci --prefix tests/output/report/browser --no-audit --no-fund --silent || echo 'the accessibility test will be skipped' >&2; fi
