# The corpus and what is measured on it.
.PHONY: eval corpus-stats
eval: all eval-segment
	python3 tests/accept/evaluate.py $(BUILD)/dragoman $(if $(ARTICLE),--article $(ARTICLE)) $(if $(ACCEPT),--accept "$(ACCEPT)")

# the train part, each article read by fold weights that have not seen it: FOLDS (train/README.md)
.PHONY: eval-unseen
eval-unseen: all
	@[ -n "$(FOLDS)" ] || { echo "make eval-unseen FOLDS=DIR: where fold0.drgm and so on lie"; exit 1; }
	python3 tests/accept/evaluate.py $(BUILD)/dragoman --folds $(FOLDS)

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
