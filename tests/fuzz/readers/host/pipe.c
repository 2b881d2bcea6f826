#include "pipe.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "host/base/os_process.h"

int pipe_of(const char *data, size_t size)
{
	int ends[2];

	if (!os_pipe(ends) || write(ends[1], data, size) != (ssize_t)size)
		abort();
	close(ends[1]);
	return ends[0];
}

struct pipe_both pipe_both_of(const char *data, size_t size)
{
	int ends[2];

	if (!os_socket_pair(ends) || write(ends[1], data, size) != (ssize_t)size ||
	    shutdown(ends[1], SHUT_WR) != 0)
		abort();
	return (struct pipe_both){ ends[0], ends[1] };
}

void pipe_close_both(struct pipe_both both)
{
	close(both.near);
	close(both.far);
}
