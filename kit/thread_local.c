/* thread_local: _Thread_local variables of the first CPU (System V ABI for
 * x86_64 ELF TLS, variant II: the block ends where FS points, and the first
 * word there points to itself). kernel.ld makes room for one block. */
#include <ingot/cpu.h>
#include <string.h>

#include "kit/kit.h"

extern const uint8_t kernel_tls_template[], kernel_tls_template_end[];
extern uint8_t kernel_tls_block[], kernel_tls_block_end[];	/* kernel.ld */

void thread_local_start(void)
{
	size_t size_bytes = (size_t)(kernel_tls_template_end - kernel_tls_template);
	uint64_t *self = (uint64_t *)kernel_tls_block_end;

	memcpy(kernel_tls_block, kernel_tls_template, size_bytes);
	*self = (uint64_t)self;
	cpu_write_msr(X86_MSR_FS_BASE, (uint64_t)self);
}
