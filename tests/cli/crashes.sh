#!/bin/sh
# What a kernel says when it crashes: for every mistake of examples/crashes, the
# exception in words, the likely cause, and the place in the source.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/reports.sh"

cp -R "$t_root/examples/crashes" . && rm -rf crashes/build
[ -d crashes ] || exit 1
t_status "every test of examples/crashes crashes" 1 \
	t_limit 300 "$INGOT" -C crashes test --smp 2
t_has "and none passes" "0 passed"
cp "$t_out" verdicts

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
crash named_stack_overflow "exception 8: double fault" \
	'likely cause: overflow of the stack "worker", 32 KiB' "in count_down at " "times more)"
crash large_array_on_a_named_stack "exception 14: page fault" \
	'likely cause: overflow of the stack "small", 4 KiB'
crash area_freed_twice "panic: " "area_free: no area begins at 0x"
crash write_to_constant "write to a page that is read-only" \
	"likely cause: write to a constant" "in test_write_to_constant at "
crash write_to_code "likely cause: write to the kernel's code"
crash jump_to_data "jump to a page that is not executable" \
	"likely cause: data was executed (NX)" "in test_jump_to_data at "
crash non_canonical_pointer "exception 13: general protection fault" \
	"likely cause: non-canonical address"
crash return_address_overwritten "exception 13: general protection fault" \
	"likely cause: jump or return to a non-canonical address"
crash array_past_the_canary "panic: stack overrun: a function wrote past its array" \
	"#0 0x" "in write_name at "
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
crash breakpoint "exception 3: breakpoint" "likely cause: int3 without a debugger"
crash single_step "exception 1: debug exception" "in test_single_step at "
crash absent_segment "exception 11: segment not present: selector 0x28 of the GDT"
crash absent_stack_segment "exception 12: stack segment fault: selector 0x28 of the GDT"
t_lacks "which is not blamed on an address" "non-canonical" report
crash non_maskable_interrupt "exception 2: non-maskable interrupt" \
	"in test_non_maskable_interrupt at "
crash machine_check "exception 18: machine check" "in test_machine_check at "
crash fault_in_a_fault "exception 14: page fault: write to an address that is not mapped" \
	"likely cause: null pointer dereference" "in fault_again at " "in test_fault_in_a_fault at "
crash failed_assertion "panic: " "pages == 4" "in test_failed_assertion at "
crash aborted "panic: " "in test_aborted at "
crash freed_twice "panic: heap: double free or use of a freed block: 100 bytes at 0x" \
	"allocated by 0x" "in test_freed_twice at tests/crashes.c:268" \
	"freed by 0x" "in test_freed_twice at tests/crashes.c:270" \
	"in test_freed_twice at tests/crashes.c:271"
crash freed_what_was_never_allocated "panic: heap: a pointer that malloc never gave: 0x" \
	"in test_freed_what_was_never_allocated at "
crash written_past_its_end "panic: heap: overrun: a block was written past its end: 10 bytes at 0x" \
	"allocated by 0x" "in test_written_past_its_end at "
crash page_freed_twice "panic: " "page_free: page 0x" " is free already" \
	"in test_page_freed_twice at "
crash part_of_a_block_freed "is inside a block" "in test_part_of_a_block_freed at "
crash lock_taken_twice 'deadlock: CPU 0 takes lock "crashes" again, held since 0x' \
	"in test_lock_taken_twice at "
crash lock_not_held 'CPU 0 releases lock "crashes" without holding it'
crash panic_on_another_cpu "panic: " "CPU 1: the one" "on CPU 1 of 2" "in fall at "
crash stack_overflow_on_another_cpu "exception 8: double fault" "on CPU 1 of 2" \
	'likely cause: overflow of the stack "CPU 1", 32 KiB' "in count_down at "
crash panic_on_all_cpus "panic: " ": all" "of 2" "in fall at "
crash panic_in_a_panic "the first" "panic while reporting a panic: page fault"
crash panic_in_a_handler "vector 3 is not for us" "in panic_in_handler at " \
	"in test_panic_in_a_handler at "
t_done
