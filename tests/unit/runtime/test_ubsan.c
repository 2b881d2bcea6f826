/* The handlers of -fsanitize=undefined, called as clang would call them. */
#include "rt.h"

struct place {
	const char *file;
	uint32_t line, column;
};

/* Of a _BitInt, the width follows the name. */
struct type {
	uint16_t kind, info;
	char name[16];
};

#define SIGNED(bits_log2)   ((bits_log2) << 1 | 1)
#define UNSIGNED(bits_log2) ((bits_log2) << 1)

static const struct type int_type = { 0, SIGNED(5), "'int'" };
static const struct type size_type = { 0, UNSIGNED(6), "'size_t'" };
static const struct type wide_type = { 0, SIGNED(7), "'__int128'" };
static const struct type array_type = { 0xffff, 0, "'int[4]'" };
static const struct type double_type = { 1, 64, "'double'" };
static const struct type float_type = { 1, 32, "'float'" };
static const struct type bit_type = { 2, SIGNED(6), "'_BitInt'\0\x25\0\0" }; /* 37 */

/* clang writes a new record for each place; a handler marks it. */
struct typed {
	struct place at;
	const struct type *types[2];
};

struct mismatch {
	struct place at;
	const struct type *type;
	unsigned char log2_alignment, access;
};

void rt___ubsan_handle_add_overflow(struct typed *d, uintptr_t a, uintptr_t b);
void rt___ubsan_handle_add_overflow_abort(struct typed *d, uintptr_t a, uintptr_t b);
void rt___ubsan_handle_mul_overflow_abort(struct typed *d, uintptr_t a, uintptr_t b);
void rt___ubsan_handle_negate_overflow_abort(struct typed *d, uintptr_t a);
void rt___ubsan_handle_divrem_overflow_abort(struct typed *d, uintptr_t a, uintptr_t b);
void rt___ubsan_handle_shift_out_of_bounds_abort(struct typed *d, uintptr_t a, uintptr_t b);
void rt___ubsan_handle_float_cast_overflow_abort(struct typed *d, uintptr_t a);
void rt___ubsan_handle_out_of_bounds_abort(struct typed *d, uintptr_t index);
void rt___ubsan_handle_type_mismatch_v1_abort(struct mismatch *d, uintptr_t pointer);
void rt___ubsan_handle_builtin_unreachable(struct place *at);
void rt___ubsan_handle_local_out_of_bounds(void);
void rt___ubsan_handle_nonnull_return_v1(const void *d, struct place *at);
void rt___ubsan_handle_add_overflow_minimal(void);
void rt___ubsan_handle_add_overflow_minimal_abort(void);

#define AT         { "src/a.c", 12, 7 }
#define TYPED(...) (&(struct typed){ AT, { __VA_ARGS__ } })
#define MISMATCH   (&(struct mismatch){ AT, &int_type, 2, 1 })

TEST(arithmetic)
{
	EXPECT_PANIC(rt___ubsan_handle_add_overflow_abort(TYPED(&int_type), 0x7fffffff, 1),
	             "src/a.c:12:7: undefined behaviour: signed integer overflow: "
	             "2147483647 + 1 cannot be represented in 'int'");
	assert_string_equal(hooks_text, "");
	assert_int_not_equal(hooks_panic_call, 0);
	EXPECT_PANIC(rt___ubsan_handle_mul_overflow_abort(TYPED(&int_type), 0x80000000, 2),
	             "-2147483648 * 2");
	EXPECT_PANIC(rt___ubsan_handle_mul_overflow_abort(TYPED(&size_type), UINTPTR_MAX, 2),
	             "unsigned integer overflow: 18446744073709551615 * 2");
	EXPECT_PANIC(rt___ubsan_handle_negate_overflow_abort(TYPED(&int_type), 0x80000000),
	             "of -2147483648");
	EXPECT_PANIC(rt___ubsan_handle_divrem_overflow_abort(TYPED(&int_type), 5, 0),
	             "division by zero");
	EXPECT_PANIC(rt___ubsan_handle_divrem_overflow_abort(TYPED(&int_type), 0x80000000,
	                                                     0xffffffff),
	             "divided by -1");
}

/* A word holds the bits of a _BitInt, zeros above; wider operands come by their
 * address. */
TEST(unusual_operands)
{
	__extension__ __int128 least = (__int128)1 << 126, one = 1;
	double large = 1e300;
	float small = -2.5f;
	uintptr_t bits = 0;

	least *= -2;
	EXPECT_PANIC(
		rt___ubsan_handle_add_overflow_abort(TYPED(&wide_type), (uintptr_t)&least,
	                                             (uintptr_t)&one),
		"-170141183460469231731687303715884105728 + 1 cannot be represented in '__int128'");
	EXPECT_PANIC(rt___ubsan_handle_add_overflow_abort(TYPED(&bit_type), 0xfffffffff,
	                                                  0x1fffffffff),
	             "68719476735 + -1 cannot be represented in '_BitInt'");
	memcpy(&bits, &large, sizeof large);
	EXPECT_PANIC(rt___ubsan_handle_float_cast_overflow_abort(TYPED(&double_type, &int_type),
	                                                         bits),
	             "1e+300 of 'double' is outside the range of 'int'");
	bits = 0;
	memcpy(&bits, &small, sizeof small);
	EXPECT_PANIC(rt___ubsan_handle_float_cast_overflow_abort(TYPED(&float_type, &size_type),
	                                                         bits),
	             "-2.5 of 'float'");
}

TEST(shifts)
{
	EXPECT_PANIC(rt___ubsan_handle_shift_out_of_bounds_abort(TYPED(&int_type, &size_type), 1,
	                                                         32),
	             "shift count 32 is too large for 'int' (32 bits)");
	EXPECT_PANIC(rt___ubsan_handle_shift_out_of_bounds_abort(TYPED(&int_type, &int_type), 1,
	                                                         0xffffffff),
	             "negative shift count -1");
	EXPECT_PANIC(rt___ubsan_handle_shift_out_of_bounds_abort(TYPED(&int_type, &size_type),
	                                                         0xfffffffe, 1),
	             "left shift of negative value -2");
	EXPECT_PANIC(rt___ubsan_handle_shift_out_of_bounds_abort(TYPED(&int_type, &size_type), 3,
	                                                         31),
	             "left shift of 3 by 31 cannot be represented in");
	EXPECT_PANIC(rt___ubsan_handle_shift_out_of_bounds_abort(TYPED(&bit_type, &size_type), 3,
	                                                         37),
	             "shift count 37 is too large for '_BitInt' (37 bits)");
}

TEST(memory)
{
	EXPECT_PANIC(rt___ubsan_handle_out_of_bounds_abort(TYPED(&array_type, &size_type), 9),
	             "index 9 is out of bounds for 'int[4]'");
	EXPECT_PANIC(rt___ubsan_handle_type_mismatch_v1_abort(MISMATCH, 0),
	             "store to a null pointer");
	EXPECT_PANIC(rt___ubsan_handle_type_mismatch_v1_abort(MISMATCH, 0x1002),
	             "store to misaligned address 0x1002, 'int' requires alignment 4");
	EXPECT_PANIC(rt___ubsan_handle_type_mismatch_v1_abort(MISMATCH, 0x1000),
	             "too few bytes for 'int'");
}

/* There is nothing behind it to go on with. */
TEST(what_cannot_go_on)
{
	struct place at = AT, nowhere = { NULL, 0, 0 };

	EXPECT_PANIC(rt___ubsan_handle_builtin_unreachable(&at), "src/a.c:12:7: ");
	EXPECT_PANIC(rt___ubsan_handle_builtin_unreachable(&nowhere), "was reached");
	assert_string_equal(hooks_panic_message, "undefined behaviour: "
	                                         "unreachable code was reached");
	EXPECT_PANIC(rt___ubsan_handle_add_overflow_minimal_abort(),
	             "undefined behaviour: addition overflow");
}

TEST(going_on)
{
	struct typed *d = TYPED(&int_type);
	struct place at = AT;

	hooks_reset();
	rt___ubsan_handle_add_overflow(d, 0x7fffffff, 1);
	assert_string_equal(hooks_text,
	                    "src/a.c:12:7: undefined behaviour: signed integer "
	                    "overflow: 2147483647 + 1 cannot be represented in 'int'\n");
	assert_null(hooks_panic_message);
	hooks_reset();
	rt___ubsan_handle_add_overflow(d, 0x7fffffff, 1);
	assert_string_equal(hooks_text, ""); /* told once for each place */
	rt___ubsan_handle_nonnull_return_v1(NULL, &at);
	assert_string_equal(hooks_text, "src/a.c:12:7: undefined behaviour: null returned from a "
	                                "function declared returns_nonnull\n");
	hooks_reset();
	rt___ubsan_handle_local_out_of_bounds();
	rt___ubsan_handle_local_out_of_bounds();
	assert_string_equal(hooks_text,
	                    "undefined behaviour: out-of-bounds access to a local variable\n"
	                    "undefined behaviour: out-of-bounds access to a local variable\n");
	hooks_reset();
	rt___ubsan_handle_add_overflow_minimal();
	assert_non_null(strstr(hooks_text, "addition overflow, in the call before 0x"));
}

/* A name that fills the line is cut, and the line still ends. */
TEST(long_names)
{
	static char file[600];
	struct typed d = { { file, 1, 2 }, { &int_type, NULL } };

	memset(file, 'f', sizeof file - 1);
	hooks_reset();
	rt___ubsan_handle_add_overflow(&d, 1, 1);
	assert_int_equal(hooks_text[hooks_text_size - 1], '\n');
	assert_true(hooks_text_size < 300);
}
