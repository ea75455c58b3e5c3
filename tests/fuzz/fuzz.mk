# Fuzzing with libFuzzer under ASan and UBSan.  make fuzz T=gate|request|extract|tables [SECONDS=60]
# Seeds: tests/fuzz/seeds/TARGET (finds that were mended stay there) and the corpus' texts for extract.
# pointer-overflow is off: clang reports NULL + 0, which an empty list is and C2y allows (WG14 N3322).
T ?= extract
SECONDS ?= 60
FUZZ_CC ?= clang
FUZZ := build-fuzz

.PHONY: fuzz fuzz-replay
$(FUZZ)/fuzz_%: tests/fuzz/fuzz_%.c FORCE
	$(MAKE) -s BUILD=$(FUZZ) CC=$(FUZZ_CC) WARN=-Wall HARDEN= FORTIFY= OPT="-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=pointer-overflow -fno-sanitize-recover=all" \
	    LDFLAGS="-fsanitize=address,undefined" $(FUZZ)/libserver.a $(FUZZ)/libapi.a $(FUZZ)/libdragoman.a
	$(Q)$(FUZZ_CC) $(filter-out -MMD -MP,$(ALLFLAGS)) -fsanitize=fuzzer,address,undefined -fno-sanitize=pointer-overflow -o $@ $< \
	    $(FUZZ)/libserver.a $(FUZZ)/libapi.a $(FUZZ)/libdragoman.a $(SERVER_LIBS) $(API_LIBS) $(LIB_LIBS)
FORCE:

fuzz: $(FUZZ)/fuzz_$(T)
	@mkdir -p $(FUZZ)/corpus/$(T) tests/fuzz/seeds/$(T)
	$< -max_total_time=$(SECONDS) -rss_limit_mb=2048 -timeout=10 $(wildcard tests/fuzz/$(T).dict:%=-dict=%) \
	    $(FUZZ)/corpus/$(T) tests/fuzz/seeds/$(T) $(if $(filter extract,$(T)),data/corpus/texts)

# Every seed once: what script/test runs.
fuzz-replay: $(foreach t,gate request extract tables,$(FUZZ)/fuzz_$(t))
	for t in gate request extract tables; do [ ! -d tests/fuzz/seeds/$$t ] || $(FUZZ)/fuzz_$$t -runs=0 tests/fuzz/seeds/$$t || exit 1; done
