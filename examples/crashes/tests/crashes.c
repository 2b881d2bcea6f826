/* One mistake a test. volatile hides each from the compiler, which would warn,
 * or be right to make anything of it. */
#include <assert.h>
#include <ingot/boot.h>
#include <ingot/cpu.h>
#include <ingot/panic.h>
#include <ingot/test.h>
#include <ingot/trap.h>
#include <stdint.h>
#include <stdlib.h>

/* Written behind a call, so that it is a call and not a jump: a backtrace shows
 * no function that has jumped away. */
static volatile bool reached;

struct node {
	int values[10];
	struct node *next;
};

TEST(null_pointer)
{
	struct node *volatile last = NULL;

	CHECK(last->next->values[3] == 0);
}

TEST(null_function)
{
	void (*volatile callback)(void) = NULL;

	callback();
	reached = true;
}

TEST(wild_function)
{
	void (*volatile callback)(void) = (void (*)(void))0x123456789000;

	callback();
	reached = true;
}

static int count_down(volatile int *from)
{
	volatile int local[64] = { *from - 1 };

	return count_down(local) + local[0];
}

TEST(endless_recursion)
{
	volatile int start = 0;

	CHECK(count_down(&start) == 0);
}

TEST(write_to_constant)
{
	static const int limit = 5;

	*(volatile int *)(uintptr_t)&limit = 6;
}

TEST(write_to_code)
{
	*(volatile uint8_t *)(uintptr_t)count_down = 0xcc;
}

TEST(jump_to_data)
{
	static uint8_t code[] = { 0xc3 };
	void (*volatile function)(void) = (void (*)(void))(uintptr_t)code;

	function();
	reached = true;
}

TEST(non_canonical_pointer)
{
	int *volatile pointer = (int *)0x0800000000000000;

	*pointer = 1;
}

static void __attribute__((noinline)) overwrite_return_address(void)
{
	uint64_t *frame = __builtin_frame_address(0);

	((volatile uint64_t *)frame)[1] = 0x4141414141414141;
}

TEST(return_address_overwritten)
{
	overwrite_return_address();
	reached = true;
}

TEST(physical_address_as_pointer)
{
	int *volatile pointer = (int *)0x200000;

	*pointer = 1;
}

TEST(division_by_zero)
{
	volatile int zero = 0;

	zero = 100 / zero;
}

TEST(sse_instruction)
{
	__asm__ volatile("movaps %xmm0, %xmm1");
}

TEST(x87_instruction)
{
	__asm__ volatile("fld1");
}

TEST(unreachable)
{
	__builtin_trap();
}

TEST(damaged_stack_pointer)
{
	__asm__ volatile("movq $0x1000, %rsp; pushq %rax");
}

TEST(unexpected_interrupt)
{
	__asm__ volatile("int $0x2a");
}

TEST(wrong_selector)
{
	__asm__ volatile("movl %0, %%ds" : : "r"(0x48));
}

TEST(failed_assertion)
{
	volatile int pages = 3;

	assert(pages == 4);
}

TEST(aborted)
{
	abort();
}

TEST(freed_twice)
{
	void *volatile block = malloc(100);

	free(block);
	free(block);
	reached = true;
}

TEST(freed_what_was_never_allocated)
{
	static _Alignas(16) char buffer[64];
	void *volatile block = buffer + 32;

	free(block);
	reached = true;
}

TEST(written_past_its_end)
{
	char *volatile text = malloc(10);

	text[10] = 0;
	free(text);
	reached = true;
}

static void fault_while_panicking(const char *headline)
{
	(void)headline;
	*(volatile int *)8 = 1;
}

TEST(panic_in_a_panic)
{
	panic_set_observer(fault_while_panicking);
	panic("the first");
}

static void panic_in_handler(struct trap_frame *frame)
{
	panic("vector %u is not for us", (unsigned)frame->vector);
}

TEST(panic_in_a_handler)
{
	trap_set_handler(TRAP_BREAKPOINT, panic_in_handler);
	__asm__ volatile("int3");
}
