# "make accuracy": how right the proposals are on labelled messages that the
# model has not seen (grouped cross-validation), the hundred worst mistakes,
# the messages of aside.jsonl, from which nothing is learned, and the same for
# two simple peers if they are installed.

accuracy: $(PROGRAM)
	./$(PROGRAM) rules check --rules rules
	./$(PROGRAM) rules score --rules rules --cross --tables --worst 100 \
		$(wildcard tests/corpus/*.jsonl)
	./$(PROGRAM) rules score --rules rules tests/accuracy/aside.jsonl
	./$(PROGRAM) rules score --rules rules tests/accuracy/aside-b.jsonl
	python3 tests/accuracy/peers.py $(wildcard tests/corpus/*.jsonl) \
		-- tests/accuracy/aside.jsonl

.PHONY: accuracy

-include tests/bench/bench.mk
