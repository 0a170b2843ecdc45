# Long tests of what happens when things die. "make test" has a short one,
# tests/flow/kill-processes.t.

KILLS ?= 10000
SEED ?= 1

torture: all ## kill its processes KILLS (10000) times and account; SEED
	@KILLS=$(KILLS) SEED=$(SEED) sh tests/torture/torture.sh

.PHONY: torture
