# How the tests are built. A unit test of a folder is linked with that folder
# and the folders it may include, so that it sees no more than they do.

USES_base := base
USES_net := net base
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
USES_cmd := $(FOLDERS)

UNIT_SOURCES := $(wildcard tests/unit/*/test_*.c)
UNIT_TESTS := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%)

$(BUILD)/unit/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -Itests -MMD -MP -c -o $@ $<

define unit_link
$(BUILD)/unit/$(1)/%: $(BUILD)/unit/$(1)/%.o $(USES_$(1):%=$(BUILD)/lib%.a)
	$$(CC) $$(LDFLAGS) -o $$@ $$< -Wl,--start-group \
		$(USES_$(1):%=$(BUILD)/lib%.a) -Wl,--end-group \
		$$(LDLIBS) -lcmocka
endef
$(foreach f,$(FOLDERS),$(eval $(call unit_link,$(f))))

unit: $(UNIT_TESTS)
	CMOCKA_MESSAGE_OUTPUT=TAP prove -e '' $(UNIT_TESTS)

# "make unit-read" builds and runs the unit tests of one folder.
define unit_folder
unit-$(1): $(filter $(BUILD)/unit/$(1)/%,$(UNIT_TESTS))
	CMOCKA_MESSAGE_OUTPUT=TAP prove -e '' $$^
.PHONY: unit-$(1)
endef
$(foreach f,$(FOLDERS),$(eval $(call unit_folder,$(f))))

-include $(UNIT_TESTS:%=%.d)

.PHONY: unit
.PRECIOUS: $(BUILD)/unit/%.o
