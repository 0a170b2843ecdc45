# Postroom. "make" builds ./postroom; "make help" lists the targets.

CC ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif
BUILD ?= build/plain
PROGRAM ?= postroom
PREFIX ?= /usr/local
DATADIR ?= $(PREFIX)/share/postroom
OPTIMISE ?= -O2
SANITIZE ?=
# "make V=1" shows the commands, "make -s" nothing.
SILENT := $(findstring s,$(firstword -$(MAKEFLAGS)))
SAY = $(if $(V),,@$(if $(SILENT),,echo "  $(1) $@";))

# A folder is a stage; see docs/ARCHITECTURE.md for who may include whom.
FOLDERS := base net model config policy spool poll read classify ledger \
	respond send report desk console cmd

PACKAGES := glib-2.0 jansson gnutls libcurl gmime-3.0 libxml-2.0 libpcre2-8 \
	sqlite3 libconfuse libsodium nettle libseccomp pangocairo fontconfig \
	libqpdf libmicrohttpd lept zbar libqrencode
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wvla \
	-Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wundef -Werror
CPPFLAGS := $(CPPFLAGS) -D_GNU_SOURCE -Igateway -DPOSTROOM_DATADIR='"$(DATADIR)"' \
	$(addprefix -isystem ,$(patsubst -I%,%,$(filter -I%,\
	$(shell pkg-config --cflags-only-I $(PACKAGES) 2>/dev/null)))) \
	-DPCRE2_CODE_UNIT_WIDTH=8
CFLAGS += -std=c17 -g $(OPTIMISE) $(WARNINGS) $(SANITIZE) \
	-fstack-protector-strong -fPIE -include base/banned.h
LDFLAGS += $(SANITIZE) -pie -Wl,-z,relro,-z,now -Wl,--as-needed
# libetpan's pkg-config file would switch position independence off.
LDLIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -letpan -lm

# Objects of sources that are made: the schema, what pages look like.
MADE := ledger/steps console/assets
SOURCES := $(foreach f,$(FOLDERS),$(wildcard gateway/$(f)/*.c))
OBJECTS := $(SOURCES:gateway/%.c=$(BUILD)/%.o) $(MADE:%=$(BUILD)/%.o)
ARCHIVES := $(FOLDERS:%=$(BUILD)/lib%.a)

all: $(PROGRAM) ## build the program, ./postroom

-include tests/tests.mk

$(PROGRAM): $(BUILD)/postroom
	@ln -f $< $@ 2>/dev/null || cp $< $@

$(BUILD)/postroom: $(BUILD)/main.o $(ARCHIVES)
	$(call SAY,build)$(CC) $(LDFLAGS) -o $@ $(BUILD)/main.o \
		-Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LDLIBS)

$(BUILD)/%.o: gateway/%.c | libraries
	@mkdir -p $(@D)
	$(call SAY,build)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

define archive
$(BUILD)/lib$(1).a: $(patsubst gateway/%.c,$(BUILD)/%.o,\
	$(wildcard gateway/$(1)/*.c)) $(patsubst %,$(BUILD)/%.o,$(filter $(1)/%,$(MADE)))
	@mkdir -p $$(@D)
	@rm -f $$@
	@ar rcs $$@ $$^
endef
$(foreach f,$(FOLDERS),$(eval $(call archive,$(f))))

# The schema's steps NNN-WORDS.sql, in order, as an array of strings. A number
# that has no file is a step that does nothing.
$(BUILD)/ledger/steps.c: $(sort $(wildcard gateway/ledger/schema/*.sql))
	@mkdir -p $(@D)
	@{ echo '#include "ledger/steps.h"'; \
	echo 'const char *const ledger_steps[] = {'; n=1; \
	for f in $^; do m=$$(basename $$f | sed 's/^0*//;s/[^0-9].*//'); \
	while [ $$n -lt $$m ]; do echo "\"PRAGMA user_version = $$n;\","; \
	n=$$((n + 1)); done; \
	[ $$n -eq $$m ] || { echo "$$f: there are two steps $$m" >&2; exit 1; }; \
	sed 's/\\/\\\\/g;s/"/\\"/g;s/^/"/;s/$$/\\n"/' $$f; \
	echo ','; n=$$((n + 1)); done; echo '0};'; } > $@.new && mv $@.new $@

$(BUILD)/ledger/steps.o: $(BUILD)/ledger/steps.c
	$(call SAY,build)$(CC) $(CPPFLAGS) $(CFLAGS) -Wno-overlength-strings -MMD -MP -c -o $@ $<

# The style sheet, made once for every BUILD, and the table of all assets.
ASSETS := gateway/console/assets
NPM := build/npm/node_modules
LOOK := build/look/console.css $(wildcard $(ASSETS)/*.js $(ASSETS)/*.svg)

$(NPM)/.package-lock.json: $(ASSETS)/package.json $(ASSETS)/package-lock.json
	@sh packaging/npm.sh $(ASSETS) build/npm

build/look/%.css: $(ASSETS)/%.scss $(wildcard $(ASSETS)/_*.scss) \
		$(NPM)/.package-lock.json
	@mkdir -p $(@D)
	$(call SAY,build)node $(NPM)/sass/sass.js --no-source-map --quiet-deps \
		--style=compressed --load-path=$(NPM) $< $@

$(BUILD)/console/assets.c: $(LOOK) $(ASSETS)/embed.sh
	@mkdir -p $(@D)
	@sh $(ASSETS)/embed.sh $(LOOK) > $@

$(BUILD)/console/assets.o: $(BUILD)/console/assets.c
	$(call SAY,build)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(OBJECTS:.o=.d) $(BUILD)/main.d

libraries:
	@pkg-config --exists $(PACKAGES) || { \
	echo 'Libraries are missing. "make deps" installs them.' >&2; exit 1; }

# The place of the rules and templates is compiled in: rebuild if it changes.
$(BUILD)/config/resource.o: $(BUILD)/datadir
$(BUILD)/datadir: force
	@mkdir -p $(@D)
	@echo '$(DATADIR)' | cmp -s - $@ || echo '$(DATADIR)' >$@

deps: ## install what building and running need (Debian, npm)
	@sh packaging/deps.sh build
	@sh packaging/npm.sh $(ASSETS) build/npm

deps-test: ## install what the tests need as well
	@sh packaging/deps.sh build test
	@sh packaging/npm.sh $(ASSETS) build/npm
	@sh packaging/npm.sh tests/browser build/npm-browser

# Make has asked pkg-config before the libraries were there: ask again.
demo: deps ## 30 messages through the whole of it, on this machine alone
	@mkdir -p build; echo 'Building Postroom ...'
	@$(MAKE) --no-print-directory -j2 all >build/log 2>&1 || \
	{ tail -n 30 build/log; exit 1; }
	@sh samples/demo.sh

install: all ## install under PREFIX (/usr/local); DESTDIR is honoured
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(DATADIR)
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/postroom
	cp -r rules templates profiles data $(DESTDIR)$(DATADIR)/
	chmod -R u=rwX,go=rX $(DESTDIR)$(DATADIR)

format: ## put the sources into the house's form
	clang-format -i $(shell find gateway tests -name '*.[ch]')

clean: ## remove all that make has made
	rm -rf build postroom

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' \
	$(MAKEFILE_LIST)

force:

.PHONY: all libraries deps deps-test demo install format clean help force
