# How the tests are built. A unit test of a folder is linked with that folder
# and the folders it may include, so that it sees no more than they do.

USES_base := base
USES_net := net model base
USES_model := model base
USES_config := config model base
USES_policy := policy model base
USES_spool := spool model base
USES_poll := poll config model net spool base
USES_read := read model base
USES_classify := classify model base
USES_ledger := ledger model policy base
USES_respond := respond model policy base
USES_send := send config model net ledger policy base
USES_report := report model policy ledger base
USES_desk := desk config model policy spool classify ledger respond send net base
USES_console := console desk config model policy spool read classify ledger respond \
	send net base
USES_cmd := $(FOLDERS)

UNIT_SOURCES := $(wildcard tests/unit/*/test_*.c)
UNIT_TESTS := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%)

$(BUILD)/unit/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	$(call SAY,build)$(CC) $(CPPFLAGS) $(CFLAGS) -Itests -MMD -MP -c -o $@ $<

define unit_link
$(BUILD)/unit/$(1)/%: $(BUILD)/unit/$(1)/%.o $(USES_$(1):%=$(BUILD)/lib%.a)
	$$(call SAY,build)$$(CC) $$(LDFLAGS) -o $$@ $$< -Wl,--start-group \
		$(USES_$(1):%=$(BUILD)/lib%.a) -Wl,--end-group \
		$$(LDLIBS) -lcmocka
endef
$(foreach f,$(FOLDERS),$(eval $(call unit_link,$(f))))

unit: $(UNIT_TESTS) ## unit tests; unit-FOLDER for one folder's
	CMOCKA_MESSAGE_OUTPUT=TAP prove -e tests/alone $(UNIT_TESTS)

# "make unit-read" builds and runs the unit tests of one folder.
define unit_folder
unit-$(1): $(filter $(BUILD)/unit/$(1)/%,$(UNIT_TESTS))
	CMOCKA_MESSAGE_OUTPUT=TAP prove -e tests/alone $$^
.PHONY: unit-$(1)
endef
$(foreach f,$(FOLDERS),$(eval $(call unit_folder,$(f))))

-include $(UNIT_TESTS:%=%.d)

# --- everything together ---------------------------------------------------

SANITIZERS := address,undefined
ASAN := BUILD=build/asan OPTIMISE=-O1 SANITIZE="-fsanitize=$(SANITIZERS) \
	-fno-sanitize-recover=all -fno-omit-frame-pointer"
FUZZ := BUILD=build/fuzz CC=clang OPTIMISE=-O1 WARNINGS= \
	SANITIZE="-fsanitize=fuzzer-no-link,$(SANITIZERS) \
	-fno-sanitize-recover=all"
COVER := BUILD=build/cover OPTIMISE=-O0 SANITIZE=--coverage
QUIET := $(MAKE) --no-print-directory -s -j2

# A test is a program that prints TAP, or a script that ends in ".t".
SCRIPTS = $(sort $(wildcard tests/golden/*.t tests/oracle/*.t tests/flow/*.t \
	tests/lint/*.t tests/fuzz/*.t tests/browser/*.t))
PROVE := CMOCKA_MESSAGE_OUTPUT=TAP prove -j2 --timer -e tests/alone

test: deps-test ## every test; what takes longer is fuzz, bench, torture
	@$(QUIET) check

check: ## the same without installing anything
	@echo 'Building: plain, with sanitizers, for fuzzing'
	@$(QUIET) all unit-build press
	@$(QUIET) $(ASAN) unit-build
	@$(QUIET) $(FUZZ) fuzz-build
	@$(PROVE) $(SCRIPTS) $(UNIT_TESTS) \
		$(UNIT_SOURCES:tests/unit/%.c=build/asan/unit/%)

unit-build: $(UNIT_TESTS)

asan: ## unit tests under AddressSanitizer and UBSan
	@$(MAKE) $(ASAN) unit

flow: all ## the program against real servers
	@$(PROVE) $(sort $(wildcard tests/flow/*.t))

golden: all ## write the expected files anew; review the difference
	@for t in tests/golden/*.t; do REWRITE=1 prove -e '' $$t || exit 1; done
	@git --no-pager diff --stat -- tests/golden

lint: ## form, includes, budgets, banned functions, static analysis
	@sh packaging/deps.sh build test
	@sh tests/lint/lint.sh

# --- fuzzing: a target for every parser ------------------------------------

FUZZ_SOURCES := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_TARGETS := $(FUZZ_SOURCES:tests/fuzz/%.c=$(BUILD)/%)
SECONDS ?= 30

fuzz: deps-test ## fuzz every parser for SECONDS (30) each
	@$(QUIET) $(FUZZ) fuzz-build
	@FUZZ_SECONDS=$(SECONDS) prove -v -e '' tests/fuzz/short.t

fuzz-build: $(FUZZ_TARGETS)

$(BUILD)/fuzz_%.o: tests/fuzz/fuzz_%.c | libraries
	@mkdir -p $(@D)
	$(call SAY,build)$(CC) $(CPPFLAGS) $(CFLAGS) -Itests -MMD -MP -c -o $@ $<

$(BUILD)/fuzz_%: $(BUILD)/fuzz_%.o $(ARCHIVES)
	$(call SAY,build)$(CC) $(LDFLAGS) -fsanitize=fuzzer,$(SANITIZERS) -o $@ $< \
		-Wl,--start-group $(ARCHIVES) -Wl,--end-group $(LDLIBS)

# --- measuring --------------------------------------------------------------

cover: ## which lines the unit tests reach
	@$(QUIET) $(COVER) unit
	@sh tests/lint/cover.sh build/cover

bench: all ## how fast, and how far
	@sh packaging/deps.sh build test bench
	@for f in tests/bench/*.sh; do sh $$f || exit 1; done

-include tests/accuracy/accuracy.mk tests/torture/torture.mk tests/scan/scan.mk

.PHONY: unit unit-build test check asan flow golden lint fuzz fuzz-build cover bench
.PRECIOUS: $(BUILD)/unit/%.o $(BUILD)/fuzz_%.o
