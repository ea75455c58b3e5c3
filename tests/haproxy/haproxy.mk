# make check-haproxy: docker/deploy/haproxy.cfg with Debian's haproxy and three copies of dragoman on loopback; copies killed under load,
# every request answered. And the compose files against the Compose specification (the schema that docker-compose 1.29.2 carries).
# HAPROXY_REQUESTS: how many articles each run sends. Needs the package haproxy.
COMPOSE := $(BUILD)/compose
$(COMPOSE)/ready:
	$(call say,COMPOSE,schema)
	$(Q)mkdir -p $(@D) && .venv/bin/pip install -q --disable-pip-version-check --no-deps --upgrade --target $(@D)/python docker-compose==1.29.2 && touch $@
.PHONY: check-haproxy
check-haproxy: $(BUILD)/dragoman $(COMPOSE)/ready
	COMPOSE_SCHEMA=$(abspath $(COMPOSE))/python/compose/config/compose_spec.json .venv/bin/python -m pytest -q -s -p no:cacheprovider tests/haproxy
