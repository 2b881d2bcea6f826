/* Disks that can be unplugged, by a sysfs that the test makes: which are listed, and what is
 * refused why. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "host/base/diag.h"
#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/image/stick.h"
#include "tests/unit/unit.h"

static struct {
	const char *mounted, *mount_folder; /* the name of a disk, and where */
	const char *swap;
	int error;
	bool is_no_disk;
} fake;

enum os_node os_node_kind(const char *path)
{
	return !os_file_exists(path) ? OS_NODE_NONE : fake.is_no_disk ? OS_NODE_FILE : OS_NODE_DISK;
}

struct os_disk_facts os_disk_facts(struct arena *keep, const char *path)
{
	(void)keep, (void)path;
	return (struct os_disk_facts){ 0, NULL };
}

static bool is_named(const char *path, const char *name)
{
	return name && text_equal(path_name(path), name);
}

bool os_disk_mount(struct arena *keep, const char *path, const char **folder)
{
	(void)keep;
	*folder = is_named(path, fake.mounted) ? fake.mount_folder : NULL;
	errno = fake.error;
	return !fake.error;
}

const char *os_disk_swap(struct arena *keep, const char *path)
{
	(void)keep;
	return is_named(path, fake.swap) ? path : NULL;
}

int os_disk_open(const char *path, uint64_t *size_bytes)
{
	fail_msg("%s is opened", path);
	*size_bytes = 0;
	return -1;
}

bool os_disk_forget(int fd)
{
	return fd < 0;
}

bool os_disk_close(int fd)
{
	return fd < 0;
}

static struct stick_places places;

static const char *device(const char *name)
{
	return path_join(&fixture_keep, places.devices, name);
}

/* A file of sysfs, below its block/. */
static void tell(const char *path, const char *line)
{
	const char *file = text_format(&fixture_keep, "%s/block/%s", places.sysfs, path);
	const char *text = text_format(&fixture_keep, "%s\n", line);

	assert_true(os_make_folders(path_folder(&fixture_keep, file)));
	assert_true(os_write_file(file, (struct bytes){ (const void *)text, strlen(text) }));
}

static void add_device(const char *name)
{
	assert_true(os_write_file(device(name), (struct bytes){ (const void *)"", 0 }));
}

static void add(const char *name, const char *sectors, const char *removable)
{
	tell(text_format(&fixture_keep, "%s/size", name), sectors);
	tell(text_format(&fixture_keep, "%s/removable", name), removable);
	tell(text_format(&fixture_keep, "%s/ro", name), "0");
	add_device(name);
}

static void set_up(void)
{
	fixture_set_up();
	memset(&fake, 0, sizeof fake);
	const char *root = os_real_path(&fixture_keep, fixture_folder);
	places.sysfs = path_join(&fixture_keep, root, "sys");
	places.devices = path_join(&fixture_keep, root, "dev");
	assert_true(os_make_folders(places.devices));
	assert_true(os_make_folders(path_join(&fixture_keep, places.sysfs, "block")));
	add("sda", "1000000", "0");
	add("sdb", "30031872", "1");
	tell("sdb/device/model", "SanDisk Ultra   ");
	diag_set_level(DIAG_QUIET);
}
AROUND_EACH_TEST(set_up, fixture_tear_down);

static struct stick_list list_now(void)
{
	struct stick_list list;

	assert_true(stick_list_read(&fixture_keep, &places, &list));
	return list;
}

/* With one error, of this sentence, and its hint. */
static void assert_refused(const char *path, const char *sentence)
{
	struct stick stick;
	int errors = diag_error_count();

	fixture_listen();
	assert_false(stick_find(&fixture_keep, &places, path, &stick));
	assert_int_equal(diag_error_count(), errors + 1);
	const char *heard = fixture_heard();
	assert_non_null(strstr(heard, text_format(&fixture_keep, ": error: %s", sentence)));
	assert_non_null(strstr(heard, "\n  hint: "));
}

/* How it is listed, and what is said to who names it. */
static void assert_state(enum stick_state state, const char *text, const char *sentence)
{
	struct stick_list list = list_now();
	struct stick stick;

	assert_int_equal(list.count, 1);
	assert_int_equal(list.items[0].state, state);
	assert_string_equal(stick_state_text(&fixture_keep, &list.items[0]), text);
	if (sentence)
		assert_refused(device("sdb"), sentence);
	else
		assert_true(stick_find(&fixture_keep, &places, device("sdb"), &stick));
}

TEST(a_stick_is_described)
{
	struct stick_list list = list_now();

	assert_int_equal(list.count, 1);
	assert_string_equal(list.items[0].disk.path, device("sdb"));
	assert_string_equal(list.items[0].disk.model, "SanDisk Ultra");
	assert_int_equal(list.items[0].disk.size_bytes, 30031872ull * 512);
	assert_state(STICK_READY, "ready", NULL);
}

TEST(what_is_plugged_in_is_removable)
{
	add("mmcblk0", "2000", "0");
	tell("mmcblk0/device/type", "SD");
	add("mmcblk1", "2000", "0");
	tell("mmcblk1/device/type", "MMC");
	tell("../usb1/sdc/size", "2000");
	assert_int_equal(symlink("../usb1/sdc",
	                         path_join(&fixture_keep, places.sysfs, "block/sdc")),
	                 0);
	struct stick_list list = list_now();
	assert_int_equal(list.count, 3);
	assert_string_equal(list.items[0].disk.path, device("mmcblk0"));
	assert_null(list.items[0].disk.model);
	assert_string_equal(list.items[2].disk.path, device("sdc"));
}

TEST(cds_floppies_and_empty_drives_are_not_listed)
{
	add("sr0", "2000", "1");
	tell("sr0/device/type", "5");
	add("fd0", "2880", "1");
	add("sdd", "0", "1");
	assert_int_equal(list_now().count, 1);
	assert_refused(device("sr0"), "this is not a disk that can be flashed");
	assert_refused(device("fd0"), "this is not a disk that can be flashed");
	assert_refused(device("sdd"), "there is no medium in this drive");
}

TEST(a_fixed_disk)
{
	struct stick stick;

	assert_refused(device("sda"), "this disk is not removable");
	assert_false(stick_find(&fixture_keep, &places, device("sda"), &stick));
	assert_int_equal(stick.state, STICK_FIXED);
}

TEST(a_mounted_disk)
{
	fake.mounted = "sdb";
	fake.mount_folder = "/media/stick";
	assert_state(STICK_MOUNTED, "mounted at /media/stick",
	             "this disk is in use: a file system on it is mounted at /media/stick");
}

TEST(the_disk_of_the_running_system)
{
	fake.mounted = "sdb";
	fake.mount_folder = "/";
	assert_state(STICK_MOUNTED, "has the running system", "the running system is on this disk");
}

TEST(a_disk_with_swap)
{
	fake.swap = "sdb";
	assert_state(STICK_SWAP, text_format(&fixture_keep, "swap is on %s", device("sdb")),
	             "this disk is in use: the system swaps to ");
}

TEST(a_disk_that_another_is_made_of)
{
	tell("sdb/sdb2/partition", "2");
	tell("sdb/sdb2/holders/dm-0", "");
	assert_state(STICK_HELD, "part of dm-0", "this disk is in use: dm-0 is made of it");
}

TEST(a_whole_disk_that_another_is_made_of)
{
	tell("sdb/holders/md0", "");
	assert_state(STICK_HELD, "part of md0", "this disk is in use: md0 is made of it");
}

TEST(a_disk_that_is_read_only)
{
	tell("sdb/ro", "1");
	assert_state(STICK_READ_ONLY, "write-protected", "this disk is write-protected");
}

TEST(a_system_that_does_not_say)
{
	fake.error = ENOTSUP;
	assert_state(STICK_UNKNOWN, strerror(ENOTSUP), "cannot tell whether this disk is in use: ");
}

TEST(partitions_and_others)
{
	tell("sdb/sdb1/partition", "1");
	add_device("sdb1");
	add_device("null");
	assert_string_equal(os_disk_of_partition(&fixture_keep, places.sysfs, places.devices,
	                                         device("sdb1")),
	                    device("sdb"));
	assert_null(os_disk_of_partition(&fixture_keep, places.sysfs, places.devices,
	                                 device("sdb")));
	assert_null(os_disk_of_partition(&fixture_keep, places.sysfs, places.devices, "/etc/x"));
	assert_null(os_disk_of_partition(&fixture_keep, places.sysfs, places.devices,
	                                 places.devices));
	assert_refused(device("sdb1"), "this is a partition, and an image is a whole disk");
	assert_refused(device("null"), "this is not a disk that can be flashed");
	assert_refused(device("sdz"), "cannot find this disk: ");
	assert_refused("sdb", "cannot find this disk: ");
	fake.is_no_disk = true;
	assert_refused(device("sdb"), "this is not a disk");
}

TEST(names_with_directories)
{
	struct stick stick;

	tell("cciss!c0d0/size", "2000");
	tell("cciss!c0d0/removable", "1");
	assert_true(os_make_folders(device("cciss")));
	add_device("cciss/c0d0");
	assert_true(stick_find(&fixture_keep, &places, device("cciss/c0d0"), &stick));
}

TEST(links_are_followed)
{
	struct stick stick;

	assert_int_equal(symlink("sdb", device("by-id")), 0);
	assert_true(stick_find(&fixture_keep, &places, device("by-id"), &stick));
	assert_string_equal(stick.disk.path, device("sdb"));
}

TEST(a_host_without_sysfs)
{
	struct stick_list list;

	places.sysfs = "/nonexistent";
	assert_false(stick_list_read(&fixture_keep, &places, &list));
	assert_int_equal(errno, ENOENT);
	assert_refused(device("sdb"), "cannot tell what this disk is: ");
}
