#include "host/base/os_copy.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/base/os_file.h"

#define PIECE_BYTES (256u << 10)

static ssize_t read_some(int fd, void *buffer, size_t size)
{
	ssize_t got;

	do
		got = read(fd, buffer, size);
	while (got < 0 && errno == EINTR);
	return got;
}

static bool copy_content(int from, int to, struct arena scratch)
{
	unsigned char *buffer = arena_push(&scratch, unsigned char, PIECE_BYTES);
	uint64_t done = 0;
	ssize_t got;

	while ((got = read_some(from, buffer, PIECE_BYTES)) > 0) {
		if (!os_write_at(to, buffer, (size_t)got, done))
			return false;
		done += (uint64_t)got;
	}
	return got == 0;
}

static bool close_both(int from, int to, bool is_good)
{
	int error = errno;

	close(from);
	if (to >= 0 && close(to) < 0 && is_good)
		return false;
	errno = error;
	return is_good;
}

static bool copy_file(const char *from, const char *to, bool is_executable, struct arena scratch)
{
	int source = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (source < 0)
		return false;
	int copy = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, is_executable ? 0777 : 0666);
	return close_both(source, copy, copy >= 0 && copy_content(source, copy, scratch));
}

static bool copy_link(const char *from, const char *to, struct arena scratch)
{
	const char *text = os_read_link(&scratch, from);

	return text && symlink(text, to) == 0;
}

static bool copy_folder(const char *from, const char *to, const struct os_copy_choice *choice,
                        int depth, struct arena scratch);

static bool copy_entry(const char *from, const char *to, const struct os_copy_choice *choice,
                       int depth, struct arena scratch)
{
	enum os_copy how = choice->choose(choice->object, scratch, from);
	struct os_entry entry;

	if (how == OS_COPY_NONE)
		return true;
	if (how == OS_COPY_LINK)
		return symlink(from, to) == 0;
	if (!os_entry_facts(from, &entry))
		return os_is_missing(errno);
	switch (entry.kind) {
	case OS_ENTRY_FILE:   return copy_file(from, to, entry.is_executable, scratch);
	case OS_ENTRY_LINK:   return copy_link(from, to, scratch);
	case OS_ENTRY_FOLDER: return copy_folder(from, to, choice, depth + 1, scratch);
	case OS_ENTRY_OTHER:  break;
	}
	return true;
}

static bool copy_folder(const char *from, const char *to, const struct os_copy_choice *choice,
                        int depth, struct arena scratch)
{
	struct text_list names = { .arena = &scratch };

	if (depth > OS_COPY_DEPTH_MAX) {
		errno = ELOOP;
		return false;
	}
	if (!os_list_folder(&scratch, from, &names) || !os_make_folders(to))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		struct arena inner = scratch;

		if (!copy_entry(path_join(&inner, from, names.items[i]),
		                path_join(&inner, to, names.items[i]), choice, depth, inner))
			return false;
	}
	return true;
}

bool os_copy_tree(const char *from, const char *to, const struct os_copy_choice *choice,
                  struct arena scratch)
{
	return copy_folder(from, to, choice, 0, scratch);
}
