/* What is asked and read of files the same way on every host: os_file.h. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "host/base/os_file.h"

static bool read_all(int fd, unsigned char *data, size_t size)
{
	while (size) {
		ssize_t got = read(fd, data, size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			errno = got ? errno : EIO;
			return false;
		}
		data += got;
		size -= (size_t)got;
	}
	return true;
}

static bool read_open_file(struct arena *keep, int fd, struct bytes *content)
{
	uint64_t size_bytes;

	if (!os_content_size(fd, &size_bytes))
		return false;
	if (size_bytes > OS_FILE_SIZE_MAX) {
		errno = EFBIG;
		return false;
	}
	size_t size = (size_t)size_bytes;
	unsigned char *data = arena_push(keep, unsigned char, size + 1);
	*content = (struct bytes){ data, size };
	return read_all(fd, data, size);
}

bool os_read_file(struct arena *keep, const char *path, struct bytes *content)
{
	/* A pipe that nobody writes to would be waited for. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return false;
	bool good = read_open_file(keep, fd, content);
	int error = errno;
	close(fd);
	errno = error;
	return good;
}

bool os_read_at(int fd, void *data, size_t size_bytes, uint64_t offset)
{
	unsigned char *next = data;

	while (size_bytes) {
		ssize_t got = pread(fd, next, size_bytes, (off_t)offset);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			errno = got ? errno : EIO;
			return false;
		}
		next += got;
		offset += (uint64_t)got;
		size_bytes -= (size_t)got;
	}
	return true;
}

bool os_file_has_changed(const char *path, const struct os_file_facts *facts)
{
	struct os_file_facts now;

	if (!facts->modified_ns)
		return false;
	return !os_file_facts(path, &now) || now.modified_ns != facts->modified_ns ||
	       now.size_bytes != facts->size_bytes;
}

int os_open_error(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

bool os_is_missing(int error)
{
	return error == ENOENT || error == ENOTDIR;
}

bool os_is_folder(const char *path)
{
	struct os_file_facts facts;

	return os_file_facts(path, &facts) && facts.is_folder;
}

char *os_current_folder(struct arena *keep)
{
	return os_real_path(keep, ".");
}
