#include "host/base/os_watch.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/inotify.h>
#endif

#define NEWS_BYTES 4096

#if defined(__linux__)

/* Editors write a file where it is, or a new one that they rename. */
#define EVENTS \
	(IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | \
	 IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

void os_watch_begin(struct os_watch *watch)
{
	watch->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	watch->is_told = watch->fd >= 0;
}

/* Beyond what the system allows one user, all is looked at. */
void os_watch_folder(struct os_watch *watch, const char *path)
{
	if (watch->is_told && inotify_add_watch(watch->fd, path, EVENTS) < 0 && errno == ENOSPC)
		os_watch_end(watch);
}

#else

void os_watch_begin(struct os_watch *watch)
{
	*watch = (struct os_watch){ -1, false };
}

void os_watch_folder(struct os_watch *watch, const char *path)
{
	(void)watch, (void)path;
}

#endif

void os_watch_forget(struct os_watch *watch)
{
	char news[NEWS_BYTES];

	while (watch->is_told && read(watch->fd, news, sizeof news) > 0)
		;
}

void os_watch_end(struct os_watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	*watch = (struct os_watch){ -1, false };
}
