#include "host/toolchain/ovmf.h"

#include <stdint.h>
#include <stdlib.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/toolchain/packages.h"

static const char *const places[] = {
#define OVMF_PLACE(path) path,
#include "host/toolchain/needs.def"
};

/* PREFIX/bin/qemu-system-x86_64, links followed -> PREFIX/share/qemu. */
static const char *beside_qemu(struct arena *keep, const char *qemu)
{
	const char *real = qemu ? os_real_path(keep, qemu) : NULL;

	return real ? text_format(keep, "%s/../share/qemu/edk2-x86_64-code.fd",
	                          path_folder(keep, real))
	            : NULL;
}

static const char *search(struct arena *keep, const char *system_root, const char *qemu)
{
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		const char *path = text_format(keep, "%s%s", system_root, places[i]);

		if (os_file_exists(path))
			return path;
	}
	const char *beside = beside_qemu(keep, qemu);
	return beside && os_file_exists(beside) ? beside : NULL;
}

const char *ovmf_find(struct arena *keep, const char *system_root, const char *qemu,
                      const char **missing)
{
	const char *given = getenv("OVMF");

	*missing = NULL;
	if (given && *given) {
		if (os_file_exists(given))
			return given;
		*missing = given;
		return NULL;
	}
	return search(keep, system_root, qemu);
}

const char *ovmf_need(struct arena *keep, const char *qemu)
{
	static const enum package package = PACKAGE_OVMF;
	const char *missing, *path = ovmf_find(keep, "", qemu, &missing);

	if (path)
		return path;
	if (missing) {
		diag_error(NULL, "OVMF is set to \"%s\", which was not found", missing);
		diag_hint("unset OVMF, or set it to UEFI firmware for QEMU");
		return NULL;
	}
	const char *command = packages_install_command(keep, &package, 1, 0);
	diag_error(NULL, "OVMF, the UEFI firmware for QEMU, not found");
	diag_hint("%s", command ? command : "set the variable OVMF to the file OVMF_CODE.fd");
	return NULL;
}

bool ovmf_is_whole(const char *path)
{
	struct os_file_facts facts;

	return os_file_facts(path, &facts) && facts.size_bytes &&
	       !(facts.size_bytes & (facts.size_bytes - 1));
}
