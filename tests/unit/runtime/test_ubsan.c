/* The handlers of -fsanitize=undefined, called as clang would call them. */
#include "rt.h"

struct place {
	const char *file;
	uint32_t line, column;
};

struct type {
	uint16_t kind, info;
	char name[16];
};

#define SIGNED(bits_log2) ((bits_log2) << 1 | 1)
#define UNSIGNED(bits_log2) ((bits_log2) << 1)

static const struct type int_type = { 0, SIGNED(5), "'int'" };
static const struct type size_type = { 0, UNSIGNED(6), "'size_t'" };
static const struct type array_type = { 0xffff, 0, "'int[4]'" };

struct typed {
	struct place at;
	const struct type *types[2];
};

void rt___ubsan_handle_add_overflow(const struct typed *d, uintptr_t a, uintptr_t b);
void rt___ubsan_handle_mul_overflow_abort(const struct typed *d, uintptr_t a, uintptr_t b);
void rt___ubsan_handle_negate_overflow(const struct typed *d, uintptr_t a);
void rt___ubsan_handle_divrem_overflow(const struct typed *d, uintptr_t a, uintptr_t b);
void rt___ubsan_handle_shift_out_of_bounds(const struct typed *d, uintptr_t a, uintptr_t b);
void rt___ubsan_handle_out_of_bounds(const struct typed *d, uintptr_t index);
void rt___ubsan_handle_builtin_unreachable(const struct place *at);

struct mismatch {
	struct place at;
	const struct type *type;
	unsigned char log2_alignment, access;
};
void rt___ubsan_handle_type_mismatch_v1(const struct mismatch *d, uintptr_t pointer);

#define AT { "src/a.c", 12, 7 }

static void arithmetic(void **state)
{
	static const struct typed d = { AT, { &int_type, &int_type } };

	(void)state;
	EXPECT_PANIC(rt___ubsan_handle_add_overflow(&d, 0x7fffffff, 1),
	             "signed integer overflow: 2147483647 + 1 does not fit 'int'");
	assert_string_equal(hooks_text, "src/a.c:12:7: undefined behaviour: signed integer "
	                    "overflow: 2147483647 + 1 does not fit 'int'\n");
	assert_string_equal(hooks_panic_file, "src/a.c");
	assert_int_equal(hooks_panic_line, 12);
	EXPECT_PANIC(rt___ubsan_handle_mul_overflow_abort(&d, 0x80000000, 2), "-2147483648 * 2");
	EXPECT_PANIC(rt___ubsan_handle_negate_overflow(&d, 0x80000000), "of -2147483648");
	EXPECT_PANIC(rt___ubsan_handle_divrem_overflow(&d, 5, 0), "division by zero");
	EXPECT_PANIC(rt___ubsan_handle_divrem_overflow(&d, 0x80000000, 0xffffffff), "divided by -1");
}

static void shifts(void **state)
{
	static const struct typed d = { AT, { &int_type, &size_type } };
	static const struct typed negative = { AT, { &int_type, &int_type } };

	(void)state;
	EXPECT_PANIC(rt___ubsan_handle_shift_out_of_bounds(&d, 1, 32),
	             "shift by 32 of 'int', which has 32 bits");
	EXPECT_PANIC(rt___ubsan_handle_shift_out_of_bounds(&negative, 1, 0xffffffff), "shift by -1");
	EXPECT_PANIC(rt___ubsan_handle_shift_out_of_bounds(&d, 0xfffffffe, 1), "left shift of -2");
	EXPECT_PANIC(rt___ubsan_handle_shift_out_of_bounds(&d, 3, 31),
	             "left shift of 3 by 31 does not fit");
}

static void memory(void **state)
{
	static const struct typed index = { AT, { &array_type, &size_type } };
	static const struct mismatch access = { AT, &int_type, 2, 1 };

	(void)state;
	EXPECT_PANIC(rt___ubsan_handle_out_of_bounds(&index, 9), "index 9 is outside of 'int[4]'");
	EXPECT_PANIC(rt___ubsan_handle_type_mismatch_v1(&access, 0), "store to a null pointer");
	EXPECT_PANIC(rt___ubsan_handle_type_mismatch_v1(&access, 0x1002),
	             "store to misaligned address 0x1002, 'int' needs alignment 4");
	EXPECT_PANIC(rt___ubsan_handle_type_mismatch_v1(&access, 0x1000), "not room for 'int'");
}

static void control(void **state)
{
	static const struct place at = AT;
	static const struct place nowhere = { NULL, 0, 0 };

	(void)state;
	EXPECT_PANIC(rt___ubsan_handle_builtin_unreachable(&at), "was reached");
	EXPECT_PANIC(rt___ubsan_handle_builtin_unreachable(&nowhere), "was reached");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arithmetic),
		cmocka_unit_test(shifts),
		cmocka_unit_test(memory),
		cmocka_unit_test(control),
	};

	return cmocka_run_group_tests_name("runtime/ubsan", tests, NULL, NULL);
}
