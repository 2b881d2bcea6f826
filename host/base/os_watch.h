#pragma once
/* os_watch: news of changes in directories, where a system has them (inotify of Linux).
 *
 * News are a hint that it is time to look, and say nothing of what has changed: whoever
 * watches compares facts. Where there are no news, or none are left, is_told is false, and
 * one looks now and then. */
#include <stdbool.h>

struct os_watch {
	int fd; /* poll() says when there are news; -1: there are none */
	bool is_told;
};

void os_watch_begin(struct os_watch *watch);
/* The same directory twice is one. A directory that is not there has no news. */
void os_watch_folder(struct os_watch *watch, const char *path);
/* The news that came until now are old. */
void os_watch_forget(struct os_watch *watch);
void os_watch_end(struct os_watch *watch);
