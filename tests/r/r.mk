# make check-r: R's read.csv and read.delim on the three views of a running service, cell by cell against what is sent and the JSON.
# Needs R (Debian: r-base-core, recommended packages not needed) and curl.
.PHONY: check-r
check-r: $(BUILD)/dragoman
	DRAGOMAN_BIN=$(abspath $(BUILD))/dragoman .venv/bin/python -m pytest -q -s -p no:cacheprovider tests/r
