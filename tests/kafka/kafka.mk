# make check-kafka: dragoman work against a real broker (46 MB from Maven; needs a JRE, Maven and kcat).
# KAFKA_ARTICLES and KAFKA_KILLS: how long the fault tests run.
KAFKA := $(BUILD)/kafka
$(KAFKA)/ready: tests/kafka/pom.xml
	$(call say,KAFKA,broker)
	$(Q)rm -rf $(@D) && mkdir -p $(@D) && mvn -q -B -f $< dependency:copy-dependencies -DoutputDirectory=$(abspath $(@D)) && touch $@
.PHONY: check-kafka
check-kafka: $(BUILD)/dragoman $(KAFKA)/ready
	KAFKA_JARS=$(abspath $(KAFKA)) .venv/bin/python -m pytest -q -p no:cacheprovider tests/kafka
