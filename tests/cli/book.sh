#!/bin/sh
# The tutorial's projects (examples/book/): each builds, boots and passes its tests. What
# the chapters themselves show is run by tests/docs/commands.sh.
. "$(dirname "$0")/../tap.sh"

# boots CHAPTER LINE: what the finished kernel prints.
boots() {
	t_copy "examples/book/$1"
	t_ok "$1 passes its tests" t_limit 300 "$INGOT" -C "examples/book/$1" test
	t_lacks "... which are some" "0 passed"
	t_ok "$1 boots" t_limit 300 "$INGOT" -C "examples/book/$1" run
	t_has "... and prints what its chapter shows" "$2"
}
boots 01-hello "MiB of memory are free."
boots 02-crash "task 2: idle"
boots 03-tests "queued"
t_is "each chapter's project is looked at" "01-hello 02-crash 03-tests" \
	"$(cd "$t_root/examples/book" && ls -d [0-9]* | tr '\n' ' ' | sed 's/ $//')"
t_done
