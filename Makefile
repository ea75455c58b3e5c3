# dragoman: make (the release binary and library), make check (all tests), make help.
#
#   BUILD=dir        where everything goes (build, build-asan, build-tsan, build-cov)
#   SANITIZE=list    address,undefined or thread
#   V=1              show the commands

VERSION  := 0.1.0
BUILD    ?= build
PREFIX   ?= /usr/local
LIBDIR   ?= $(PREFIX)/lib
SHARE    := $(PREFIX)/share
CC       ?= cc
PKG      := pkg-config
OPT      ?= -O2 -g
MARCH    ?=
WARN     := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Werror
HARDEN   := -fstack-protector-strong -fstack-clash-protection -fcf-protection
ifeq ($(findstring aarch64,$(shell $(CC) -dumpmachine)),aarch64)
HARDEN   := -fstack-protector-strong -fstack-clash-protection -mbranch-protection=standard
endif
FORTIFY  := -D_FORTIFY_SOURCE=2
ifdef SANITIZE
OPT      := -O1 -g -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
FORTIFY  :=
endif
ifdef COVERAGE
OPT      := -O0 -g --coverage -fprofile-update=atomic -DDRG_CHUNK_EACH
FORTIFY  :=
COVERED  := --coverage $(BUILD)/coverage.o
endif
CFLAGS   ?= $(OPT)
# -ffp-contract=off: no fused operation that another path lacks (docs/architecture.md, determinism).
ALLFLAGS  = -std=c11 -D_GNU_SOURCE $(WARN) $(HARDEN) $(FORTIFY) -fvisibility=hidden -fPIC -ffp-contract=off \
            -DDRG_VERSION='"$(VERSION)"' $(MARCH) $(CFLAGS) -MMD -MP
LDFLAGS  ?= -pie -Wl,-z,relro,-z,now,-z,noexecstack $(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(COVERED)

LIB_LIBS    := $(shell $(PKG) --libs libutf8proc 2>/dev/null || echo -lutf8proc) -lm
API_LIBS    := $(shell $(PKG) --libs jansson libsodium zlib)
STREAM_LIBS := $(shell $(PKG) --libs rdkafka)
SERVER_LIBS := $(shell $(PKG) --libs libmicrohttpd libuv libsodium) -lpthread

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$(2)')

LIB_C    := $(sort $(wildcard lib/*.c lib/*/*.c))
API_C    := $(sort $(wildcard api/*.c))
SERVER_C := $(sort $(wildcard server/*.c))
STREAM_C := $(sort $(wildcard stream/*.c))
CMD_C    := $(sort $(filter-out cmd/compile_tables.c,$(wildcard cmd/*.c)))
obj       = $(patsubst %.c,$(BUILD)/%.o,$(1))
TABLES   := $(BUILD)/tables.drgk
TSV      := $(sort $(wildcard data/knowledge/*.tsv data/ontology/*.tsv data/lexicon/*.tsv))

.PHONY: all help check check-unit lint fmt asan tsan clean install man client-types docs-c check-docs-c
all: $(BUILD)/dragoman $(BUILD)/libdragoman.a $(BUILD)/libdragoman.so

# ---- the library -------------------------------------------------------------------------------
$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(ALLFLAGS) $(FILE_FLAGS) -c -o $@ $<

# the compiler of the tables is made of the library itself, without the tables (a cross build names one that runs here)
COMPILE_TABLES ?= $(BUILD)/compile_tables
$(BUILD)/compile_tables: $(BUILD)/cmd/compile_tables.o $(call obj,$(filter-out lib/engine.c,$(LIB_C)))
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LIB_LIBS)

$(TABLES): $(COMPILE_TABLES) $(TSV)
	@mkdir -p $(@D)
	$(call say,TABLES,$@)
	$(Q)$(COMPILE_TABLES) data $@

$(BUILD)/lib/know/embedded.o: lib/know/embedded.S $(TABLES)
	$(call say,AS,$<)
	$(Q)$(CC) -DDRG_TABLES='"$(TABLES)"' -c -o $@ $<

# the weights of the reading engine; a build without them (MODEL=) works from tables and patterns alone
MODEL ?= $(wildcard models/reader.drgm)
$(BUILD)/lib/nn/embedded.o: lib/nn/embedded.S $(MODEL)
	@mkdir -p $(@D)
	$(call say,AS,$<)
	$(Q)$(CC) $(if $(MODEL),-DDRG_MODEL='"$(MODEL)"') -c -o $@ $<

LIB_OBJ := $(call obj,$(LIB_C)) $(BUILD)/lib/know/embedded.o $(BUILD)/lib/nn/embedded.o
$(BUILD)/libdragoman.a: $(LIB_OBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/libdragoman.so: $(LIB_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) -shared -Wl,-soname,libdragoman.so.0 -Wl,-z,relro,-z,now,-z,noexecstack $(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(if $(COVERAGE),--coverage) -o $@ $^ $(LIB_LIBS)

# ---- the program -------------------------------------------------------------------------------
PYTHON   ?= /usr/bin/python3
$(BUILD)/openapi.json: openapi.yaml api/openapi_json.py
	@mkdir -p $(@D)
	$(call say,JSON,$@)
	$(Q)$(PYTHON) api/openapi_json.py $< $@

$(BUILD)/api/openapi_embedded.o: api/openapi_embedded.S openapi.yaml $(BUILD)/openapi.json
	$(call say,AS,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) -DOPENAPI_YAML='"openapi.yaml"' -DOPENAPI_JSON='"$(BUILD)/openapi.json"' -c -o $@ $<

# the page and the API reference, in gzip form (api/page.def lists them); what is taken over is committed so
PAGE := $(patsubst web/%,$(BUILD)/web/%.gz,$(wildcard web/*.html web/*.css web/*.js)) $(patsubst web/vendor/%,$(BUILD)/web/%,$(wildcard web/vendor/*.gz))
$(BUILD)/web/%.gz: web/%
	@mkdir -p $(@D)
	$(Q)gzip -9nc $< >$@
$(BUILD)/web/%.gz: web/vendor/%.gz
	@mkdir -p $(@D)
	$(Q)cp $< $@
$(BUILD)/api/page_embedded.o: api/page_embedded.S api/page.def $(PAGE)
	$(call say,AS,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) -Wa,-I$(BUILD)/web -c -o $@ $<

$(BUILD)/libapi.a: $(call obj,$(API_C)) $(BUILD)/api/openapi_embedded.o $(BUILD)/api/page_embedded.o
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/libserver.a: $(call obj,$(SERVER_C))
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/libstream.a: $(call obj,$(STREAM_C))
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/dragoman: $(call obj,$(CMD_C)) $(BUILD)/libserver.a $(BUILD)/libstream.a $(BUILD)/libapi.a $(BUILD)/libdragoman.a
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(SERVER_LIBS) $(STREAM_LIBS) $(API_LIBS) $(LIB_LIBS)

# ---- tests -------------------------------------------------------------------------------------
UNIT_C   := $(sort $(wildcard tests/unit/*/test_*.c))
UNIT     := $(patsubst %.c,$(BUILD)/%,$(UNIT_C))
$(BUILD)/tests/%: tests/%.c $(BUILD)/libserver.a $(BUILD)/libstream.a $(BUILD)/libapi.a $(BUILD)/libdragoman.a
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(CC) $(ALLFLAGS) -DTEST_ROOT='"$(CURDIR)"' -o $@ $< $(BUILD)/libserver.a $(BUILD)/libstream.a $(BUILD)/libapi.a $(BUILD)/libdragoman.a \
	    $(LDFLAGS) -lcmocka $(SERVER_LIBS) $(STREAM_LIBS) $(API_LIBS) $(LIB_LIBS)

# each is its own program, with files of its own: as many at once as there are cores
UNIT_JOBS ?= $(shell nproc)
check-unit: $(UNIT)
	@printf '%s\n' $(UNIT) | xargs -P $(UNIT_JOBS) -I{} sh -c '{} >{}.log 2>&1 && echo "ok   $${1#$(BUILD)/tests/unit/}" || { echo "FAIL $${1#$(BUILD)/tests/unit/}"; cat {}.log; exit 1; }' - {}

check: all check-unit
	script/test

asan:
	$(MAKE) BUILD=build-asan SANITIZE=address,undefined all check-unit

tsan:
	$(MAKE) BUILD=build-tsan SANITIZE=thread all check-unit

# ---- house keeping -------------------------------------------------------------------------------
C_FILES := $(shell git ls-files '*.c' '*.h' 2>/dev/null)
lint:
	script/lint

fmt:
	clang-format -i $(C_FILES)

install: all
	install -d $(addprefix $(DESTDIR),$(PREFIX)/bin $(LIBDIR)/pkgconfig $(PREFIX)/include $(SHARE)/man/man1 $(SHARE)/bash-completion/completions $(SHARE)/zsh/vendor-completions $(SHARE)/fish/vendor_completions.d)
	install -m 755 $(BUILD)/dragoman $(DESTDIR)$(PREFIX)/bin/dragoman
	install -m 644 $(BUILD)/libdragoman.a $(DESTDIR)$(LIBDIR)/libdragoman.a
	install -m 644 $(BUILD)/libdragoman.so $(DESTDIR)$(LIBDIR)/libdragoman.so.0
	ln -sf libdragoman.so.0 $(DESTDIR)$(LIBDIR)/libdragoman.so
	install -m 644 lib/dragoman.h $(DESTDIR)$(PREFIX)/include/dragoman.h
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))|' -e 's|@VERSION@|$(VERSION)|' lib/dragoman.pc.in > $(DESTDIR)$(LIBDIR)/pkgconfig/dragoman.pc
	chmod 644 $(DESTDIR)$(LIBDIR)/pkgconfig/dragoman.pc
	install -m 644 docs/man/dragoman.1 $(DESTDIR)$(SHARE)/man/man1/dragoman.1
	install -m 644 cmd/completion/dragoman.bash $(DESTDIR)$(SHARE)/bash-completion/completions/dragoman
	install -m 644 cmd/completion/_dragoman $(DESTDIR)$(SHARE)/zsh/vendor-completions/_dragoman
	install -m 644 cmd/completion/dragoman.fish $(DESTDIR)$(SHARE)/fish/vendor_completions.d/dragoman.fish

# the types of the Python client, after a change of openapi.yaml
client-types:
	$(PYTHON) clients/python/make_types.py openapi.yaml > clients/python/src/dragoman_client/types.py

# the manual page, after a change of any --help
man: $(BUILD)/dragoman
	$(PYTHON) docs/man/make_man.py $(BUILD)/dragoman > docs/man/dragoman.1

# the reference of the public header, as HTML in build/docs/c (doxygen; docs/Doxyfile); a name without words is an error
docs-c:
	@mkdir -p build/docs
	doxygen docs/Doxyfile

check-docs-c:
	.venv/bin/python -m pytest -q -p no:cacheprovider tests/accept/docs_c_test.py

clean:
	rm -rf build build-asan build-tsan build-cov build-fuzz build-arm64

help:
	@sed -n '1,6s/^# \{0,1\}//p' Makefile; grep -hoE '^[a-z-]+:' Makefile train/*.mk tests/*.mk bench/*.mk 2>/dev/null | sort -u | tr -d : | tr '\n' ' '; echo

-include train/train.mk
-include tests/tests.mk tests/fault/fault.mk tests/cross/cross.mk tests/accept/accept.mk tests/fresh/fresh.mk tests/fuzz/fuzz.mk tests/kafka/kafka.mk tests/chart/chart.mk tests/compose/compose.mk tests/generated/generated.mk tests/haproxy/haproxy.mk tests/spark/spark.mk tests/r/r.mk
-include bench/bench.mk bench/load/load.mk bench/scaling/scaling.mk
-include docker/docker.mk
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

.PHONY: objects
objects: $(call obj,$(LIB_C) $(API_C) $(SERVER_C) $(STREAM_C) $(CMD_C))
