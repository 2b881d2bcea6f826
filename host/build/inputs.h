#pragma once
/* inputs: tells what a build reads, to somebody who waits for changes of it.
 *
 * session.inputs_fd is the writing end of a pipe; 0: nobody asks, and nothing is told. A
 * message is a kind, an absolute path and a zero byte. A project is told as soon as
 * ingot.yaml has been read, so that the change that fixes a build is seen; what
 * compilers and linker have read when they have ended. INPUT_END follows a build that
 * succeeded: what was told is all then. */
#include "host/build/build_facts.h"

enum input_kind {
	INPUT_FILE = 'f',
	INPUT_NAMES = 'n', /* a directory: a new file in it could be read */
	INPUT_TREE = 't',  /* a directory: a new directory in it too */
	INPUT_END = 'e',   /* without a path */
};

void inputs_tell_project(const struct build *build);
void inputs_tell_build(const struct build *build, bool is_complete);
