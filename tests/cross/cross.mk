# make check-neon: lib/nn and its unit tests for AArch64, run under qemu-user: the tables for NEON, with and without
# dot products, against the portable one and against the scores of train/simulate.py; word pieces; decoders.
# Also compiles all of lib/ for AArch64. Needs gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user.
CROSS_CC    := aarch64-linux-gnu-gcc
CROSS_RUN   := qemu-aarch64
CROSS       := $(BUILD)/arm64
CROSS_FLAGS  = -std=c11 -D_GNU_SOURCE $(WARN) -fstack-protector-strong -fvisibility=hidden -ffp-contract=off -O2 -g \
               -DDRG_VERSION='"$(VERSION)"' -DTEST_ROOT='"$(CURDIR)"' -Itests/cross -I$(CROSS)/include -MMD -MP
CROSS_TESTS := kernel reader decode pieces
cross_obj    = $(patsubst %.c,$(CROSS)/%.o,$(1))

$(CROSS)/include/utf8proc.h: $(shell $(PKG) --variable=includedir libutf8proc 2>/dev/null)/utf8proc.h
	@mkdir -p $(@D)
	$(Q)cp $< $@
$(CROSS)/unicode_table: tests/cross/unicode_table.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALLFLAGS) $(LDFLAGS) -o $@ $< $(LIB_LIBS)
$(CROSS)/unicode.c: $(CROSS)/unicode_table
	$(Q)$< > $@
$(CROSS)/unicode.o: $(CROSS)/unicode.c tests/cross/unicode.h $(CROSS)/include/utf8proc.h
	$(call say,CROSS,$<)
	$(Q)$(CROSS_CC) $(CROSS_FLAGS) -Itests/cross -c -o $@ $<
$(CROSS)/%.o: %.c $(CROSS)/include/utf8proc.h
	@mkdir -p $(@D)
	$(call say,CROSS,$<)
	$(Q)$(CROSS_CC) $(CROSS_FLAGS) -c -o $@ $<

# lib/nn without its stage, and what it stands on
CROSS_LIB := $(filter-out lib/nn/read.c lib/nn/feed.c,$(wildcard lib/nn/*.c)) $(wildcard lib/base/*.c)
$(CROSS)/test_%: $(CROSS)/tests/unit/nn/test_%.o $(call cross_obj,$(CROSS_LIB)) $(CROSS)/unicode.o
	$(call say,LD,$@)
	$(Q)$(CROSS_CC) -static -o $@ $^ -lm

.PHONY: check-neon
check-neon: $(patsubst %,$(CROSS)/test_%,$(CROSS_TESTS)) $(call cross_obj,$(LIB_C))
	@for t in $(CROSS_TESTS); do $(CROSS_RUN) $(CROSS)/test_$$t >$(CROSS)/$$t.log 2>&1 && echo "ok   arm64 $$t" || { echo "FAIL arm64 $$t"; cat $(CROSS)/$$t.log; exit 1; }; done
