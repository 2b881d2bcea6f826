#!/bin/sh
# Undefined behaviour: for every mistake of examples/undefined, the place and the
# sentence; a kernel that goes on after it; handlers without arguments.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/reports.sh"

cp -R "$t_root/examples/undefined" . && rm -rf undefined/build
[ -d undefined ] || exit 1
tests=$(cat undefined/tests/*.c | grep -c '^TEST(')
t_status "the mistakes of examples/undefined" 1 t_limit 300 "$INGOT" -C undefined test --smp 2 --tap
t_is "each is the end" "0 $tests" \
	"$(grep -c '^ok ' "$t_out") $(grep -c '^not ok ' "$t_out")"
cp "$t_out" verdicts

addition="undefined behaviour: signed integer overflow: 2147483647 + 1 cannot be"
addition="$addition represented in 'int'"
crash addition_that_overflows "panic: tests/undefined.c:16:16: $addition" \
	"#0 0x" "in test_addition_that_overflows at tests/undefined.c:16"
crash multiplication_that_overflows \
	"overflow: 1099511627776 * 1099511627776 cannot be represented in 'long long'"
crash negation_that_overflows "negation of -2147483648 cannot be represented in 'int'"
crash division_that_overflows "-2147483648 divided by -1 cannot be represented in 'int'"
crash shift_too_far "shift count 32 is too large for 'int' (32 bits)"
crash shift_of_a_negative_number "left shift of negative value -1"
crash index_outside_of_its_array "index 4 is out of bounds for 'int[4]'"
crash load_from_a_null_pointer "load of a null pointer to 'int'"
crash store_to_a_misaligned_address "store to misaligned address 0x" "'int' requires alignment 4"
crash bool_that_is_neither "load of 2, not a valid value of '"
crash pointer_past_the_end_of_all_memory \
	"pointer arithmetic overflow: 0xffffffffffffffff became 0xf"
crash array_of_no_length "variable length array of 0 elements"
crash alignment_that_was_promised "was assumed to be aligned to 64"
crash zeros_of_zero "zero passed to ctz"
crash null_where_none_may_be "null passed as argument 1, declared nonnull"
crash call_by_another_type "call of 0x" " through a pointer to the wrong type, 'void (*)(void)'"
crash unreachable_that_was_reached "unreachable code was reached" \
	"in choose at tests/undefined.c:" "in test_unreachable_that_was_reached at "
crash addition_on_another_cpu "panic: tests/cpus.c:14:13: $addition" \
	"on CPU 1 of 2" "in add at tests/cpus.c:14"

# A kernel that goes on: what CPU and runtime allow has been done, and said.
echo "cflags: [-fsanitize-recover=undefined]" >>undefined/ingot.yaml
cat >undefined/tests/going_on.c <<'END'
#include <ingot/test.h>
#include <limits.h>

TEST(goes_on)
{
	volatile int most = INT_MAX, sum = 0;

	for (int i = 0; i < 3; i++)
		sum = most + 1;
	CHECK_EQ(sum, INT_MIN);
	CHECK_EQ(sum, 5);	/* what the console said is shown then */
}
END
t_status "a kernel that goes on" 1 t_limit 60 "$INGOT" -C undefined test goes_on
t_has "reaches what comes after" "tests/going_on.c:11: CHECK_EQ(sum, 5) failed"
t_is "and says what is wrong once" 1 "$(grep -c "undefined behaviour: " "$t_out")"
t_has "and where" "tests/going_on.c:9:14: undefined behaviour: signed integer overflow"
t_lacks "without a panic" "panic"

cat >undefined/ingot.yaml <<'END'
cflags: [-fsanitize-minimal-runtime]
END
t_run t_limit 300 "$INGOT" -C undefined test --tap shift
cp "$t_out" verdicts
crash shift_too_far "panic: undefined behaviour: shift count out of range, or left shift" \
	"#0 0x" "in test_shift_too_far at tests/undefined.c:"
# A call by pointer is checked by what stands before the function. Before the first
# one of the image, if it is of no C compiler, nothing does.
mkdir -p first/src
cat >first/src/a_first.S <<'END'
	.text
	.globl first
	.type first, @function
first:
	mov $42, %eax
	ret
	.section .note.GNU-stack, "", @progbits
END
cat >first/src/main.c <<'END'
#include <ingot/boot.h>
#include <stdio.h>
int first(void);
static int (*volatile call)(void) = first;
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	printf("%d in the first page: %d\n", call(),
	       (uintptr_t)first - 0xffffffff80000000 < 64);
}
ENTRY_POINT(kernel_main)
END
for flags in "" -fno-function-sections; do
	printf 'name: first\ncflags: [%s]\n' "$flags" >first/ingot.yaml
	t_ok "the first function is called by a pointer $flags" \
		t_limit 60 "$INGOT" -C first run --direct
	t_has "and returns" "42 in the first page: "
done
t_has "where it is the first" "42 in the first page: 1"
t_done
