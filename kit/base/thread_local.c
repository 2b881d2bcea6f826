/* thread_local: TLS, see thread_local.h (System V ABI for x86_64 ELF TLS, variant
 * II: the block ends where FS points, and the first word there points to
 * itself). Where the template is, the loader knows from the ELF file. */
#include "kit/base/thread_local.h"

#include <ingot/boot_info.h>
#include <ingot/cpu.h>
#include <stdint.h>
#include <string.h>

#include "abi/bits.h"
#include "abi/x86.h"

/* Of the block's end: that of the word there, too. */
static uint64_t get_alignment(const struct boot_tls *tls)
{
	return tls->alignment > sizeof(uint64_t) ? tls->alignment : sizeof(uint64_t);
}

/* The linker counts back from the end of the template, aligned as that asks for. */
static size_t get_block_size(const struct boot_tls *tls)
{
	uint64_t begin = (uint64_t)tls->image;

	return round_up(begin + tls->size_bytes, tls->alignment) - begin;
}

size_t thread_local_get_size(void)
{
	const struct boot_tls *tls = &boot_info_get()->tls;

	return get_block_size(tls) + get_alignment(tls) + sizeof(uint64_t);
}

void thread_local_start(void *memory)
{
	const struct boot_tls *tls = &boot_info_get()->tls;
	size_t size = get_block_size(tls);
	uint64_t end = round_up((uint64_t)memory + size, get_alignment(tls));
	uint8_t *block = (uint8_t *)(end - size);

	memset(block, 0, size);
	if (tls->image)
		memcpy(block, tls->image, tls->template_size_bytes);
	*(uint64_t *)end = end;
	cpu_write_msr(X86_MSR_FS_BASE, end);
}
