# Fuzzing with libFuzzer under ASan and UBSan.
#   make fuzz T=http SECONDS=60     one target; make fuzz-all: each of them, one after the other; make fuzz-ledger prints the sums of docs/ledger/fuzz.tsv
#   make fuzz-replay                every find and every seed once, with the compiler and sanitizer at hand (BUILD=..., SANITIZE=...)
# Seeds are made by tests/fuzz/seeds.py from the corpus and the hostile matrix; finds stand in tests/fuzz/finds/TARGET, each with its test or reason.
# pointer-overflow is off: clang reports NULL + 0, which an empty list is and C2y allows (WG14 N3322).
FUZZ_TARGETS := gate request answer segment extract knowledge weights tables wire http
T ?= extract
SECONDS ?= 60
FUZZ_CC ?= clang
FUZZ := build-fuzz
FUZZ_PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)
FUZZ_FLAGS := address,undefined -fno-sanitize=pointer-overflow

.PHONY: fuzz fuzz-all fuzz-build fuzz-libraries fuzz-seeds fuzz-replay fuzz-ledger
# once for all targets: several of these side by side would write what another one runs
fuzz-libraries:
	$(MAKE) -s BUILD=$(FUZZ) CC=$(FUZZ_CC) WARN=-Wall HARDEN= FORTIFY= OPT="-O1 -g -fsanitize=fuzzer-no-link,$(FUZZ_FLAGS) -fno-sanitize-recover=all" \
	    LDFLAGS="-fsanitize=address,undefined" $(FUZZ)/libserver.a $(FUZZ)/libapi.a $(FUZZ)/libdragoman.a

$(FUZZ)/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h tests/fuzz/edits.h fuzz-libraries
	$(Q)$(FUZZ_CC) $(filter-out -MMD -MP,$(ALLFLAGS)) -fsanitize=fuzzer,$(FUZZ_FLAGS) -DTEST_ROOT='"$(CURDIR)"' -o $@ $< \
	    $(FUZZ)/libserver.a $(FUZZ)/libapi.a $(FUZZ)/libdragoman.a $(SERVER_LIBS) $(API_LIBS) $(LIB_LIBS)

fuzz-build: $(foreach t,$(FUZZ_TARGETS),$(FUZZ)/fuzz_$(t))

fuzz-seeds: tests/fuzz/seeds.py
	@$(FUZZ_PYTHON) tests/fuzz/seeds.py $(FUZZ)/seeds $(FUZZ_TARGETS)

fuzz: $(FUZZ)/fuzz_$(T) fuzz-seeds
	$(FUZZ_PYTHON) tests/fuzz/run.py --build $(FUZZ) --seconds $(SECONDS) $(if $(LEDGER),--ledger $(LEDGER)) $(T)

fuzz-all: fuzz-build fuzz-seeds
	$(FUZZ_PYTHON) tests/fuzz/run.py --build $(FUZZ) --seconds $(SECONDS) $(if $(LEDGER),--ledger $(LEDGER)) $(FUZZ_TARGETS)

fuzz-ledger:
	@$(FUZZ_PYTHON) tests/fuzz/run.py --sums docs/ledger/fuzz.tsv

# One program of all targets, without libFuzzer.
FUZZ_OBJ := $(foreach t,$(FUZZ_TARGETS),$(BUILD)/tests/fuzz/fuzz_$(t).o)
$(BUILD)/tests/fuzz/fuzz_%.o: tests/fuzz/fuzz_%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALLFLAGS) -DTEST_ROOT='"$(CURDIR)"' -DLLVMFuzzerTestOneInput=fuzz_$* -c -o $@ $<

$(BUILD)/tests/fuzz/fuzz_replay: tests/fuzz/replay.c $(FUZZ_OBJ) $(BUILD)/libserver.a $(BUILD)/libapi.a $(BUILD)/libdragoman.a
	$(call say,LD,$@)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $(filter-out %.a,$^) $(BUILD)/libserver.a $(BUILD)/libapi.a $(BUILD)/libdragoman.a $(LDFLAGS) $(SERVER_LIBS) $(API_LIBS) $(LIB_LIBS)

fuzz-replay: $(BUILD)/tests/fuzz/fuzz_replay fuzz-seeds
	@for t in $(FUZZ_TARGETS); do $(BUILD)/tests/fuzz/fuzz_replay $$t $$([ ! -d tests/fuzz/finds/$$t ] || echo tests/fuzz/finds/$$t) $(FUZZ)/seeds/$$t 2>$(BUILD)/tests/fuzz/$$t.log || \
	    { tail -60 $(BUILD)/tests/fuzz/$$t.log; exit 1; }; done
