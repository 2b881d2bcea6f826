#pragma once
/* tar_fixture: entries of archives, in few words. */
#include "host/image/tar.h"

static inline struct tar_entry file(const char *name)
{
	return (struct tar_entry){ .kind = TAR_FILE, .name = name };
}

static inline struct tar_entry program(const char *name)
{
	return (struct tar_entry){ .kind = TAR_FILE, .name = name, .is_executable = true };
}

static inline struct tar_entry folder(const char *name)
{
	return (struct tar_entry){ .kind = TAR_FOLDER, .name = name };
}

static inline struct tar_entry link_to(const char *name, const char *link)
{
	return (struct tar_entry){ .kind = TAR_LINK, .name = name, .link = link };
}
