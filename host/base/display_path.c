#include "host/base/display_path.h"

#include <string.h>

#include "host/base/os_file.h"
#include "host/base/os_path.h"
#include "host/base/text.h"

static const char *started; /* absolute; NULL: nobody knows */
static const char *prefix;  /* of relative paths, with a '/'; NULL: none is needed */

void display_path_begin(struct arena *keep)
{
	started = os_current_folder(keep);
	prefix = NULL;
}

/* How many bytes of two absolute paths are the same whole parts. */
static size_t common_bytes(const char *a, const char *b)
{
	size_t common = 0, i = 0;

	for (; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			common = i;
	bool a_ends = !a[i] || a[i] == '/', b_ends = !b[i] || b[i] == '/';
	return a_ends && b_ends ? i : common;
}

/* From one absolute directory to another; "" if they are the same. */
static const char *relative(struct arena *keep, const char *from, const char *to)
{
	struct buffer path = { .arena = keep };
	size_t common = common_bytes(from, to);

	buffer_puts(&path, "");
	for (const char *at = from + common; *at; at++)
		if (*at == '/' && at[1])
			buffer_puts(&path, path.size ? "/.." : "..");
	to += common;
	to += *to == '/';
	if (*to)
		buffer_printf(&path, "%s%s", path.size ? "/" : "", to);
	return path.data;
}

void display_path_moved(struct arena *keep)
{
	const char *here = os_current_folder(keep);

	prefix = NULL;
	if (!here || !started || text_equal(here, started))
		return;
	prefix = relative(keep, started, here);
	if (strlen(prefix) > strlen(here))
		prefix = here;
	if (!text_ends_with(prefix, "/"))
		prefix = text_format(keep, "%s/", prefix);
}

const char *display_path_before(const char **path)
{
	if (!prefix || os_path_is_absolute(*path))
		return "";
	while (text_starts_with(*path, "./"))
		*path += 2;
	return prefix;
}

const char *display_path(struct arena *keep, const char *path)
{
	const char *before = display_path_before(&path);
	size_t size = strlen(before);

	if (size > 1 && text_equal(path, "."))
		return text_copy(keep, before, size - 1);
	return *before ? text_format(keep, "%s%s", before, path) : path;
}
