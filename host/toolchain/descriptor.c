#include "host/toolchain/descriptor.h"

#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"
#include "host/document/json_scan.h"

#define FOLDER "qemu/firmware"

/* --- Where they are ------------------------------------------------------- */

static const char *users_folder(struct arena *keep)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (config && *config)
		return text_format(keep, "%s/" FOLDER, config);
	return home && *home ? text_format(keep, "%s/.config/" FOLDER, home) : NULL;
}

const char *descriptor_share(struct arena *keep, const char *qemu, const char *name)
{
	const char *real = qemu ? os_real_path(keep, qemu) : NULL;

	return real ? text_format(keep, "%s/../share/%s", path_folder(keep, real), name) : NULL;
}

/* A later file of the same name takes the place of the one before. */
static void add_file(struct text_list *paths, const char *path)
{
	for (size_t i = 0; i < paths->count; i++) {
		if (!text_equal(path_name(paths->items[i]), path_name(path)))
			continue;
		paths->items[i] = path;
		return;
	}
	text_list_add(paths, path);
}

static void add_folder(struct arena *keep, struct text_list *paths, const char *folder)
{
	struct text_list names = { .arena = keep };

	if (!folder || !os_list_folder(keep, folder, &names))
		return;
	for (size_t i = 0; i < names.count; i++)
		if (text_ends_with(names.items[i], ".json"))
			add_file(paths, path_join(keep, folder, names.items[i]));
}

/* By the last part of the path: few enough to be sorted by insertion. */
static void sort_by_name(struct text_list *paths)
{
	for (size_t i = 1; i < paths->count; i++) {
		const char *path = paths->items[i];
		size_t at = i;

		for (; at && strcmp(path_name(paths->items[at - 1]), path_name(path)) > 0; at--)
			paths->items[at] = paths->items[at - 1];
		paths->items[at] = path;
	}
}

void descriptor_list(struct arena *keep, const char *system_root, const char *qemu,
                     struct text_list *paths)
{
	struct text_list all = { .arena = keep };

	add_folder(keep, &all, descriptor_share(keep, qemu, FOLDER));
	add_folder(keep, &all, text_format(keep, "%s/usr/share/" FOLDER, system_root));
	add_folder(keep, &all, text_format(keep, "%s/etc/" FOLDER, system_root));
	add_folder(keep, &all, users_folder(keep));
	sort_by_name(&all);
	for (size_t i = 0; i < all.count; i++) {
		struct os_file_facts facts;

		if (os_file_facts(all.items[i], &facts) && facts.size_bytes)
			text_list_add(paths, all.items[i]);
	}
}

/* --- What one says -------------------------------------------------------- */

/* The text of an object's member, or NULL. */
static const char *text_of(struct arena *keep, const char *object, const char *name)
{
	return json_scan_string(keep, json_scan_member(object, name));
}

static bool list_has(struct arena scratch, const char *list, const char *wanted)
{
	for (const char *item = json_scan_first(list); item; item = json_scan_next(item)) {
		const char *text = json_scan_string(&scratch, item);

		if (text && text_equal(text, wanted))
			return true;
	}
	return false;
}

/* QEMU's block drivers of the two formats in which firmware is packaged. */
static bool is_known_format(const char *format)
{
	return format && (text_equal(format, "raw") || text_equal(format, "qcow2"));
}

/* A file of the mapping: its name and format. False: it is not there, or unknown. */
static bool read_file(struct arena *keep, const char *system_root, const char *file,
                      const char **path, const char **format)
{
	const char *name = text_of(keep, file, "filename");

	*format = text_of(keep, file, "format");
	*path = name ? text_format(keep, "%s%s", system_root, name) : NULL;
	return *path && is_known_format(*format) && os_file_exists(*path);
}

static const char *read_flash(struct arena *keep, const char *system_root, const char *mapping,
                              struct descriptor *descriptor)
{
	const char *mode = text_of(keep, mapping, "mode");

	if (!read_file(keep, system_root, json_scan_member(mapping, "executable"),
	               &descriptor->code, &descriptor->code_format))
		return "its file is not there, or of an unknown format";
	descriptor->mapping = mode && text_equal(mode, "combined") ? FIRMWARE_COMBINED
	                                                           : FIRMWARE_SPLIT;
	if (mode && !text_equal(mode, "split"))
		return NULL;
	return read_file(keep, system_root, json_scan_member(mapping, "nvram-template"),
	                 &descriptor->variables, &descriptor->variables_format)
	               ? NULL
	               : "its variables are not there, or of an unknown format";
}

static const char *read_mapping(struct arena *keep, const char *system_root, const char *mapping,
                                struct descriptor *descriptor)
{
	const char *device = text_of(keep, mapping, "device");
	const char *name = text_of(keep, mapping, "filename");

	if (device && text_equal(device, "flash"))
		return read_flash(keep, system_root, mapping, descriptor);
	if (!device || !text_equal(device, "memory") || !name)
		return "it belongs neither into flash memory nor into memory";
	descriptor->mapping = FIRMWARE_MEMORY;
	descriptor->code = text_format(keep, "%s%s", system_root, name);
	descriptor->code_format = "raw";
	return os_file_exists(descriptor->code) ? NULL : "its file is not there";
}

static bool has_target(struct arena scratch, const char *targets)
{
	for (const char *at = json_scan_first(targets); at; at = json_scan_next(at)) {
		const char *architecture = text_of(&scratch, at, "architecture");

		if (architecture && text_equal(architecture, "x86_64"))
			return true;
	}
	return false;
}

static const char *read_all(struct arena *keep, const char *text, const char *system_root,
                            struct descriptor *descriptor)
{
	const char *features = json_scan_member(text, "features");

	if (!features)
		return "it is no descriptor of firmware";
	if (!list_has(*keep, json_scan_member(text, "interface-types"), "uefi"))
		return "it is no UEFI firmware";
	descriptor->targets = json_scan_member(text, "targets");
	if (!has_target(*keep, descriptor->targets))
		return "it is not for x86_64";
	descriptor->has_keys = list_has(*keep, features, "enrolled-keys");
	descriptor->needs_smm = list_has(*keep, features, "requires-smm");
	descriptor->is_confidential = list_has(*keep, features, "amd-sev-snp") ||
	                              list_has(*keep, features, "intel-tdx");
	return read_mapping(keep, system_root, json_scan_member(text, "mapping"), descriptor);
}

bool descriptor_read(struct arena *keep, const char *path, const char *system_root,
                     struct descriptor *descriptor, const char **why)
{
	struct bytes text;

	*descriptor = (struct descriptor){ .path = path };
	*why = os_read_file(keep, path, &text)
	               ? read_all(keep, (const char *)text.data, system_root, descriptor)
	               : "it cannot be read";
	return !*why;
}

/* --- On which machines ---------------------------------------------------- */

/* "*" is any number of characters, "?" one: all that such patterns are made of. */
static bool matches(const char *pattern, const char *text)
{
	for (; *pattern && *pattern != '*'; pattern++, text++)
		if (!*text || (*pattern != '?' && *pattern != *text))
			return false;
	if (!*pattern)
		return !*text;
	for (;; text++) {
		if (matches(pattern + 1, text))
			return true;
		if (!*text)
			return false;
	}
}

static bool names_machine(struct arena scratch, const char *machines, const char *machine)
{
	for (const char *at = json_scan_first(machines); at; at = json_scan_next(at)) {
		const char *pattern = json_scan_string(&scratch, at);

		if (pattern && matches(pattern, machine))
			return true;
	}
	return false;
}

bool descriptor_fits(struct arena scratch, const struct descriptor *descriptor, const char *machine)
{
	for (const char *at = json_scan_first(descriptor->targets); at; at = json_scan_next(at)) {
		const char *architecture = text_of(&scratch, at, "architecture");

		if (architecture && text_equal(architecture, "x86_64") &&
		    names_machine(scratch, json_scan_member(at, "machines"), machine))
			return true;
	}
	return false;
}
