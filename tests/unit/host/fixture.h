#pragma once
/* fixture: a directory to make files in, an arena, and what was reported.
 *
 * Give fixture_set_up and fixture_tear_down to a test. In between, the current
 * directory is a new, empty one; the environment names no tool, PATH is
 * DIRECTORY/bin, and the cache is DIRECTORY/cache. */
#include "host/base/arena.h"

extern struct arena fixture_keep, fixture_scratch;
extern const char *fixture_folder; /* absolute, without links */

void fixture_set_up(void);
void fixture_tear_down(void);

/* Writes a file, with the directories above it. */
void fixture_write(const char *path, const char *text);
/* An executable script: "#!/bin/sh", then the text. */
void fixture_write_program(const char *path, const char *text);
/* A file of the project, which tests are run in the root of. */
const char *fixture_repository_file(const char *name);
/* Gives PATH its value from before the test. */
void fixture_use_real_path(void);

/* Everything that goes to standard error from begin to end; DIRECTORY in it is
 * written "@". */
void fixture_listen(void);
const char *fixture_heard(void);

/* Fails the test unless exactly this was reported since fixture_listen. */
#define assert_reported(text) assert_string_equal(fixture_heard(), text)
