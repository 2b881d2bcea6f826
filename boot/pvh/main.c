/* main: the PVH front end. entry.S has brought us into long mode; kernel and
 * modules lie in memory. There is no disk and no firmware to call. */
#include "boot/core/main.h"

#include "boot/base/console.h"
#include "boot/base/cpu.h"
#include "boot/base/firmware.h"
#include "boot/base/pic.h"
#include "boot/base/smbios.h"
#include "boot/base/trap.h"
#include "boot/memory/identity.h"
#include "boot/memory/memory.h"
#include "boot/pvh/framebuffer.h"
#include "boot/pvh/layout.h"
#include "boot/pvh/start_info.h"

_Noreturn void pvh_main(const struct start_info *info, uint64_t tsc_start);

_Noreturn void pvh_main(const struct start_info *info, uint64_t tsc_start)
{
	identity_complete(identity_tables);
	trap_start();
	console_start();
	start_info_take(info);
	loader_main(tsc_start);
}

enum boot_firmware firmware_kind(void)
{
	return BOOT_FIRMWARE_PVH;
}

uint64_t firmware_memory_limit(void)
{
	return IDENTITY_END;
}

uint64_t firmware_physical_end(void)
{
	return cpu_physical_end();
}

uint64_t firmware_allocate(uint64_t size_bytes, uint64_t alignment, uint64_t phase)
{
	return memory_find(size_bytes, alignment, phase);
}

bool firmware_take(uint64_t base, uint64_t size_bytes)
{
	(void)base;
	(void)size_bytes;
	return true;
}

uint64_t firmware_allocate_low(void)
{
	return memory_find_low();
}

uint64_t firmware_page_root(void)
{
	return (uintptr_t)identity_tables;
}

uint64_t firmware_smbios(void)
{
	return smbios_search();
}

uint32_t firmware_boot_drive(void)
{
	return 0;
}

struct boot_device firmware_boot_device(void)
{
	return (struct boot_device){ 0 };
}

struct boot_efi firmware_efi(void)
{
	return (struct boot_efi){ 0 };
}

void firmware_leave(void)
{
	pic_mask();
	framebuffer_set();
}
