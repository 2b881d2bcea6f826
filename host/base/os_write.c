/* Files that are written whole, on every host: os_file.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"
#include "host/base/os_replace.h"

static bool write_file(const char *path, struct bytes content, enum os_durability durability)
{
	struct os_replacement replacement;

	if (!os_replace_begin(&replacement, path, durability))
		return false;
	if (os_write_at(replacement.fd, content.data, content.size, 0))
		return os_replace_commit(&replacement);
	int error = errno;
	os_replace_cancel(&replacement);
	errno = error;
	return false;
}

bool os_write_file(const char *path, struct bytes content)
{
	return write_file(path, content, OS_DURABLE);
}

bool os_write_remade(const char *path, struct bytes content)
{
	return write_file(path, content, OS_REMADE);
}

bool os_file_has_content(const char *path, struct bytes content)
{
	struct os_file_facts facts;

	if (!os_file_facts(path, &facts) || facts.size_bytes != content.size)
		return false;
	struct arena scratch = arena_new(content.size + 4096);
	unsigned char *memory = scratch.next;
	struct bytes old;
	bool same = os_read_file(&scratch, path, &old) && old.size == content.size &&
	            memcmp(old.data, content.data, content.size) == 0;
	free(memory);
	return same;
}

bool os_update_file(const char *path, struct bytes content, bool *changed)
{
	*changed = !os_file_has_content(path, content);
	return !*changed || os_write_remade(path, content);
}
