# Load: make bench-load GOAL=capacity|steady|overload|slow|storm|soak|stops|rolling|peers [FOR=...]; each run adds a line to docs/ledger/front.tsv.
$(BUILD)/bench/load/load: bench/load/load.c
	@mkdir -p $(@D)
	$(call say,BENCH,$<)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $< $(LDFLAGS)
.PHONY: bench-load load-peers
GOAL ?= capacity
bench-load: $(BUILD)/dragoman $(BUILD)/bench/load/load
	@BUILD=$(abspath $(BUILD)) DRAGOMAN_BIN=$(abspath $(BUILD))/dragoman .venv/bin/python bench/load/goals.py $(GOAL) $(FOR)

# make load-peers: CoreNLP's server and spaCy in FastAPI on the same articles (installs them as make bench-peers does, and FastAPI with uvicorn)
$(PEERS)/venv/served: $(PEERS)/venv/ready
	$(Q)$(PEERS)/venv/bin/pip install -q fastapi uvicorn && touch $@
load-peers: $(BUILD)/dragoman $(BUILD)/bench/load/load $(PEERS)/venv/served $(PEERS)/corenlp/ready
	@BUILD=$(abspath $(BUILD)) DRAGOMAN_BIN=$(abspath $(BUILD))/dragoman .venv/bin/python bench/load/goals.py peers $(FOR)
