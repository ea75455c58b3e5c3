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

# make check-hostile HOSTILE=20000 HOSTILE_SEED=1: generated hostile requests, first through the gate alone, cut at every byte, then at the socket; adds a line
# to docs/ledger/front.tsv.
HOSTILE ?= 20000
HOSTILE_SEED ?= 1
.PHONY: check-hostile
check-hostile: $(BUILD)/dragoman $(BUILD)/tests/fuzz/fuzz_replay
	@rm -rf $(BUILD)/hostile
	.venv/bin/python tests/support/hostile.py $(BUILD)/hostile $(HOSTILE) $(HOSTILE_SEED)
	$(BUILD)/tests/fuzz/fuzz_replay gate $(BUILD)/hostile
	DRAGOMAN_BIN=$(CURDIR)/$(BUILD)/dragoman HOSTILE=$(HOSTILE) HOSTILE_SEED=$(HOSTILE_SEED) LEDGER=1 .venv/bin/python -m pytest -q -s -p no:cacheprovider tests/http/test_generated.py

# make check-page: the page in a headless Chromium (apt-get install chromium); pictures of it go to the folder PICTURES, if given.
.PHONY: check-page
check-page: $(BUILD)/dragoman
	DRAGOMAN_BIN=$(CURDIR)/$(BUILD)/dragoman .venv/bin/python -m pytest -q -p no:cacheprovider tests/page

# make coverage: lines and branches of lib, api and server that the unit, HTTP, contract and acceptance tests reach (gcovr), worker processes and the
# spawner included (tests/support/coverage.c); the table by folder is tests/support/coverage.py's, and is printed also where a test failed. Takes some
# twenty minutes on two cores, and as long again where others use them; one case, the faults of a worker that reads a compressed article with an engine
# that was not optimized, would take longer than all others and is left out. COVERAGE_TESTS= leaves out what is not a unit.
COVERAGE_TESTS ?= tests/contract tests/http tests/fault tests/accept
.PHONY: coverage coverage-report
coverage:
	@mkdir -p build-cov
	rm -f $$(find build-cov -name '*.gcda')
	$(CC) -O1 -g -D_GNU_SOURCE -c -o build-cov/coverage.o tests/support/coverage.c
	CCACHE_DISABLE=1 $(MAKE) BUILD=build-cov COVERAGE=1 all check-unit fuzz-replay build-cov/tests/fault/routes
	build-cov/tests/fault/routes 11
	fine=0; FAULT_STEP=23 DRAGOMAN_BIN=$(CURDIR)/build-cov/dragoman .venv/bin/python -m pytest -q -p no:cacheprovider $(COVERAGE_TESTS) \
	    -k 'not (every_allocation and gzip and worker)' || fine=$$?; \
	    $(MAKE) coverage-report && exit $$fine

coverage-report:
	gcovr --root . --filter lib/ --filter api/ --filter server/ --exclude-unreachable-branches --exclude-throw-branches -j 2 \
	    --json build-cov/coverage.json --txt build-cov/coverage.txt build-cov >/dev/null
	@python3 tests/support/coverage.py build-cov/coverage.json
