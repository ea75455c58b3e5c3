# The corpus and what is measured on it.
.PHONY: eval corpus-stats
eval: all eval-segment
	python3 tests/accept/evaluate.py $(BUILD)/dragoman $(if $(ARTICLE),--article $(ARTICLE)) $(if $(ACCEPT),--accept "$(ACCEPT)")

corpus-stats:
	python3 data/corpus/tools/stats.py
