#pragma once
/* pipe: descriptors that have said all that they will say. */
#include <stddef.h>

/* To read these bytes from, and then the end; PIPE_BYTES_MAX of them at most. */
#define PIPE_BYTES_MAX 4096
int pipe_of(const char *data, size_t size);
/* The same for one that is written to as well; what is written is lost, when
 * pipe_close_both is called. */
struct pipe_both {
	int near, far;
};
struct pipe_both pipe_both_of(const char *data, size_t size);
void pipe_close_both(struct pipe_both both);
