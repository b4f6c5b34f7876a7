# siasn-sync: every entry point. `make help` lists them.

CC        ?= cc
BUILD     ?= build
VERSION   := 0.1.0
# SANITIZE=1 builds and tests under AddressSanitizer and UBSan, VALGRIND=1 runs tests under valgrind.
SANITIZE  ?=
VALGRIND  ?=
COVERAGE  ?=
# FAULTS=1 builds with the crash points and switches that only the fault tests use.
FAULTS    ?=

ifeq ($(SANITIZE),1)
O         := $(BUILD)/sanitize
MODE      := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
else ifeq ($(FAULTS),1)
O         := $(BUILD)/faults
MODE      := -O2 -g -D_FORTIFY_SOURCE=2 -DTEST_SWITCHES
else ifeq ($(COVERAGE),1)
O         := $(BUILD)/coverage
MODE      := -O0 -g --coverage
else
O         := $(BUILD)
MODE      := -O2 -g -D_FORTIFY_SOURCE=2
endif

PACKAGES  := libcurl jansson libpq openssl smartcols libsystemd libmicrohttpd
WARN      := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 \
             -Wconversion -Wvla -Werror
HARDEN    := -fstack-protector-strong -fPIE
CFLAGS    += -std=c17 -D_GNU_SOURCE $(WARN) $(HARDEN) $(MODE) -MMD -MP \
             -DVERSION='"$(VERSION)"' -Idaemon -Iconnectors -I$(O)/gen
LDFLAGS   += -pie -Wl,-z,relro,-z,now $(filter -fsanitize%,$(MODE)) $(filter --coverage,$(MODE))
LIBS      := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -linih
CFLAGS    += $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)

CORE_SRC  := $(wildcard daemon/ground/*.c daemon/pure/*.c daemon/edge/*.c daemon/engine/*.c \
             connectors/*/*.c)
CTL_SRC   := $(wildcard daemon/ctl/*.c)
WEB_SRC   := $(wildcard daemon/web/*.c)
SANDBOX_SRC := $(wildcard tests/sandbox/*.c)
TEST_SRC  := $(wildcard tests/unit/*_test.c)
TEST_HELP := $(filter-out $(TEST_SRC),$(wildcard tests/unit/*.c))
QUERIES   := $(sort $(wildcard schema/queries/*.sql schema/indicators/*.sql))
MIGRATIONS := $(sort $(wildcard schema/state/*.sql))
RECORDS   := $(sort $(wildcard schema/records/*.json))
REFERENCE := $(sort $(wildcard schema/reference/*.csv))
RULES     := $(sort $(wildcard schema/indicators/rules/*.json))
CONTRACT  := schema/source/contract.json
TEMPLATES := $(sort $(wildcard connectors/mail/templates/*.txt))
TREE      := schema/indicators/pohon_kinerja.json
ASSETS    := $(sort $(wildcard daemon/web/static/*.*))

CORE_OBJ  := $(CORE_SRC:%.c=$(O)/%.o) $(O)/gen/sql.o $(O)/gen/data.o
PROGRAMS  := $(O)/siasnd $(O)/siasnctl $(O)/siasn-web
UNIT      := $(TEST_SRC:tests/unit/%.c=$(O)/tests/unit/%)

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:

## all: build siasnd, siasnctl, siasn-web and the sandbox into build/
.PHONY: all
all: $(PROGRAMS) $(O)/siasn-sandbox

$(O)/siasnd: $(O)/daemon/siasnd.o $(O)/libcore.a
	@echo "  link $@" && $(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$(O)/siasnctl: $(CTL_SRC:%.c=$(O)/%.o) $(O)/libcore.a
	@echo "  link $@" && $(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lhpdf
$(O)/siasn-web: $(WEB_SRC:%.c=$(O)/%.o) $(O)/libcore.a
	@echo "  link $@" && $(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lmicrohttpd -lpthread
$(O)/siasn-sandbox: $(SANDBOX_SRC:%.c=$(O)/%.o)
	@echo "  link $@" && $(CC) $(LDFLAGS) -o $@ $^ -lmicrohttpd -ljansson -lgnutls -lcrypto -lpthread
$(O)/tests/unit/web_%_test: $(O)/tests/unit/web_%_test.o $(O)/libweb.a $(O)/libcore.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka -lmicrohttpd -lpthread
$(O)/libweb.a: $(filter-out $(O)/daemon/web/main.o,$(WEB_SRC:%.c=$(O)/%.o))
	@rm -f $@ && ar rcs $@ $^
$(O)/tests/unit/%_test: $(O)/tests/unit/%_test.o $(TEST_HELP:%.c=$(O)/%.o) $(O)/libcore.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka -lpthread
$(O)/libcore.a: $(CORE_OBJ)
	@rm -f $@ && ar rcs $@ $^
$(O)/%.o: %.c Makefile | $(O)/gen/sql.h $(O)/gen/data.h
	@mkdir -p $(@D) && echo "  cc $<" && $(CC) $(CFLAGS) -c -o $@ $<
$(O)/gen/%.o: $(O)/gen/%.c
	@$(CC) $(CFLAGS) -c -o $@ $<

EMBED := LC_ALL=C awk -f daemon/embed.awk
$(O)/gen/sql.h: $(QUERIES) daemon/embed.awk
	@mkdir -p $(@D) && $(EMBED) -v mode=header -v set=sql $(QUERIES) > $@
$(O)/gen/sql.c: $(QUERIES) daemon/embed.awk | $(O)/gen/sql.h
	@{ echo '#include "sql.h"'; $(EMBED) -v mode=source -v set=sql $(QUERIES); } > $@
$(O)/gen/data.h: $(MIGRATIONS) $(RECORDS) $(REFERENCE) $(RULES) $(CONTRACT) $(TREE) $(TEMPLATES) $(ASSETS) daemon/embed.awk
	@mkdir -p $(@D) && { echo '#pragma once'; echo '#include <stddef.h>'; \
	  echo 'struct embedded { const char *name; const char *text; };'; \
	  $(EMBED) -v mode=header -v set=migrations $(MIGRATIONS); \
	  $(EMBED) -v mode=header -v set=records $(RECORDS); \
	  $(EMBED) -v mode=header -v set=reference $(REFERENCE); \
	  $(EMBED) -v mode=header -v set=rules $(RULES); \
	  $(EMBED) -v mode=header -v set=contract $(CONTRACT); \
	  $(EMBED) -v mode=header -v set=tree $(TREE); \
	  $(EMBED) -v mode=header -v set=templates $(TEMPLATES); \
	  $(EMBED) -v mode=header -v set=assets $(ASSETS); } > $@
$(O)/gen/data.c: $(MIGRATIONS) $(RECORDS) $(REFERENCE) $(RULES) $(CONTRACT) $(TREE) $(TEMPLATES) $(ASSETS) daemon/embed.awk | $(O)/gen/data.h
	@{ echo '#include "data.h"'; \
	  $(EMBED) -v mode=source -v set=migrations $(MIGRATIONS); \
	  $(EMBED) -v mode=source -v set=records $(RECORDS); \
	  $(EMBED) -v mode=source -v set=reference $(REFERENCE); \
	  $(EMBED) -v mode=source -v set=rules $(RULES); \
	  $(EMBED) -v mode=source -v set=contract $(CONTRACT); \
	  $(EMBED) -v mode=source -v set=tree $(TREE); \
	  $(EMBED) -v mode=source -v set=templates $(TEMPLATES); \
	  $(EMBED) -v mode=source -v set=assets $(ASSETS); } > $@


INTEGRATION_SRC := $(wildcard tests/integration/*_test.c)
INTEGRATION := $(INTEGRATION_SRC:tests/integration/%.c=$(O)/tests/integration/%)
$(O)/tests/integration/%_test: $(O)/tests/integration/%_test.o $(O)/libcore.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka -lpthread

## bench-indicator: time to freeze, evaluate, seal, export and verify, beside a COPY of the source (SIZES="15000 5000000", BENCH_RULES=, EXPORT=no)
.PHONY: bench-indicator
bench-indicator: all
	@tests/bench/indicator.sh
## bench: all of them, figures in build/bench/ (hours: millions of rows; each can be run alone)
.PHONY: bench
bench: bench-delivery bench-peers bench-latency bench-collect bench-memory bench-indicator bench-fleet bench-partition bench-start bench-pages
## bench-pages: how long the pages take over ROWS=10000000 records and as many events
.PHONY: bench-pages
bench-pages: all
	@tests/bench/pages.sh
## bench-delivery: records delivered a second and what each costs, beside h2load (PERSONS=1000 ROWS=10 RUNS="32@0 128@50 ...")
## bench-collect: a scan beside COPY of the same query, the ways to hash, the change log by table size, an idle daemon (PARTS=, ROWS=1000000, SIZES=)
## bench-latency: from COMMIT in SIMPEG to the save's arrival, RATE=200 changes a second
## bench-start: from exec to READY=1 with ROWS=10000000 records, sizes and libraries
## bench-peers: the same bodies posted by siasnd, graphile-worker with undici, PHP, curl -Z and h2load (PEERS="php@50:200 ...", INFLIGHT=32)
## bench-memory: peak memory over a first sync (SIZES="1000 ... 1000000"), and a soak with faults (SOAK=600 seconds; PARTS="sync soak")
## bench-fleet: 1, 2, 4 daemons on one state, their shared rate; what claiming costs at 1e4 to 1e7 rows, and bloat (PARTS=, ROWS_QUEUE=)
## bench-partition: the daemon's statements over partitions by hash of nip, and over two servers (ROWS_QUEUE=10000000 ROWS_FDW=20000)
## bench-quick: the main ratios in under a minute, as "name value goal"; fails when one falls short by more than 15 %
.PHONY: bench-delivery bench-collect bench-latency bench-start bench-peers bench-memory bench-fleet bench-partition bench-quick
bench-delivery bench-collect bench-latency bench-start bench-peers bench-memory bench-fleet bench-partition bench-quick: packages-bench
	@$(MAKE) --no-print-directory -s -j2 all
	@tests/bench/$(@:bench-%=%).sh
## scale: the tables of docs/scale.md anew, from what the benchmarks left in build/bench/
.PHONY: scale
scale:
	@tests/bench/scale.py $(BUILD)/bench docs/scale.md

## demo: the whole path on a sample regency, in a private cluster, in about a minute (SIZE=, SEED=, KEEP=1)
.PHONY: demo
demo: packages-demo
	@$(MAKE) --no-print-directory -s -j2 all
	@tests/demo.sh

## check: everything a change must pass: build with warnings as errors, unit, integration, lint
.PHONY: check
check: packages-check
	@$(MAKE) --no-print-directory -s -j2 all tests
	@tests/run.sh unit integration sandbox lint

## tests: build the test programs
.PHONY: tests
tests: $(UNIT) $(INTEGRATION)

## unit, integration, sandbox, lint: one part of check (tools must be installed already)
.PHONY: unit integration sandbox lint
unit: $(UNIT)
	@tests/run.sh unit
integration: all $(INTEGRATION)
	@tests/run.sh integration
sandbox: $(O)/siasn-sandbox
	@tests/run.sh sandbox
lint: $(O)/gen/sql.h $(O)/gen/data.h
	@tests/run.sh lint

## faults: exactly once under every fault we can make, about 12 minutes (SEED=, SIZE=, CHAOS= seconds)
.PHONY: faults
faults: packages-demo
	@$(MAKE) --no-print-directory -s -j2 FAULTS=1 all
	@STAGE_BIN=$(BUILD)/faults tests/run.sh faults

## fuzz: libFuzzer on reply reader, descriptor loader, INI parser, PDF signatures, CSV reader and web requests, 60 s each (FUZZ_SECONDS=, SEED=)
.PHONY: fuzz
fuzz: packages-check $(O)/gen/data.c
	@tests/fuzz/run.sh

## SANITIZE=1, VALGRIND=1: with unit, integration or tests: under ASan and UBSan, or under valgrind
## coverage: line coverage of the pure core and of everything, by the unit tests
.PHONY: coverage
coverage:
	@$(MAKE) --no-print-directory -s -j2 COVERAGE=1 tests
	@find $(BUILD)/coverage -name '*.gcda' -delete
	@STAGE_BIN=$(BUILD)/coverage tests/run.sh unit
	@tests/coverage.sh

## records: write docs/records.md anew from the descriptors
.PHONY: records
records:
	@jq -nr -f docs/records.jq $(RECORDS) > docs/records.md

## packages-demo, packages-check, packages-server, packages-browser, packages-bench: install the Debian packages that they need (as root)
.PHONY: packages-demo packages-check packages-server packages-browser packages-bench
packages-demo packages-check packages-server packages-browser packages-bench:
	@tests/packages.sh $(@:packages-%=%)

## man: the manual pages into build/man/
MAN := $(patsubst docs/man/%.in,$(O)/man/%,$(wildcard docs/man/*.in))
.PHONY: man
man: $(MAN)
$(O)/man/%: docs/man/%.in $(wildcard docs/man/*.awk docs/man/*.jq docs/man/fill.sh) $(CONTRACT) $(PROGRAMS)
	@mkdir -p $(@D) && docs/man/fill.sh $< $(O) > $@

# siasnd@.service is for one agency each; a host with one agency has the same unit without the name.
$(O)/systemd/siasnd.service: systemd/siasnd@.service
	@mkdir -p $(@D) && sed 's/ (%i)//; s/-%i//; s|/%i||' $< > $@

## install: programs, manual, units, completion into DESTDIR (prefix=/usr/local, sysconfdir=, ...)
prefix     ?= /usr/local
sbindir    ?= $(prefix)/sbin
bindir     ?= $(prefix)/bin
mandir     ?= $(prefix)/share/man
datadir    ?= $(prefix)/share
docdir     ?= $(datadir)/doc/siasn-sync
unitdir    ?= $(prefix)/lib/systemd/system
catalogdir ?= $(prefix)/lib/systemd/catalog
sysconfdir ?= /etc
INSTALL    ?= install
.PHONY: install
install: $(PROGRAMS) $(MAN) $(O)/systemd/siasnd.service
	$(INSTALL) -d $(DESTDIR)$(sysconfdir)/siasn-sync
	$(INSTALL) -d -m 700 $(DESTDIR)$(sysconfdir)/siasn-sync/credentials
	$(INSTALL) -D -m 755 $(O)/siasnd $(DESTDIR)$(sbindir)/siasnd
	$(INSTALL) -D -m 755 $(O)/siasnctl $(DESTDIR)$(bindir)/siasnctl
	$(INSTALL) -d $(DESTDIR)$(unitdir)
	$(INSTALL) -D -m 755 $(O)/siasn-web $(DESTDIR)$(sbindir)/siasn-web
	$(INSTALL) -D -m 644 systemd/sysusers.conf $(DESTDIR)$(prefix)/lib/sysusers.d/siasn-sync.conf
	$(INSTALL) -D -m 644 systemd/tmpfiles.conf $(DESTDIR)$(prefix)/lib/tmpfiles.d/siasn-sync.conf
	for unit in $(O)/systemd/siasnd.service systemd/siasnd@.service systemd/siasn-web.service \
	  systemd/siasn-web.socket; do \
	  sed 's|/usr/sbin/|$(sbindir)/|' $$unit > $(DESTDIR)$(unitdir)/$${unit##*/}; done
	for page in $(MAN); do \
	  $(INSTALL) -D -m 644 $$page $(DESTDIR)$(mandir)/man$${page##*.}/$${page##*/}; done
	$(INSTALL) -D -m 644 docs/completion/siasnctl.bash \
	  $(DESTDIR)$(datadir)/bash-completion/completions/siasnctl
	$(INSTALL) -D -m 644 docs/completion/siasnctl.zsh \
	  $(DESTDIR)$(datadir)/zsh/vendor-completions/_siasnctl
	$(INSTALL) -D -m 644 systemd/siasn-sync.catalog $(DESTDIR)$(catalogdir)/siasn-sync.catalog
	$(INSTALL) -d $(DESTDIR)$(docdir)/source
	$(INSTALL) -m 644 README.md README.id.md systemd/credentials.conf $(DESTDIR)$(docdir)
	cp -r schema/source/. $(DESTDIR)$(docdir)/source
	$(INSTALL) -m 644 schema/roles.sql $(DESTDIR)$(docdir)
	$(INSTALL) -d $(DESTDIR)$(docdir)/monitoring
	$(INSTALL) -m 644 docs/monitoring/* $(DESTDIR)$(docdir)/monitoring

## deb: Debian packages into build/deb/ (needs debhelper and jq)
.PHONY: deb
deb:
	rm -rf $(BUILD)/deb && mkdir -p $(BUILD)/deb/siasn-sync-$(VERSION)
	tar -c --exclude=./build --exclude=./.git . | tar -x -C $(BUILD)/deb/siasn-sync-$(VERSION)
	cp -r systemd/debian $(BUILD)/deb/siasn-sync-$(VERSION)/debian
	cd $(BUILD)/deb/siasn-sync-$(VERSION) && env -u BUILD -u MAKEFLAGS -u MAKEOVERRIDES dpkg-buildpackage -b -us -uc
	rm -rf $(BUILD)/deb/siasn-sync-$(VERSION)

## check-server: the packages in a Debian of their own, the daemon under a real systemd (root)
.PHONY: check-server
check-server: packages-server
	@$(MAKE) --no-print-directory -s -j2 all
	@tests/run.sh server

## check-browser: the pages in headless Chromium, asked by axe too, and under load; screenshots in build/browser/
.PHONY: check-browser
check-browser: packages-browser
	@$(MAKE) --no-print-directory -s -j2 all
	@tests/run.sh browser

# What tests/lint/ hands to clang and clang-tidy; makes the headers that sources include.
.PHONY: print-flags
print-flags: $(O)/gen/sql.h $(O)/gen/data.h
	@:$(info $(filter-out -MMD -MP,$(CFLAGS)))

## format: put all C files into the project's layout
.PHONY: format
format:
	@git ls-files '*.c' '*.h' | xargs clang-format -i

## clean: remove build/
.PHONY: clean
clean:
	rm -rf $(BUILD)

## help: this list
.PHONY: help
help:
	@sed -n 's/^## //p' Makefile

export SEED SIZE CHAOS FUZZ_SECONDS
export BUILD SANITIZE VALGRIND COVERAGE VERSION CC
export STAGE_BIN := $(O)

-include $(shell find $(O) -type f -name '*.d' -not -path '*/server/*' 2>/dev/null)
