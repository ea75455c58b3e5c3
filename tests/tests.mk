# What the tests need beyond one program a unit.

# ---- tokens and sentences against treebanks and the corpus ----------------------------------------
SEGMENT_DUMP := $(BUILD)/tests/accept/segment/segment_dump
$(SEGMENT_DUMP): tests/accept/segment/segment_dump.c $(call obj,lib/document.c $(wildcard lib/base/*.c lib/text/*.c))
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $^ $(LDFLAGS) $(LIB_LIBS)

.PHONY: eval-segment
eval-segment: $(SEGMENT_DUMP)
	python3 tests/accept/segment/score.py $(SEGMENT_DUMP) --corpus data/corpus/texts --floor

# ---- a minute of 64 clients, and the same bytes 1,000 times ------------------------------------------
.PHONY: load
load: $(BUILD)/dragoman
	DRAGOMAN_BIN=$(CURDIR)/$(BUILD)/dragoman SECONDS_OF_LOAD=60 .venv/bin/python -m pytest -q -s -p no:cacheprovider tests/http/test_load.py

# make check-page: the page in a headless Chromium (apt-get install chromium); pictures of it go to the folder PICTURES, if given.
.PHONY: check-page
check-page: $(BUILD)/dragoman
	DRAGOMAN_BIN=$(CURDIR)/$(BUILD)/dragoman .venv/bin/python -m pytest -q -p no:cacheprovider tests/page

# make coverage: lines and branches of lib, api and server that the unit tests and the HTTP suite reach (gcovr; about fifteen minutes on two idle cores).
.PHONY: coverage
coverage:
	$(MAKE) BUILD=build-cov COVERAGE=1 all check-unit
	DRAGOMAN_BIN=$(CURDIR)/build-cov/dragoman .venv/bin/python -m pytest -q -p no:cacheprovider tests/contract tests/http
	gcovr --root . --filter 'lib/|api/|server/' --exclude-unreachable-branches --exclude-throw-branches --print-summary --sort-percentage --txt build-cov/coverage.txt build-cov | tail -6
	@echo "by file: build-cov/coverage.txt"
