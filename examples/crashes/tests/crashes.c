/* One mistake a test. volatile hides each from the compiler, which would warn,
 * or be right to make anything of it. */
#include <assert.h>
#include <ingot/area.h>
#include <ingot/boot.h>
#include <ingot/console.h>
#include <ingot/cpu.h>
#include <ingot/page.h>
#include <ingot/panic.h>
#include <ingot/smp.h>
#include <ingot/spinlock.h>
#include <ingot/test.h>
#include <ingot/timer.h>
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

static void recurse_on_another_stack(uint64_t top)
{
	/* The kernel's stack is the way back, if there were one. */
	__asm__ volatile("movq %0, %%rsp; xorl %%ebp, %%ebp; call *%1"
	                 :
	                 : "r"(top), "r"(count_down), "D"(&reached)
	                 : "memory");
}

TEST(named_stack_overflow)
{
	uint64_t top;

	REQUIRE(area_alloc_stack("worker", 32 * KiB, &top) == NULL);
	recurse_on_another_stack(top);
}

TEST(large_array_on_a_named_stack)
{
	uint64_t top;

	REQUIRE(area_alloc_stack("small", 4 * KiB, &top) == NULL);
	*(volatile char *)(top - 40 * KiB) = 1;
}

TEST(area_freed_twice)
{
	void *area;

	REQUIRE(area_alloc("once", 100, MAPPING_WRITE, &area) == NULL);
	area_free(area);
	area_free(area);
	reached = true;
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

TEST(write_to_boot_info)
{
	((volatile struct boot_info *)(uintptr_t)boot_info_get())->version = 0;
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

static void __attribute__((noinline)) write_name(size_t length)
{
	char name[16];

	for (size_t i = 0; i < length; i++)
		((volatile char *)name)[i] = 'A';
}

TEST(array_past_the_canary)
{
	volatile size_t length = 16 + 4 * sizeof(void *);

	write_name(length);
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

/* A fault while one is handled, and one more in that one's report. */
static void fault_again(struct trap_frame *frame)
{
	*(volatile uint64_t *)(frame->rip & 1) = 1;
}

TEST(fault_in_a_fault)
{
	trap_set_handler(TRAP_INVALID_OPCODE, fault_again);
	__asm__ volatile("ud2");
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

TEST(page_freed_twice)
{
	phys_t page = page_alloc();

	page_free(page);
	page_free(page);
	reached = true;
}

TEST(page_of_nobody_freed)
{
	page_free(boot_info_get()->kernel_physical);
	reached = true;
}

TEST(part_of_a_block_freed)
{
	page_free(page_alloc_order(2, PAGE_ZONE_ANY) + PAGE_SIZE);
	reached = true;
}

static struct spinlock lock = SPINLOCK("crashes");

TEST(lock_taken_twice)
{
	spinlock_acquire(&lock);
	spinlock_acquire(&lock);
	reached = true;
}

TEST(lock_not_held)
{
	spinlock_release(&lock, 0);
	reached = true;
}

static void fall(void *context)
{
	panic("CPU %u: %s", cpu_get_index(), (const char *)context);
}

/* The last CPU there is; the first waits for it, for ever. */
static void call_another(void (*run)(void *context), void *context)
{
	struct cpu *cpu = cpu_get_first();

	CHECK(smp_start(NULL) == NULL);
	REQUIRE(smp_get_count() > 1);
	while (cpu->next)
		cpu = cpu->next;
	smp_call(cpu, run, context, true);
}

TEST(panic_on_another_cpu)
{
	call_another(fall, (void *)"the one");
}

static void overflow(void *context)
{
	CHECK(count_down(context) == 0);
}

TEST(stack_overflow_on_another_cpu)
{
	int start = 0;

	call_another(overflow, &start);
}

/* One of them reports, and no line of it is torn by another. */
TEST(panic_on_all_cpus)
{
	CHECK(smp_start(NULL) == NULL);
	REQUIRE(smp_get_count() > 1);
	smp_call_all(fall, (void *)"all", false);
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

/* ---- Nothing where a function is to be called ---- */

TEST(timer_without_a_function)
{
	static struct timer timer;

	timer_start(&timer, TIMER_S, 0);
	reached = true;
}

TEST(call_without_a_function)
{
	smp_call(cpu_get_first(), NULL, NULL, true);
	reached = true;
}

TEST(call_of_all_without_a_function)
{
	smp_call_all(NULL, NULL, true);
	reached = true;
}

TEST(console_sink_without_a_function)
{
	static struct console_sink sink;

	console_add_sink(&sink);
	reached = true;
}
