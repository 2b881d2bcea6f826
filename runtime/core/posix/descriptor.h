#pragma once
/* descriptor: the numbers of open files.
 *
 * A descriptor leads to an open file, and several may lead to one. A stream of
 * <stdio.h> that has a descriptor reads and writes through its number, so that
 * both are one open file: its object is the entry of the table.
 * Included by: core/posix. */

#include <runtime.h>
#include <unistd.h>

struct open_file {
	struct runtime_file file;
	int flags;      /* what open was given */
	unsigned count; /* of descriptors; 0: this one is free */
};

/* NULL and EBADF. */
struct open_file *rt_descriptor_find(int descriptor);
/* The lowest free number for an open file of the kernel's; -1 and EMFILE. */
int rt_descriptor_add(const struct runtime_file *file, int flags);
/* What a stream is made of that reads and writes by the number. */
struct runtime_file rt_descriptor_stream(int descriptor);
/* The number of a stream that was made so, or -1. */
int rt_descriptor_of_stream(const struct runtime_file *file);
bool rt_descriptor_is_console(const struct open_file *file);

/* -1 and errno, for an error; else the value. */
int64_t rt_posix_finish(int64_t value);
