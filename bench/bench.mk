# Speed and memory. make bench: all of it; make bench-speed: extraction by stage; make bench-know: the tables;
# make bench-hostile: what an attacker's texts cost with the weights, at SIZE and 2 SIZE kibibytes.

$(BUILD)/bench/%: bench/%.c $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(call say,BENCH,$<)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $< $(BUILD)/libdragoman.a $(LDFLAGS) $(LIB_LIBS)

.PHONY: bench bench-speed bench-know bench-hostile
SIZE ?= 16
bench: bench-speed bench-know
bench-speed: $(BUILD)/bench/speed
	@$< $(wildcard data/corpus/texts/*.txt)
bench-know: $(BUILD)/bench/know
	@$< $(wildcard data/corpus/texts/*.txt)
bench-hostile: $(BUILD)/bench/hostile
	@$< $(SIZE) $(wildcard data/corpus/texts/*.txt)
