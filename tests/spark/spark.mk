# make check-spark: examples/spark/extract_job.py on local Spark (pyspark from PyPI, about 350 MB in build/spark; needs a JRE, 17 or 11):
# bytes against the command line, kills in the middle, processor time an article against the command line. SPARK_ARTICLES: how many.
SPARK := $(BUILD)/spark
$(SPARK)/ready: tests/spark/requirements.txt
	$(call say,SPARK,venv)
	$(Q)mkdir -p $(@D) && $(PYTHON) -m venv --clear $(@D)/venv && $(@D)/venv/bin/pip install -q --disable-pip-version-check -r $< && touch $@
.PHONY: check-spark
check-spark: $(BUILD)/dragoman $(SPARK)/ready
	SPARK_PYTHON=$(abspath $(SPARK))/venv/bin/python .venv/bin/python -m pytest -q -s -p no:cacheprovider tests/spark
