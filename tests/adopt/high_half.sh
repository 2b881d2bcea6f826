#!/bin/sh
# A kernel whose virtual and physical addresses differ by a constant, and who takes
# memory behind the symbol at its end: without the kit and the runtime, by its own script.
. "$(dirname "$0")/../tap.sh"

t_copy tests/adopt/high_half
project=tests/adopt/high_half

for start in "--direct" "--bios" "--uefi" "--direct --release"; do
	t_ok "it runs, $start" t_limit 200 "$INGOT" -q -C $project run $start
	t_has "... at its physical address" "the kernel is at 1 MiB: yes"
	t_has "... which its macros rely on" "macros agree with the loader: yes"
	t_has "... in a map of physical memory around it" "the map ends with the addresses: yes"
	t_has "... that has all memory" "the last word of memory is there: yes"
	t_has "... with no variable behind its end" \
		"the kernel's variables are below its pages: yes"
done

sed 's/\.data : {/.data : AT(0x800000) {/' $project/kernel/kernel.ld >new &&
	mv new $project/kernel/kernel.ld
t_status "a segment that is not where the map has it is refused" 6 \
	t_limit 100 "$INGOT" -q -C $project run --direct
t_has "... by name" "bytes of physical memory at 0xffffffff80000000 are not canonical addresses"
t_done
