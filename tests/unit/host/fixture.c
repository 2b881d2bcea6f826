#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/base/os_file.h"
#include "tests/unit/unit.h"

#define ARENA_BYTES (64u << 20)
#define HEARD       "heard"

struct arena fixture_keep, fixture_scratch;
const char *fixture_folder;

static unsigned char *memories[2];
static char *home, *real_path;
static int real_stderr = -1;

static void set_environment(void)
{
	static const char *const names[] = {
		"CC",       "LD",          "NINJA", "QEMU",    "HOMEBREW_PREFIX",
		"NO_COLOR", "INGOT_ACCEL", "OVMF",  "DISPLAY", "WAYLAND_DISPLAY"
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unsetenv(names[i]);
	real_path = strdup(getenv("PATH"));
	setenv("PATH", text_format(&fixture_keep, "%s/bin", fixture_folder), 1);
	setenv("XDG_CONFIG_HOME", text_format(&fixture_keep, "%s/config", fixture_folder), 1);
	setenv("XDG_CACHE_HOME", text_format(&fixture_keep, "%s/cache", fixture_folder), 1);
}

void fixture_set_up(void)
{
	char name[] = "/tmp/ingot-test-XXXXXX";

	fixture_keep = arena_new(ARENA_BYTES);
	fixture_scratch = arena_new(ARENA_BYTES);
	memories[0] = fixture_keep.next;
	memories[1] = fixture_scratch.next;
	home = os_current_folder(&fixture_keep);
	assert_non_null(mkdtemp(name));
	assert_int_equal(chdir(name), 0);
	/* /tmp is a link on macOS. */
	fixture_folder = os_current_folder(&fixture_keep);
	set_environment();
}

void fixture_tear_down(void)
{
	if (real_stderr >= 0)
		fixture_heard();
	setenv("PATH", real_path, 1);
	free(real_path);
	assert_int_equal(chdir(home), 0);
	assert_true(os_remove_tree(fixture_folder));
	free(memories[0]);
	free(memories[1]);
}

void fixture_write(const char *path, const char *text)
{
	struct bytes content = { (const unsigned char *)text, strlen(text) };

	assert_true(os_make_folders(path_folder(&fixture_keep, path)));
	assert_true(os_write_file(path, content));
}

void fixture_write_program(const char *path, const char *text)
{
	fixture_write(path, text_format(&fixture_keep, "#!/bin/sh\n%s", text));
	assert_int_equal(chmod(path, 0755), 0);
}

const char *fixture_repository_file(const char *name)
{
	return path_join(&fixture_keep, home, name);
}

void fixture_use_real_path(void)
{
	setenv("PATH", real_path, 1);
}

void fixture_listen(void)
{
	assert_int_equal(real_stderr, -1);
	fflush(stderr);
	real_stderr = dup(STDERR_FILENO);
	assert_non_null(freopen(HEARD, "w", stderr));
}

static const char *without_folder(const char *text)
{
	struct buffer buffer = { .arena = &fixture_keep };
	size_t size = strlen(fixture_folder);

	buffer_puts(&buffer, "");
	for (const char *found; (found = strstr(text, fixture_folder)); text = found + size) {
		buffer_add(&buffer, text, (size_t)(found - text));
		buffer_puts(&buffer, "@");
	}
	buffer_puts(&buffer, text);
	return buffer.data;
}

const char *fixture_heard(void)
{
	struct bytes heard;

	fflush(stderr);
	dup2(real_stderr, STDERR_FILENO);
	close(real_stderr);
	real_stderr = -1;
	assert_true(os_read_file(&fixture_keep, HEARD, &heard));
	return without_folder((const char *)heard.data);
}
