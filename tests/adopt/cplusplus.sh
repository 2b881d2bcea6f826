#!/bin/sh
# A kernel in C++20 with its own operator new and delete, its own lines for the compiler
# (__cxa_atexit and its like) and its own console; its linker script is left out. What is
# added is ingot.yaml, one source, and tests.
. "$(dirname "$0")/../tap.sh"

t_copy tests/adopt/cplusplus
project=tests/adopt/cplusplus
boot() { t_limit 100 "$INGOT" -C $project run "$@"; }

# runs HOW OPTION...
runs() {
	how=$1
	shift
	t_ok "it runs $how" boot "$@"
	t_has "... and its containers are right" "processes 3, last 3"
	t_has "... by its own new and delete" "blocks 3, freed 2"
}
runs directly --direct
runs "by BIOS" --bios
runs "by UEFI, optimized" --release --uefi
t_ok "its tests pass" t_limit 100 "$INGOT" -C $project test --direct
t_has "... of templates, and of new" "2 passed, 0 failed"
t_done
