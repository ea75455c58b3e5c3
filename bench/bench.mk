# Speed and memory. make bench: all of it; make bench-speed: extraction by stage; make bench-know: the tables.

$(BUILD)/bench/%: bench/%.c $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(call say,BENCH,$<)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $< $(BUILD)/libdragoman.a $(LDFLAGS) $(LIB_LIBS)

.PHONY: bench bench-speed bench-know
bench: bench-speed bench-know
bench-speed: $(BUILD)/bench/speed
	@$< $(wildcard data/corpus/texts/*.txt)
bench-know: $(BUILD)/bench/know
	@$< $(wildcard data/corpus/texts/*.txt)
