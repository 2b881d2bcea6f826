#pragma once
/* poll.h: waiting for pipes, as far as the command does. */
#define POLLIN  1
#define POLLOUT 4
#define POLLERR 8
#define POLLHUP 16

typedef unsigned nfds_t;
struct pollfd {
	int fd;
	short events, revents;
};

/* Pipes are asked again and again, the first time at once; what is no pipe is ready. */
int poll(struct pollfd *fds, nfds_t count, int wait_ms);
