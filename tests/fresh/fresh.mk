# The two commands of the README on a bare Debian bookworm.
.PHONY: check-fresh-server check-fresh-test
check-fresh-server:
	tests/fresh/run server

check-fresh-test:
	tests/fresh/run test
