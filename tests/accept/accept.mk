# The corpus and what is measured on it.
.PHONY: eval corpus-stats
eval: all eval-segment
	python3 tests/accept/evaluate.py $(BUILD)/dragoman $(if $(ARTICLE),--article $(ARTICLE)) $(if $(ACCEPT),--accept "$(ACCEPT)")

corpus-stats:
	python3 data/corpus/tools/stats.py

# who says what in the dev part of PolNeAR: DATA/attribution/polnear-dev.jsonl.gz (train/README.md)
.PHONY: eval-quotes
eval-quotes: all
	@[ -n "$(DATA)" ] || { echo "make eval-quotes DATA=DIR: where the corpora of train/README.md lie"; exit 1; }
	python3 tests/accept/quotes.py $(BUILD)/dragoman $(DATA)/attribution/polnear-dev.jsonl.gz

# articles of eighteen small stories: which does dragoman merge join?
.PHONY: eval-merge
eval-merge: all
	$(if $(LEDGER),python3 tests/support/ledger.py scale.tsv merge "make eval-merge" --) python3 tests/accept/merge/score.py $(BUILD)/dragoman event
	python3 tests/accept/merge/score.py $(BUILD)/dragoman fingerprint daily
