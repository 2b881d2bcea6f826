#include "host/toolchain/packages.h"

#include <string.h>
#include <unistd.h>

#include "host/base/os_process.h"
#include "host/base/text.h"

/* '#' stands for LLVM's major version. */
struct manager {
	const char *program, *command;
	bool needs_root;
	const char *names[PACKAGE_COUNT];
};

static const struct manager managers[] = {
	{ "apt-get", "apt-get install", true,
	  { "clang-#", "lld-#", "llvm-#", "ninja-build", "qemu-system-x86", "qemu-utils",
	    "ovmf", "gdb" } },
	{ "dnf", "dnf install", true,
	  { "clang", "lld", "llvm", "ninja-build", "qemu-system-x86", "qemu-img",
	    "edk2-ovmf", "gdb" } },
	{ "pacman", "pacman -S", true,
	  { "clang", "lld", "llvm", "ninja", "qemu-system-x86", "qemu-img", "edk2-ovmf",
	    "gdb" } },
	{ "zypper", "zypper install", true,
	  { "clang#", "lld#", "llvm#", "ninja", "qemu-x86", "qemu-img",
	    "qemu-ovmf-x86_64", "gdb" } },
	{ "apk", "apk add", true,
	  { "clang#", "lld", "llvm#", "samurai", "qemu-system-x86_64", "qemu-img",
	    "ovmf", "gdb" } },
	{ "brew", "brew install", false,
	  { "llvm@#", "lld@#", "llvm@#", "ninja", "qemu", "qemu", "qemu", "gdb" } },
};

static const struct manager *find_manager(struct arena *keep)
{
	for (size_t i = 0; i < sizeof managers / sizeof *managers; i++)
		if (os_find_program(keep, managers[i].program))
			return &managers[i];
	return NULL;
}

static const char *package_name(struct arena *keep, const char *pattern, int llvm_major)
{
	size_t before = strcspn(pattern, "#");

	if (!pattern[before])
		return pattern;
	return text_format(keep, "%.*s%d%s", (int)before, pattern, llvm_major,
	                   pattern + before + 1);
}

const char *packages_install_command(struct arena *keep, const enum package *packages,
                                     size_t count, int llvm_major)
{
	const struct manager *manager = find_manager(keep);
	struct buffer command = { .arena = keep };
	struct text_list names = { .arena = keep };

	if (!manager)
		return NULL;
	if (manager->needs_root && geteuid() != 0)
		buffer_puts(&command, "sudo ");
	buffer_puts(&command, manager->command);
	for (size_t i = 0; i < count; i++) {
		const char *name = package_name(keep, manager->names[packages[i]], llvm_major);

		if (!text_list_has(&names, name)) {
			text_list_add(&names, name);
			buffer_printf(&command, " %s", name);
		}
	}
	return command.data;
}
