/* What a kernel sees of a machine that another monitor than QEMU has made. */
#include <ingot/boot.h>
#include <ingot/clock.h>
#include <ingot/pci.h>
#include <ingot/smp.h>
#include <stdio.h>

BOOT_CONFIG(.smp = BOOT_ON)

static const char *said(const char *why)
{
	return why ? why : "started";
}

static uint64_t usable_mib(const struct boot_info *boot)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < boot->memory_map.count; i++)
		if (boot->memory_map.regions[i].kind == BOOT_MEMORY_USABLE)
			bytes += boot->memory_map.regions[i].size_bytes;
	return bytes >> 20;
}

static void kernel_main(const struct boot_info *boot)
{
	printf("firmware %u, root pointer %#llx, screen of %u rows\n", (unsigned)boot->firmware,
	       (unsigned long long)boot->acpi_rsdp, (unsigned)boot->text_screen.rows);
	printf("command line: %s.\n", boot->command_line);
	printf("module: %s\n", boot->modules.count ? (const char *)boot->modules.list[0].data : "");
	printf("memory: %s\n", usable_mib(boot) >= 56 ? "most of 64 MiB" : "too little");
	printf("other CPUs: %s, %u in all\n", said(smp_start(NULL)), (unsigned)smp_get_count());
	printf("clock: %s\n", said(clock_start()));
	printf("PCI: %s\n", said(pci_start()));
}
ENTRY_POINT(kernel_main)
