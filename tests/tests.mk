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
