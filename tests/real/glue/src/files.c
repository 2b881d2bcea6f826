/* files: see files.h. */
#include "files.h"

#include <errno.h>
#include <ingot/boot.h>
#include <runtime.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct content {
	char name[FILES_NAME_SIZE]; /* "": this one is free */
	unsigned char *bytes;
	size_t size, capacity;
};

/* A file that is open. */
struct handle {
	struct content *content;
	size_t at;
	bool appends;
};

static struct content contents[FILES_MAX];

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static struct content *find(const char *name)
{
	for (size_t i = 0; i < FILES_MAX; i++)
		if (strcmp(contents[i].name, name) == 0)
			return &contents[i];
	return NULL;
}

static bool reserve(struct content *content, size_t size)
{
	if (size > content->capacity) {
		size_t capacity = size < 4096 ? 4096 : size * 2;
		unsigned char *bytes = realloc(content->bytes, capacity);

		if (!bytes)
			return false;
		memset(bytes + content->capacity, 0, capacity - content->capacity);
		content->bytes = bytes;
		content->capacity = capacity;
	}
	if (size > content->size)
		content->size = size;
	return true;
}

static struct content *create(const char *name)
{
	struct content *content = find("");

	if (content)
		*content = (struct content){ .size = 0 };
	if (content)
		snprintf(content->name, sizeof content->name, "%s", name);
	return content;
}

static void take_modules(void)
{
	static bool done;
	const struct boot_modules *modules = &boot_info_get()->modules;

	for (size_t i = 0; !done && i < modules->count; i++) {
		const struct boot_module *module = &modules->list[i];
		struct content *content = create(last_part(module->name));

		if (!content || !reserve(content, module->size_bytes))
			abort();
		memcpy(content->bytes, module->data, module->size_bytes);
	}
	done = true;
}

static int open_file(const char *path, int mode, struct handle *handle)
{
	const char *name = last_part(path);
	struct content *content;

	take_modules();
	content = *name != '\0' ? find(name) : NULL;
	if (content && (mode & RUNTIME_OPEN_EXCLUSIVE))
		return EEXIST;
	if (!content && !(mode & RUNTIME_OPEN_CREATE))
		return ENOENT;
	if (strlen(name) >= FILES_NAME_SIZE)
		return ENAMETOOLONG;
	if (!content)
		content = create(name);
	if (!content)
		return ENFILE;
	if (mode & RUNTIME_OPEN_TRUNCATE)
		content->size = 0;
	*handle = (struct handle){ content, 0, (mode & RUNTIME_OPEN_APPEND) != 0 };
	return 0;
}

static ptrdiff_t handle_read(void *object, void *to, size_t size_bytes)
{
	struct handle *handle = object;
	const struct content *content = handle->content;
	size_t left = handle->at < content->size ? content->size - handle->at : 0;
	size_t part = size_bytes < left ? size_bytes : left;

	memcpy(to, content->bytes + handle->at, part);
	handle->at += part;
	return (ptrdiff_t)part;
}

static ptrdiff_t handle_write(void *object, const void *from, size_t size_bytes)
{
	struct handle *handle = object;

	if (handle->appends)
		handle->at = handle->content->size;
	if (!reserve(handle->content, handle->at + size_bytes))
		return -ENOSPC;
	memcpy(handle->content->bytes + handle->at, from, size_bytes);
	handle->at += size_bytes;
	return (ptrdiff_t)size_bytes;
}

static int64_t handle_seek(void *object, int64_t offset, int from)
{
	struct handle *handle = object;
	int64_t base = from == SEEK_SET   ? 0
	               : from == SEEK_CUR ? (int64_t)handle->at
	                                  : (int64_t)handle->content->size;

	if (base + offset < 0)
		return -EINVAL;
	handle->at = (size_t)(base + offset);
	return base + offset;
}

static int handle_close(void *object)
{
	free(object);
	return 0;
}

int runtime_open(const char *name, int mode, struct runtime_file *file)
{
	struct handle *handle = malloc(sizeof *handle);
	int error = handle ? open_file(name, mode, handle) : ENOMEM;

	if (error != 0) {
		free(handle);
		return error;
	}
	*file = (struct runtime_file){ handle, handle_read, handle_write, handle_seek,
		                       handle_close };
	return 0;
}

int runtime_remove(const char *name)
{
	struct content *content;

	take_modules();
	content = *last_part(name) != '\0' ? find(last_part(name)) : NULL;
	if (!content)
		return ENOENT;
	free(content->bytes);
	*content = (struct content){ .size = 0 };
	return 0;
}

int runtime_rename(const char *from, const char *to)
{
	struct content *content;

	take_modules();
	content = find(last_part(from));
	if (!content || *last_part(from) == '\0' || *last_part(to) == '\0')
		return ENOENT;
	runtime_remove(to);
	snprintf(content->name, sizeof content->name, "%s", last_part(to));
	return 0;
}
