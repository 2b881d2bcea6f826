#include "host/base/cache.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_path.h"
#include "host/base/sha256.h"

#define HASH_BYTES_SHOWN 8
#define DEPTH_MAX        16 /* of directories in the cache, which has 8 */

const char *cache_root(struct arena *keep)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	/* The XDG specification: a relative path is to be ignored. */
	if (cache && os_path_is_absolute(cache))
		return path_join(keep, cache, "ingot");
	if (home && os_path_is_absolute(home))
		return path_join(keep, home, ".cache/ingot");
	return NULL;
}

const char *cache_need_root(struct arena *keep)
{
	const char *root = cache_root(keep);

	if (root)
		return root;
	diag_error(NULL, "no place for the cache: HOME is not set");
	diag_hint("set XDG_CACHE_HOME to a directory that you can write to");
	return NULL;
}

bool cache_find_shared(struct arena *keep, const char **folder)
{
	const char *given = getenv("INGOT_CACHE");

	*folder = NULL;
	if (!given || !*given)
		return true;
	if (!os_path_is_absolute(given)) {
		diag_error(NULL, "INGOT_CACHE is set to \"%s\", which is a relative path", given);
		diag_hint("set it to the absolute path of a directory");
		return false;
	}
	*folder = text_copy(keep, given, strlen(given));
	return true;
}

static bool check_root(const char *root)
{
	struct place at = { .file = root };

	if (!strchr(root, '%'))
		return true;
	diag_error(&at, "LLVM cannot write to a path with a \"%%\" in it");
	diag_hint("set XDG_CACHE_HOME or INGOT_CACHE to another directory");
	return false;
}

const char *cache_folder(struct arena *keep, const char *root, const char *kind,
                         const struct text_list *inputs)
{
	char name[2 * HASH_BYTES_SHOWN + 1];
	struct sha256 sha;

	if (!check_root(root))
		return NULL;
	sha256_begin(&sha);
	for (size_t i = 0; i < inputs->count; i++)
		sha256_add(&sha, inputs->items[i], strlen(inputs->items[i]) + 1);
	struct sha256_hash hash = sha256_end(&sha);
	sha256_write_hex(&hash, HASH_BYTES_SHOWN, name);
	return text_format(keep, "%s/%s-%s", root, kind, name);
}

/* Adds what is below a directory. What vanishes meanwhile counts nothing. */
static bool add_sizes(struct arena scratch, const char *folder, int depth, uint64_t *bytes)
{
	struct text_list names = { .arena = &scratch };

	if (!os_list_folder(&scratch, folder, &names))
		return os_is_missing(errno);
	for (size_t i = 0; i < names.count; i++) {
		const char *path = path_join(&scratch, folder, names.items[i]);
		struct os_file_facts facts;

		if (!os_file_facts(path, &facts)) {
			if (!os_is_missing(errno))
				return false;
			continue;
		}
		if (!facts.is_folder)
			*bytes += facts.size_bytes;
		else if (depth < DEPTH_MAX && !add_sizes(scratch, path, depth + 1, bytes))
			return false;
	}
	return true;
}

bool cache_measure(struct arena scratch, const char *folder, uint64_t *bytes)
{
	*bytes = 0;
	return add_sizes(scratch, folder, 0, bytes);
}
