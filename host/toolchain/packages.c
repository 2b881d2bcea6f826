#include "host/toolchain/packages.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/os_process.h"
#include "host/base/text.h"

enum {
#define LLVM_OLDEST(major) MAJOR_OLDEST = major,
#define LLVM_USUAL(major)  MAJOR_USUAL = major,
#define LLVM_NEWEST(major) MAJOR_NEWEST = major,
#include "host/toolchain/needs.def"
};

enum manager_name {
#define MANAGER(manager, program, install, needs_root) MANAGER_##manager,
#include "host/toolchain/needs.def"
	MANAGER_COUNT
};

static const struct manager {
	const char *program, *install;
	bool needs_root;
} managers[MANAGER_COUNT] = {
#define MANAGER(manager, program, install, needs_root) { program, install, needs_root },
#include "host/toolchain/needs.def"
};

/* Names between spaces; '#' stands for LLVM's major version. NULL: none. */
static const char *const names[MANAGER_COUNT][PACKAGE_COUNT] = {
#define PACKAGE(manager, need, names) [MANAGER_##manager][PACKAGE_##need] = names,
#include "host/toolchain/needs.def"
};

static const char *const names_of_major[MANAGER_COUNT][PACKAGE_COUNT] = {
#define PACKAGE_OF_MAJOR(manager, need, names) [MANAGER_##manager][PACKAGE_##need] = names,
#include "host/toolchain/needs.def"
};

/* MANAGER_COUNT if none is here. */
static enum manager_name find_manager(struct arena *keep)
{
	for (enum manager_name i = 0; i < MANAGER_COUNT; i++)
		if (os_find_program(keep, managers[i].program))
			return i;
	return MANAGER_COUNT;
}

static const char *root_prefix(struct arena *keep, const struct manager *manager)
{
	if (!manager->needs_root || geteuid() == 0)
		return "";
	return !os_find_program(keep, "sudo") && os_find_program(keep, "doas") ? "doas " : "sudo ";
}

static const char *fill_in_major(struct arena *keep, const char *pattern, int llvm_major)
{
	size_t before = strcspn(pattern, "#");

	if (!pattern[before])
		return pattern;
	return text_format(keep, "%.*s%d%s", (int)before, pattern, llvm_major,
	                   pattern + before + 1);
}

static void add_packages(struct text_list *list, enum manager_name manager, enum package package,
                         int llvm_major)
{
	const char *pattern = llvm_major ? names_of_major[manager][package] : NULL;

	if (!pattern)
		pattern = names[manager][package];
	if (!pattern)
		return;
	pattern = fill_in_major(list->arena, pattern, llvm_major);
	for (size_t size; *pattern; pattern += size + (pattern[size] == ' ')) {
		size = strcspn(pattern, " ");
		const char *name = text_copy(list->arena, pattern, size);

		if (!text_list_has(list, name))
			text_list_add(list, name);
	}
}

/* A QEMU that is installed now shall open a window, which several systems
 * package apart. */
static bool on_desktop(void)
{
	const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");

	return (x11 && *x11) || (wayland && *wayland);
}

const char *packages_install_command(struct arena *keep, const enum package *packages, size_t count,
                                     int llvm_major)
{
	enum manager_name manager = find_manager(keep);
	struct buffer command = { .arena = keep };
	struct text_list list = { .arena = keep };

	if (manager == MANAGER_COUNT)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		add_packages(&list, manager, packages[i], llvm_major);
		if (packages[i] == PACKAGE_QEMU && on_desktop())
			add_packages(&list, manager, PACKAGE_WINDOW, llvm_major);
	}
	buffer_puts(&command, root_prefix(keep, &managers[manager]));
	buffer_puts(&command, managers[manager].install);
	for (size_t i = 0; i < list.count; i++)
		buffer_printf(&command, " %s", list.items[i]);
	return command.data;
}

/* Whether apt's answer ("name - description" lines) has a package. */
static bool offers(struct arena *keep, const char *answer, const char *pattern, int major)
{
	const char *line = text_format(keep, "\n%s ", fill_in_major(keep, pattern, major));

	return strstr(answer, line) != NULL;
}

/* The newest LLVM that apt has all packages of, or 0: it has no lists, or is old. */
static int newest_on_offer(struct arena *keep)
{
	const char *const question[] = { "apt-cache", "search", "--names-only",
		                         "^(clang|lld|llvm)-[0-9]+$", NULL };
	const char *const *patterns = names[MANAGER_APT];
	struct os_result result;

	if (!os_run(keep, question, OS_OUTPUT_CAPTURE_ALL, &result) || result.status != 0)
		return 0;
	const char *answer = text_format(keep, "\n%s", (const char *)result.output.data);
	for (int major = MAJOR_NEWEST; major >= MAJOR_OLDEST; major--)
		if (offers(keep, answer, patterns[PACKAGE_CLANG], major) &&
		    offers(keep, answer, patterns[PACKAGE_LLD], major) &&
		    offers(keep, answer, patterns[PACKAGE_LLVM], major))
			return major;
	return 0;
}

int packages_llvm_major(struct arena *keep)
{
	if (find_manager(keep) != MANAGER_APT)
		return 0;
	int newest = newest_on_offer(keep);
	return newest ? newest : MAJOR_USUAL;
}
