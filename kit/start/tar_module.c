/* tar_module: the initrd: tar_open_module of <ingot/tar.h>. */
#include <ingot/boot_info.h>
#include <ingot/tar.h>
#include <string.h>

const char *tar_open_module(struct tar *tar, const char *module)
{
	const struct boot_modules *modules = &boot_info_get()->modules;

	for (size_t i = 0; i < modules->count; i++) {
		const struct boot_module *m = &modules->list[i];

		if (strcmp(m->name, module) != 0)
			continue;
		if (!m->data)
			return m->size_bytes == 0 ? "the module is empty"
			                          : "the module is not mapped";
		tar_open(tar, m->data, m->size_bytes);
		return NULL;
	}
	return "no module of this name was loaded";
}
