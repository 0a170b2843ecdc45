# Printing letters to pictures, for the tests and measurements of scans.

$(BUILD)/press: tests/scan/press.c
	@mkdir -p $(@D)
	$(call SAY,build)$(CC) -std=c17 -O2 $(shell pkg-config --cflags \
		pangocairo lept) -o $@ $< $(shell pkg-config --libs \
		pangocairo lept) -lm

press: $(BUILD)/press

bench-scan: all press ## word error rates of printed, spoiled and scanned letters
	@sh packaging/deps.sh build test
	@sh tests/bench/scan.sh

.PHONY: press bench-scan
