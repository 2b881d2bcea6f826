/* The reference kernel: brings the machine up, reports what it found, and runs a shell.
 *
 * An ordinary Ingot project: it includes the public headers of the kit and the
 * runtime, and what it needs of them is linked. */
#include <ingot/boot.h>
#include <ingot/cmdline.h>
#include <ingot/fw_cfg.h>
#include <ingot/power.h>
#include <stdio.h>
#include <string.h>

#include "bring_up.h"
#include "shell.h"

BOOT_CONFIG(.kernel_stack_size = 64 * KiB, .smp = BOOT_ON,
            .framebuffer = BOOT_FRAMEBUFFER(1024, 768))

static const char *get_firmware_name(uint32_t firmware)
{
	switch (firmware) {
	case BOOT_FIRMWARE_BIOS: return "BIOS";
	case BOOT_FIRMWARE_UEFI: return "UEFI";
	case BOOT_FIRMWARE_PVH:  return "PVH";
	default:                 return "unknown firmware";
	}
}

/* The command line decides, then what started the virtual machine. A real PC has a
 * keyboard. */
static bool is_interactive(void)
{
	char word[sizeof "none"] = "";
	struct fw_cfg_file file;

	if (cmdline_get("shell", word, sizeof word) > 0)
		return strcmp(word, "off") != 0;
	if (fw_cfg_find(FW_CFG_INPUT, &file) || file.size_bytes >= sizeof word)
		return true;
	return fw_cfg_read(&file, 0, word, file.size_bytes) || strcmp(word, FW_CFG_INPUT_NONE) != 0;
}

static void kernel_main(const struct boot_info *boot)
{
	printf("Ingot reference kernel " INGOT_VERSION ", booted by %s (%s)\n", boot->loader,
	       get_firmware_name(boot->firmware));
	bring_up(boot);
	if (is_interactive())
		shell_run();
	else
		shell_report();
	power_off();
}
ENTRY_POINT(kernel_main)
