#include "host/base/os_disk_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"

#define SYSFS_SECTOR 512u
#define SCSI_CD      "5" /* SPC-5, peripheral device type */

/* Its size is not known before it is read: os_read_file takes no such file. */
const char *os_sysfs_line(struct arena *keep, const char *folder, const char *name)
{
	char line[256] = "";
	FILE *file = fopen(path_join(keep, folder, name), "re");

	if (!file)
		return NULL;
	bool good = fgets(line, sizeof line, file);
	fclose(file);
	size_t size = strcspn(line, "\n");
	while (size && line[size - 1] == ' ')
		size--;
	return good && size ? text_copy(keep, line, size) : NULL;
}

static bool says(struct arena *keep, const char *folder, const char *name, const char *what)
{
	const char *line = os_sysfs_line(keep, folder, name);

	return line && text_equal(line, what);
}

static const char *first_name(struct arena *keep, const char *folder)
{
	struct text_list names = { .arena = keep };

	return os_list_folder(keep, folder, &names) && names.count ? names.items[0] : NULL;
}

/* Partitions are directories inside of their disk's. */
static const char *find_holder(struct arena *keep, const char *folder, const char *disk)
{
	const char *holder = first_name(keep, path_join(keep, folder, "holders"));
	struct text_list names = { .arena = keep };

	if (!os_list_folder(keep, folder, &names))
		return holder;
	for (size_t i = 0; i < names.count && !holder; i++)
		if (text_starts_with(names.items[i], disk))
			holder = first_name(keep, text_format(keep, "%s/%s/holders", folder,
			                                      names.items[i]));
	return holder;
}

static bool is_disk(struct arena *keep, const char *folder, const char *name)
{
	return !text_starts_with(name, "fd") && !says(keep, folder, "device/type", SCSI_CD);
}

/* Many sticks call themselves fixed, as readers do with the cards in them. */
static bool is_removable(struct arena *keep, const char *folder)
{
	const char *real = os_real_path(keep, folder);

	return says(keep, folder, "removable", "1") || (real && strstr(real, "/usb")) ||
	       says(keep, folder, "device/type", "SD");
}

static void exchange(char *text, char from, char to)
{
	for (; *text; text++)
		if (*text == from)
			*text = to;
}

/* A '/' in the name of a device is a '!' there. */
static const char *device_path(struct arena *keep, const char *devices, const char *name)
{
	char *device = text_copy(keep, name, strlen(name));

	exchange(device, '!', '/');
	return path_join(keep, devices, device);
}

static struct os_disk read_disk(struct arena *keep, const char *folder, const char *path,
                                const char *name)
{
	const char *size = os_sysfs_line(keep, folder, "size");

	return (struct os_disk){
		.path = path,
		.model = os_sysfs_line(keep, folder, "device/model"),
		.size_bytes = size ? strtoull(size, NULL, 10) * SYSFS_SECTOR : 0,
		.is_removable = is_removable(keep, folder),
		.is_read_only = says(keep, folder, "ro", "1"),
		.holder = find_holder(keep, folder, name),
	};
}

bool os_disk_list_read(struct arena *keep, const char *sysfs, const char *devices,
                       struct os_disk_list *list)
{
	const char *block = path_join(keep, sysfs, "block");
	struct text_list names = { .arena = keep };

	*list = (struct os_disk_list){ NULL, 0, 0 };
	if (!os_list_folder(keep, block, &names))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		const char *name = names.items[i], *folder = path_join(keep, block, name);

		if (!is_disk(keep, folder, name))
			continue;
		arena_grow(keep, list->items, list->count, list->capacity);
		list->items[list->count++] = read_disk(keep, folder,
		                                       device_path(keep, devices, name), name);
	}
	return true;
}

const char *os_disk_of_partition(struct arena *keep, const char *sysfs, const char *devices,
                                 const char *path)
{
	const char *block = path_join(keep, sysfs, "block");
	struct text_list names = { .arena = keep };

	if (!path_is_within(path, devices) || text_equal(path, devices) ||
	    !os_list_folder(keep, block, &names))
		return NULL;
	char *name = text_copy(keep, path + strlen(devices) + 1,
	                       strlen(path) - strlen(devices) - 1);
	exchange(name, '/', '!');
	for (size_t i = 0; i < names.count; i++)
		if (os_file_exists(text_format(keep, "%s/%s/%s/partition", block, names.items[i],
		                               name)))
			return device_path(keep, devices, names.items[i]);
	return NULL;
}
