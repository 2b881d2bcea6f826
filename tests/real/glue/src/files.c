/* files: see files.h. */
#include "files.h"

#include <errno.h>
#include <ingot/boot.h>
#include <ingot/tar.h>
#include <runtime.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct content {
	char name[FILES_NAME_SIZE]; /* "": this one is free */
	unsigned char *bytes;       /* of a module, as long as capacity is 0 */
	size_t size, capacity;
	ptrdiff_t (*read)(void *object, void *to, size_t size); /* of a device */
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

static struct content *find_name(const char *name)
{
	for (size_t i = 0; i < FILES_MAX && *name != '\0'; i++)
		if (strcmp(contents[i].name, name) == 0)
			return &contents[i];
	return NULL;
}

/* Without a leading '/', and without "." and ".." between. */
static void make_name(const char *path, char name[FILES_PATH_SIZE])
{
	size_t length = 0;

	name[0] = '\0';
	for (path += strspn(path, "/"); *path != '\0'; path += strspn(path, "/")) {
		size_t size = strcspn(path, "/");

		if (size == 2 && path[0] == '.' && path[1] == '.') {
			char *slash = strrchr(name, '/');
			length = slash ? (size_t)(slash - name) : 0;
		} else if ((size != 1 || path[0] != '.') && length + size + 2 <= FILES_PATH_SIZE) {
			if (length > 0)
				name[length++] = '/';
			memcpy(name + length, path, size);
			length += size;
		}
		name[length] = '\0';
		path += size;
	}
}

static struct content *find(const char *path)
{
	char name[FILES_PATH_SIZE];

	make_name(path, name);
	struct content *content = find_name(name);
	return content ? content : find_name(last_part(name));
}

/* Whether a file's name begins so. */
static bool is_directory(const char *path)
{
	char name[FILES_PATH_SIZE];

	make_name(path, name);
	size_t length = strlen(name);
	for (size_t i = 0; i < FILES_MAX; i++)
		if (strncmp(contents[i].name, name, length) == 0 &&
		    (length == 0 || contents[i].name[length] == '/'))
			return true;
	return false;
}

static bool reserve(struct content *content, size_t size)
{
	if (size > content->capacity) {
		size_t capacity = size < 4096 ? 4096 : size * 2;
		unsigned char *bytes = calloc(1, capacity);

		if (!bytes)
			return false;
		if (content->size > 0)
			memcpy(bytes, content->bytes, content->size);
		if (content->capacity > 0)
			free(content->bytes);
		content->bytes = bytes;
		content->capacity = capacity;
	}
	if (size > content->size) {
		memset(content->bytes + content->size, 0, size - content->size);
		content->size = size;
	}
	return true;
}

static struct content *create(const char *name)
{
	for (size_t i = 0; i < FILES_MAX; i++) {
		if (contents[i].name[0] != '\0')
			continue;
		contents[i] = (struct content){ .size = 0 };
		snprintf(contents[i].name, sizeof contents[i].name, "%s", name);
		return &contents[i];
	}
	return NULL;
}

static void take(const char *name, const void *bytes, size_t size)
{
	struct content *content = create(name);

	if (!content || strlen(name) >= FILES_NAME_SIZE)
		abort();
	content->bytes = (unsigned char *)bytes;
	content->size = size;
}

static void take_archive(const struct boot_module *module)
{
	struct tar tar;
	struct tar_entry entry;

	tar_open(&tar, module->data, module->size_bytes);
	while (tar_next(&tar, &entry))
		if (entry.kind == TAR_FILE)
			take(entry.name, entry.data, entry.size_bytes);
	if (tar.error)
		abort();
}

static void take_modules(void)
{
	static bool done;
	const struct boot_modules *modules = &boot_info_get()->modules;

	for (size_t i = 0; !done && i < modules->count; i++) {
		const struct boot_module *module = &modules->list[i];
		const char *name = last_part(module->name), *end = strrchr(name, '.');

		if (end && strcmp(end, ".tar") == 0)
			take_archive(module);
		else
			take(name, module->data, module->size_bytes);
	}
	done = true;
}

static int open_file(const char *path, int mode, struct handle *handle)
{
	const char *name = last_part(path);
	struct content *content;

	take_modules();
	content = find(path);
	if (content && (mode & RUNTIME_OPEN_EXCLUSIVE))
		return EEXIST;
	if (!content && (!(mode & RUNTIME_OPEN_CREATE) || *name == '\0'))
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

	if (content->read)
		return content->read(object, to, size_bytes);
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
	content = find(name);
	if (!content)
		return ENOENT;
	if (content->capacity > 0)
		free(content->bytes);
	*content = (struct content){ .size = 0 };
	return 0;
}

int runtime_rename(const char *from, const char *to)
{
	struct content *content;

	take_modules();
	content = find(from);
	if (!content || *last_part(to) == '\0')
		return ENOENT;
	runtime_remove(to);
	snprintf(content->name, sizeof content->name, "%s", last_part(to));
	return 0;
}

static void describe(const struct content *content, struct runtime_status *to)
{
	*to = (struct runtime_status){
		.size_bytes = content->size,
		.number = 1 + (uint64_t)(content - contents),
		.mode = (content->read ? S_IFCHR : S_IFREG) | S_IRUSR | S_IWUSR,
	};
}

int runtime_fstat(const struct runtime_file *file, struct runtime_status *to)
{
	describe(((const struct handle *)file->object)->content, to);
	return 0;
}

int runtime_stat(const char *name, struct runtime_status *to)
{
	take_modules();
	const struct content *content = find(name);
	if (content)
		describe(content, to);
	else if (is_directory(name))
		*to = (struct runtime_status){ .mode = S_IFDIR | S_IRWXU };
	else
		return ENOENT;
	return 0;
}

void files_add_device(const char *path, ptrdiff_t (*read)(void *object, void *to, size_t size))
{
	char name[FILES_PATH_SIZE];

	make_name(path, name);
	take(name, NULL, 0);
	find(name)->read = read;
}
