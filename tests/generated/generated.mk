# make check-generated: types generated from openapi.yaml, a client compiled strictly with them and run against a service.
# Needs Node and npm's registry.
GENERATED := $(BUILD)/generated
.PHONY: check-generated
check-generated: $(BUILD)/dragoman
	tests/generated/run $(abspath $(BUILD)) $(abspath $(GENERATED))
