#pragma once
/* members: which names the sources of a kernel's libraries define, and which they need of
 * others, as far as that is known before any is compiled: kit/members.list says it, which
 * kit/members.awk writes. */
#include "host/base/text.h"

#define MEMBERS_FILE "kit/members.list"

struct member {
	const char *source;       /* "kit/start/start.c" */
	struct text_list defines; /* in every build */
	struct text_list may;     /* define in some */
	struct text_list needs;   /* but for what the compiler calls for a sanitizer */
	struct text_list weak;    /* refers to, if it is linked for another reason */
};

struct member_name {
	const char *name;
	size_t member; /* that defines it */
};

struct members {
	struct member *list; /* in the order of sources */
	size_t count, capacity;
	struct member_name *names; /* in order */
	size_t name_count;
	struct text_list needed; /* sorted */
};

#define MEMBERS_NONE ((size_t)-1)

/* False: the list cannot be read, or contradicts itself. */
bool members_read(struct arena *keep, const char *path, struct members *members);
/* The number of a source, and of the one that defines a name; MEMBERS_NONE. */
size_t members_find(const struct members *members, const char *source);
size_t members_find_name(const struct members *members, const char *name);
/* Whether one needs a name. */
bool members_need(const struct members *members, const char *name);
