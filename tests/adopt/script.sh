#!/bin/sh
# A kernel with a linker script of its own, as tutorials write it: symbols of its own, a
# table of functions, a part by INCLUDE, physical addresses that its macros rely on.
. "$(dirname "$0")/../tap.sh"

t_copy tests/adopt/script
project=tests/adopt/script

# boots NAME OPTION...
boots() {
	boots_name=$1
	shift
	t_ok "$boots_name" t_limit 200 "$INGOT" -q -C $project run "$@"
	t_has "... where the script wants it" "from 0xffffffff80100000 to +"
	t_has "... in memory, too" "KiB, physical 0x100000"
	t_has "... with all that the script places" \
		"marker 1, started 1, constructed 1, double 1.50, errno 0"
	t_has "... and thread-local variables, which it does not name" "thread 42 0 7, aligned 1"
	t_has "... at the addresses of its macros" "the same memory: 1, back: 1"
}
boots "started directly" --direct
boots "by the BIOS" --bios
boots "by UEFI" --uefi
boots "optimized" --release --direct
t_ok "its tests run" t_limit 200 "$INGOT" -C $project test --direct
t_has "... all" "2 tests run: 2 passed, 0 failed"

# What is read is a dependency.
sed 's/_initcalls_end = /. += 8; &/' $project/kernel/read_only.ld >new &&
	mv new $project/kernel/read_only.ld
t_status "a part that changes is linked anew" 1 t_limit 200 "$INGOT" -C $project test --direct
t_has "... as the test sees" "1 failed"
t_done
