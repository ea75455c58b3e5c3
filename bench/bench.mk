# Speed, each table with a peer beside it. make bench-know: the knowledge tables.

$(BUILD)/bench/%: bench/%.c $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(call say,BENCH,$<)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $< $(BUILD)/libdragoman.a $(LDFLAGS) $(LIB_LIBS)

.PHONY: bench bench-know
bench: bench-know
bench-know: $(BUILD)/bench/know
	@$< $(wildcard data/corpus/texts/*.txt)
