/* Disks, with a system that is made up: what is refused is refused before the
 * disk is opened, or at least before its first byte. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/image/disk.h"
#include "tests/unit/unit.h"

#define ARENA_BYTES (64u << 20)
#define DISK        "/dev/stick"
#define OLD_BYTE    0xa5
#define IMAGE_BYTES ((2u << 20) + 512) /* no multiple of what is copied at once */

static struct {
	const char *mounted_at; /* NULL: not mounted */
	int mount_error, open_error, close_error;
	uint64_t size_bytes;
	int opened, closed;
	const char *path; /* of the file that is the disk */
	int forgotten, forget_error;
	int damage_after; /* so many times it keeps what was written; 0: always */
	uint64_t damaged_byte;
} fake;

enum os_node os_node_kind(const char *path)
{
	return strcmp(path, DISK) == 0 ? OS_NODE_DISK : OS_NODE_FILE;
}

struct os_disk_facts os_disk_facts(struct arena *keep, const char *path)
{
	(void)keep, (void)path;
	return (struct os_disk_facts){ fake.size_bytes, "Cruzer" };
}

bool os_disk_mount(struct arena *keep, const char *path, const char **folder)
{
	(void)keep, (void)path;
	*folder = fake.mounted_at;
	errno = fake.mount_error;
	return !fake.mount_error;
}

int os_disk_open(const char *path, uint64_t *size_bytes)
{
	(void)path;
	fake.opened++;
	*size_bytes = fake.size_bytes;
	errno = fake.open_error;
	return fake.open_error ? -1 : open(fake.path, O_RDWR | O_CLOEXEC);
}

/* A counterfeit stick shows what it has lost once it is read. */
bool os_disk_forget(int fd)
{
	uint8_t byte;

	errno = fake.forget_error;
	if (++fake.forgotten == fake.damage_after) {
		assert_true(os_read_at(fd, &byte, 1, fake.damaged_byte));
		byte ^= 0x10;
		assert_true(os_write_at(fd, &byte, 1, fake.damaged_byte));
	}
	return !fake.forget_error;
}

bool os_disk_close(int fd)
{
	fake.closed++;
	close(fd);
	errno = fake.close_error;
	return !fake.close_error;
}

static struct arena arena;
static unsigned char *memory;
static char folder[64];
static const char *image;
static struct bytes content;

static struct bytes filled(size_t size, unsigned char value)
{
	unsigned char *data = arena_push(&arena, unsigned char, size);

	memset(data, value, size);
	return (struct bytes){ data, size };
}

/* A disk of old bytes, and an image of zeros with something at both ends. */
static void set_up(void)
{
	unsigned char *data;

	arena = arena_new(ARENA_BYTES);
	memory = arena.next;
	strcpy(folder, "/tmp/ingot-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	memset(&fake, 0, sizeof fake);
	fake.path = path_join(&arena, folder, "disk");
	fake.size_bytes = 4u << 20;
	image = path_join(&arena, folder, "image");
	data = arena_push(&arena, unsigned char, IMAGE_BYTES);
	data[0] = 1;
	data[IMAGE_BYTES - 1] = 2;
	content = (struct bytes){ data, IMAGE_BYTES };
	diag_set_level(DIAG_QUIET);
	assert_true(os_write_file(fake.path, filled(fake.size_bytes, OLD_BYTE)));
	assert_true(os_write_file(image, content));
}

static void tear_down(void)
{
	free(memory);
	assert_true(os_remove_tree(folder));
}
AROUND_EACH_TEST(set_up, tear_down);

static struct bytes disk_now(void)
{
	struct bytes now;

	assert_true(os_read_file(&arena, fake.path, &now));
	return now;
}

static void assert_untouched(void)
{
	struct bytes now = disk_now();

	for (size_t i = 0; i < now.size; i++)
		assert_int_equal(now.data[i], OLD_BYTE);
}

/* The question, or the writing, ends with one error, and the disk is as it was. */
static void assert_refused(bool answer, int errors_before)
{
	assert_false(answer);
	assert_int_equal(diag_error_count(), errors_before + 1);
	assert_int_equal(fake.opened, fake.closed + (fake.open_error ? 1 : 0));
	assert_untouched();
}

TEST(nobody_said_force)
{
	int errors = diag_error_count();

	assert_refused(disk_check(DISK, false, arena), errors);
	assert_int_equal(fake.opened, 0);
	assert_true(disk_check(DISK, true, arena));
	assert_int_equal(fake.opened, 0);
}

TEST(force_does_not_unmount)
{
	int errors = diag_error_count();

	fake.mounted_at = "/home";
	assert_refused(disk_check(DISK, true, arena), errors);
	assert_refused(disk_write(DISK, image, NULL, arena), errors + 1);
	assert_int_equal(fake.opened, 0);
}

TEST(a_system_that_does_not_say)
{
	int errors = diag_error_count();

	fake.mount_error = ENOTSUP;
	assert_refused(disk_check(DISK, true, arena), errors);
	assert_refused(disk_write(DISK, image, NULL, arena), errors + 1);
	assert_int_equal(fake.opened, 0);
}

TEST(a_disk_that_does_not_open)
{
	static const int reasons[] = { EBUSY, EACCES, EROFS, ENXIO };

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		int errors = diag_error_count();

		fake.opened = fake.closed = 0;
		fake.open_error = reasons[i];
		assert_refused(disk_write(DISK, image, NULL, arena), errors);
	}
}

TEST(a_disk_that_is_too_small)
{
	int errors = diag_error_count();

	fake.size_bytes = IMAGE_BYTES - 1;
	assert_refused(disk_write(DISK, image, NULL, arena), errors);
	assert_int_equal(fake.opened, 1);
}

TEST(an_image_that_is_not_there)
{
	int errors = diag_error_count();

	assert_refused(disk_write(DISK, "/nonexistent/image", NULL, arena), errors);
	assert_int_equal(fake.opened, 0);
}

static void assert_written(void)
{
	struct bytes now = disk_now();

	assert_memory_equal(now.data, content.data, content.size);
	for (size_t i = content.size; i < now.size; i++)
		assert_int_equal(now.data[i], OLD_BYTE);
}

TEST(the_whole_image_is_copied)
{
	assert_true(disk_write(DISK, image, NULL, arena));
	assert_int_equal(fake.opened, 1);
	assert_int_equal(fake.closed, 1);
	assert_written();
}

TEST(holes_are_zeros_on_the_disk)
{
	assert_true(os_write_file(image, (struct bytes){ NULL, 0 }));
	assert_int_equal(truncate(image, IMAGE_BYTES), 0);
	content = filled(IMAGE_BYTES, 0);
	assert_true(disk_write(DISK, image, NULL, arena));
	assert_written();
}

TEST(a_disk_that_just_fits)
{
	fake.size_bytes = IMAGE_BYTES;
	assert_true(disk_write(DISK, image, NULL, arena));
	assert_written();
}

TEST(what_does_not_reach_the_disk)
{
	int errors = diag_error_count();

	fake.close_error = EIO;
	assert_false(disk_write(DISK, image, NULL, arena));
	assert_int_equal(diag_error_count(), errors + 1);
}

/* Writing ends with one error, once the first byte was written. */
static void assert_fails(void)
{
	int errors = diag_error_count();

	assert_false(disk_write(DISK, image, NULL, arena));
	assert_int_equal(diag_error_count(), errors + 1);
	assert_int_equal(fake.closed, 1);
}

TEST(a_disk_that_loses_a_byte)
{
	static const uint64_t bytes[] = { 0, 1u << 20, IMAGE_BYTES - 1 };

	for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
		fake.closed = fake.forgotten = 0;
		fake.damage_after = 1;
		fake.damaged_byte = bytes[i];
		assert_fails();
	}
}

TEST(a_disk_that_loses_its_table)
{
	fake.damage_after = 2;
	fake.damaged_byte = fake.size_bytes - 1;
	assert_fails();
	assert_int_equal(fake.forgotten, 2);
}

TEST(what_is_beyond_the_image_is_not_asked_for)
{
	fake.damage_after = 1;
	fake.damaged_byte = IMAGE_BYTES;
	assert_true(disk_write(DISK, image, NULL, arena));
}

TEST(a_disk_that_cannot_be_flushed)
{
	fake.forget_error = EIO;
	assert_fails();
}

/* Counts what it is told, and holds that it goes on. */
struct counter {
	struct disk_watch watch;
	int steps[2];
	uint64_t last[2];
};

static void count(struct disk_watch *watch, bool is_read_back, uint64_t done, uint64_t total)
{
	struct counter *counter = (struct counter *)watch;

	assert_true(done > counter->last[is_read_back]);
	assert_int_equal(total, IMAGE_BYTES);
	counter->steps[is_read_back]++;
	counter->last[is_read_back] = done;
}

TEST(who_waits_is_told_how_far_it_is)
{
	struct counter counter = { .watch = { count } };

	assert_true(disk_write(DISK, image, &counter.watch, arena));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(counter.steps[i], 3);
		assert_int_equal(counter.last[i], IMAGE_BYTES);
	}
}

TEST(sizes_are_said_as_disks_have_them)
{
	assert_string_equal(disk_size_text(&arena, 16u << 20), "16.0 MiB");
	assert_string_equal(disk_size_text(&arena, 15376000000), "14.3 GiB");
}
