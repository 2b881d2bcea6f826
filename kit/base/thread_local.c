/* thread_local: TLS, see thread_local.h (System V ABI for x86_64 ELF TLS, variant
 * II: the block ends where FS points, and the first word there points to
 * itself). kernel.ld makes room for the first. */
#include "kit/base/thread_local.h"

#include <ingot/cpu.h>
#include <stdint.h>
#include <string.h>

#include "abi/x86.h"

extern const uint8_t kernel_tls_template[], kernel_tls_template_end[];
extern uint8_t kernel_tls_block[], kernel_tls_block_end[]; /* kernel.ld */

/* FS points behind the block, at a word that points to itself. */
static void start(uint8_t *block)
{
	uint64_t *self = (uint64_t *)(block + (kernel_tls_block_end - kernel_tls_block));

	memcpy(block, kernel_tls_template, (size_t)(kernel_tls_template_end - kernel_tls_template));
	*self = (uint64_t)self;
	cpu_write_msr(X86_MSR_FS_BASE, (uint64_t)self);
}

void thread_local_start(void)
{
	start(kernel_tls_block);
}

/* Each copy lies within a page as the first does, so that what is aligned there
 * is aligned here. */
static size_t get_skew(void)
{
	return (uintptr_t)kernel_tls_block % X86_PAGE_SIZE;
}

size_t thread_local_get_size(void)
{
	return get_skew() + (size_t)(kernel_tls_block_end - kernel_tls_block) + sizeof(uint64_t);
}

void thread_local_start_cpu(void *memory)
{
	start((uint8_t *)memory + get_skew());
}
