# make bench-scaling: cost by length, bytes of replies, processes beside each other (docs/scaling.md). WHAT=length|copies|all
.PHONY: bench-scaling
WHAT ?= all
bench-scaling: $(BUILD)/dragoman
	@$(PYTHON) bench/scaling/capacity.py $< $(WHAT)
