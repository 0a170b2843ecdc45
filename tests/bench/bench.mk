# Programs that the benchmarks need; "make bench-classify": the classifier.

$(BUILD)/bench/classify: tests/bench/classify.c $(USES_classify:%=$(BUILD)/lib%.a)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< -Wl,--start-group \
		$(USES_classify:%=$(BUILD)/lib%.a) -Wl,--end-group $(LDLIBS)

$(BUILD)/bench/fill: tests/bench/fill.c $(USES_ledger:%=$(BUILD)/lib%.a)
	@mkdir -p $(@D)
	$(call SAY,build)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< \
		-Wl,--start-group $(USES_ledger:%=$(BUILD)/lib%.a) -Wl,--end-group \
		$(LDLIBS)

bench-classify: $(BUILD)/bench/classify
	$< rules $(wildcard tests/corpus/*.jsonl)

.PHONY: bench-classify
