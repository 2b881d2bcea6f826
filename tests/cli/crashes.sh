#!/bin/sh
# What a kernel says when it crashes: for every mistake of examples/crashes, the
# exception in words, the likely cause, and the place in the source.
. "$(dirname "$0")/../tap.sh"

cp -R "$t_root/examples/crashes" . && rm -rf crashes/build
[ -d crashes ] || exit 1
t_status "every test of examples/crashes crashes" 1 \
	t_limit 300 "$INGOT" -C crashes test
t_has "and none passes" "0 passed"
cp "$t_out" verdicts

# The report on the test $1.
report_of() {
	awk -v name="$1" '
		/^---- / { here = ($2 == name ":") }
		here' verdicts
}

# has_all TEXT...: the file `report` has a line with each text.
has_all() {
	for text; do
		grep -qF -e "$text" report && continue
		echo "missing: $text"
		cat report
		return 1
	done
}

# crash TEST TEXT...: the report on a test has every text in it.
crash() {
	test=$1
	shift
	report_of "$test" >report
	t_ok "$test" has_all "$@"
}

crash null_pointer "exception 14: page fault: read of an address that is not mapped" \
	"likely cause: null pointer dereference" "#0 0x" "in test_null_pointer at "
crash null_function "jump to an address that is not mapped" \
	"likely cause: call through a null function pointer" \
	"#0 0x0000000000000000" "in test_null_function at "
crash wild_function "likely cause: a wrong function pointer" \
	"#0 0x0000123456789000" "in test_wild_function at "
crash endless_recursion "exception 8: double fault" \
	"likely cause: stack overflow into the guard page" \
	"in count_down at " "times more)" "in test_endless_recursion at "
crash write_to_constant "write to a page that is read-only" \
	"likely cause: write to a constant" "in test_write_to_constant at "
crash write_to_code "likely cause: write to the kernel's code"
crash jump_to_data "jump to a page that is not executable" \
	"likely cause: data was executed (NX)" "in test_jump_to_data at "
crash non_canonical_pointer "exception 13: general protection fault" \
	"likely cause: non-canonical address"
crash return_address_overwritten "exception 13: general protection fault" \
	"likely cause: jump or return to a non-canonical address"
crash physical_address_as_pointer \
	"likely cause: a physical address used as a pointer"
crash division_by_zero "exception 0: divide error" "likely cause: division by zero"
crash sse_instruction "exception 6: invalid opcode" \
	"likely cause: SSE instruction in a soft-float kernel"
crash x87_instruction "exception 7: no floating-point unit" \
	"likely cause: x87 instruction in a soft-float kernel"
crash unreachable "exception 6: invalid opcode" "likely cause: the compiler's trap (ud2)"
crash damaged_stack_pointer "exception 8: double fault" \
	"likely cause: the stack pointer is damaged"
crash unexpected_interrupt "exception 42: interrupt without a handler"
crash wrong_selector "general protection fault: selector 0x48 of the GDT"
crash failed_assertion "panic: " "pages == 4" "in test_failed_assertion at "
crash aborted "panic: " "in test_aborted at "
crash freed_twice "panic: heap: double free or use of a freed block: 100 bytes at 0x" \
	"allocated by 0x" "in test_freed_twice at tests/crashes.c:157" \
	"freed by 0x" "in test_freed_twice at tests/crashes.c:159" \
	"in test_freed_twice at tests/crashes.c:160"
crash freed_what_was_never_allocated "panic: heap: a pointer that malloc never gave: 0x" \
	"in test_freed_what_was_never_allocated at "
crash written_past_its_end "panic: heap: overrun: a block was written past its end: 10 bytes at 0x" \
	"allocated by 0x" "in test_written_past_its_end at "
crash panic_in_a_panic "the first" "panic while reporting a panic: page fault"
crash panic_in_a_handler "vector 3 is not for us" "in panic_in_handler at " \
	"in test_panic_in_a_handler at "
t_done
