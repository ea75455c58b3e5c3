# make check-compose: docker/compose*.yaml read by compose-go, the parser of docker compose, and held to what they promise.
# Needs Go and its module proxy; no engine.
.PHONY: check-compose
check-compose: $(BUILD)/dragoman
	cd tests/compose && DRAGOMAN_BIN=$(abspath $(BUILD))/dragoman go test ./...
