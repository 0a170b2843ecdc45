# Long tests of what happens when things die or break. "make test" has short
# ones: tests/flow/kill-processes.t, and each fault once.

KILLS ?= 10000
SEED ?= 1

torture: torture-kills torture-pairs years ## kills, faults by twos, years

torture-kills: all ## KILLS (10000) kills, then the account; SEED, ONLY
	@KILLS=$(KILLS) SEED=$(SEED) sh tests/torture/torture.sh

torture-pairs: all ## every two faults together; SEED, PAIRS, JOBS
	@SEED=$(SEED) sh tests/torture/pairs.sh

torture-push: all ## PUSHES (10000) forms at 200 a second, KILLED (25) times
	@python3 tests/torture/push.py ./postroom $(shell mktemp -d) \
		$(or $(PUSHES),10000) 200 $(or $(KILLED),25)

years: all ## three simulated years; YEARS, MESSAGES (20000), SEED, MINUTES
	@SEED=$(SEED) sh tests/torture/years.sh

.PHONY: torture torture-push torture-kills torture-pairs years
