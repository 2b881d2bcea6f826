/* Exceptions that 64-bit code of ring 0 cannot raise: in ring 3, and in 32-bit
 * code, each in a page of its own. */
#include <ingot/cpu.h>
#include <ingot/mapping.h>
#include <ingot/page.h>
#include <ingot/test.h>
#include <ingot/trap.h>
#include <stdint.h>

#include "tables.h"

#define CODE_PAGE      0x400000
#define STACK_TOP      0x502000 /* of 32-bit code, whose RSP has 32 bits */
#define FLAGS          0x2      /* always set */
#define FLAGS_OVERFLOW (FLAGS | 0x800)

static uint8_t ring_stack[16384] __attribute__((aligned(16)));

static volatile bool reached; /* keeps calls from becoming jumps */

/* IRETQ is the way into all modes; RAX is what the code there begins with. RBP
 * stays, so that the backtrace leads back here. */
static void __attribute__((noinline)) enter(uint64_t code, uint64_t data, uint64_t flags,
                                            uint64_t rax)
{
	__asm__ volatile("pushq %1; pushq %4; pushq %2; pushq %0; pushq %3\n\t"
	                 "iretq"
	                 :
	                 : "r"(code), "r"(data), "r"(flags), "r"((uint64_t)CODE_PAGE),
	                   "r"((uint64_t)STACK_TOP), "a"(rax)
	                 : "memory");
}

static void __attribute__((noinline)) run_32_bits(const void *code, uint64_t size_bytes,
                                                  uint64_t flags, uint64_t rax)
{
	tables_map_code(CODE_PAGE, code, size_bytes);
	REQUIRE(mapping_add(STACK_TOP - 2 * PAGE_SIZE, page_alloc_order(1, PAGE_ZONE_ANY),
	                    2 * PAGE_SIZE, MAPPING_WRITE) == NULL);
	tables_load_segments();
	enter(CODE32, 0x10, flags, rax);
	reached = true;
}

static void __attribute__((noinline)) run_in_ring_3(const void *code, uint64_t size_bytes,
                                                    uint64_t flags, uint64_t rax)
{
	tables_map_code(CODE_PAGE, code, size_bytes);
	tables_set_path_bits(CODE_PAGE, X86_PAGE_USER);
	tables_set_ring_stack((uint64_t)(ring_stack + sizeof ring_stack));
	tables_load_segments();
	enter(USER_CODE, USER_DATA, flags, rax);
	reached = true;
}

TEST(overflow_in_32_bit_code)
{
	static const uint8_t into[] = { 0xce };

	run_32_bits(into, sizeof into, FLAGS_OVERFLOW, 0);
	reached = true;
}

TEST(bound_in_32_bit_code)
{
	/* bound %eax, (%eax), and at 8: from 0 to 9 */
	static const uint8_t bound[] = { 0x62, 0x00, [8] = 0, [12] = 9, 0, 0, 0 };

	run_32_bits(bound, sizeof bound, FLAGS, CODE_PAGE + 8);
	reached = true;
}

TEST(privileged_instruction_in_ring_3)
{
	static const uint8_t cli[] = { 0xfa };

	run_in_ring_3(cli, sizeof cli, FLAGS, 0);
	reached = true;
}

TEST(gate_of_the_kernel_in_ring_3)
{
	static const uint8_t int_0x80[] = { 0xcd, 0x80 };

	run_in_ring_3(int_0x80, sizeof int_0x80, FLAGS, 0);
	reached = true;
}

TEST(kernel_memory_in_ring_3)
{
	static const uint8_t load[] = { 0x8b, 0x00 }; /* mov (%rax), %eax */

	run_in_ring_3(load, sizeof load, FLAGS, (uint64_t)ring_stack);
	reached = true;
}
