/* Descriptors: see descriptor.h. */
#include "descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

/* ---- The console ---- */

static ptrdiff_t console_read(void *object, void *to, size_t size_bytes)
{
	(void)object;
	return runtime_read(RUNTIME_STDIN, to, size_bytes);
}

static ptrdiff_t write_output(void *object, const void *from, size_t size_bytes)
{
	(void)object;
	runtime_write(RUNTIME_STDOUT, from, size_bytes);
	return (ptrdiff_t)size_bytes;
}

static ptrdiff_t write_error(void *object, const void *from, size_t size_bytes)
{
	(void)object;
	runtime_write(RUNTIME_STDERR, from, size_bytes);
	return (ptrdiff_t)size_bytes;
}

static struct open_file files[OPEN_MAX] = {
	{ { .read = console_read }, O_RDONLY, 1 },
	{ { .write = write_output }, O_WRONLY, 1 },
	{ { .write = write_error }, O_WRONLY, 1 },
};

bool rt_descriptor_is_console(const struct open_file *file)
{
	return file->file.read == console_read || file->file.write == write_output ||
	       file->file.write == write_error;
}

/* ---- The table ---- */

static struct open_file *table[OPEN_MAX] = { &files[0], &files[1], &files[2] };

struct open_file *rt_descriptor_find(int descriptor)
{
	if (descriptor >= 0 && descriptor < OPEN_MAX && table[descriptor])
		return table[descriptor];
	errno = EBADF;
	return NULL;
}

static int find_free_number(void)
{
	for (int i = 0; i < OPEN_MAX; i++)
		if (!table[i])
			return i;
	errno = EMFILE;
	return -1;
}

/* As many files as numbers: a free number has a free file. */
int rt_descriptor_add(const struct runtime_file *file, int flags)
{
	int number = find_free_number();
	struct open_file *entry = files;

	if (number < 0)
		return -1;
	while (entry->count != 0)
		entry++;
	*entry = (struct open_file){ *file, flags, 1 };
	table[number] = entry;
	return number;
}

static int release(int descriptor)
{
	struct open_file *file = table[descriptor];

	table[descriptor] = NULL;
	if (--file->count != 0 || !file->file.close)
		return 0;
	return file->file.close(file->file.object);
}

int close(int descriptor)
{
	return rt_descriptor_find(descriptor) ? (int)rt_posix_finish(-release(descriptor)) : -1;
}

int dup(int descriptor)
{
	struct open_file *file = rt_descriptor_find(descriptor);
	int number = file ? find_free_number() : -1;

	if (number < 0)
		return -1;
	table[number] = file;
	file->count++;
	return number;
}

int dup2(int descriptor, int wanted)
{
	struct open_file *file = rt_descriptor_find(descriptor);

	if (!file || wanted == descriptor)
		return file ? wanted : -1;
	if (wanted < 0 || wanted >= OPEN_MAX) {
		errno = EBADF;
		return -1;
	}
	if (table[wanted])
		release(wanted); /* its error is lost: POSIX */
	table[wanted] = file;
	file->count++;
	return wanted;
}

/* ---- Bytes ---- */

static ptrdiff_t read_some(int descriptor, void *to, size_t size)
{
	struct open_file *file = rt_descriptor_find(descriptor);

	if (!file || !file->file.read || (file->flags & O_ACCMODE) == O_WRONLY)
		return -EBADF;
	return size == 0 ? 0 : file->file.read(file->file.object, to, size);
}

static ptrdiff_t write_some(int descriptor, const void *from, size_t size)
{
	struct open_file *file = rt_descriptor_find(descriptor);

	if (!file || !file->file.write || (file->flags & O_ACCMODE) == O_RDONLY)
		return -EBADF;
	return size == 0 ? 0 : file->file.write(file->file.object, from, size);
}

static int64_t seek_to(int descriptor, int64_t offset, int from)
{
	struct open_file *file = rt_descriptor_find(descriptor);

	if (!file)
		return -EBADF;
	if (!file->file.seek)
		return -ESPIPE;
	if (from != SEEK_SET && from != SEEK_CUR && from != SEEK_END)
		return -EINVAL;
	return file->file.seek(file->file.object, offset, from);
}

ssize_t read(int descriptor, void *to, size_t size)
{
	return rt_posix_finish(read_some(descriptor, to, size));
}

ssize_t write(int descriptor, const void *from, size_t size)
{
	return rt_posix_finish(write_some(descriptor, from, size));
}

off_t lseek(int descriptor, off_t offset, int from)
{
	return rt_posix_finish(seek_to(descriptor, offset, from));
}

/* Where the descriptor stands, once it is moved to `at`. */
static int64_t move(int descriptor, off_t at)
{
	int64_t place = at < 0 ? -EINVAL : seek_to(descriptor, 0, SEEK_CUR);
	int64_t moved = place < 0 ? place : seek_to(descriptor, at, SEEK_SET);

	return moved < 0 ? moved : place;
}

ssize_t pread(int descriptor, void *to, size_t size, off_t at)
{
	int64_t place = move(descriptor, at);
	int64_t done = place < 0 ? place : read_some(descriptor, to, size);

	if (place >= 0)
		seek_to(descriptor, place, SEEK_SET);
	return rt_posix_finish(done);
}

ssize_t pwrite(int descriptor, const void *from, size_t size, off_t at)
{
	int64_t place = move(descriptor, at);
	int64_t done = place < 0 ? place : write_some(descriptor, from, size);

	if (place >= 0)
		seek_to(descriptor, place, SEEK_SET);
	return rt_posix_finish(done);
}

/* ---- Streams that have a descriptor ---- */

static int number_of(void *object)
{
	return (int)((struct open_file **)object - table);
}

static ptrdiff_t stream_read(void *object, void *to, size_t size_bytes)
{
	return read_some(number_of(object), to, size_bytes);
}

static ptrdiff_t stream_write(void *object, const void *from, size_t size_bytes)
{
	return write_some(number_of(object), from, size_bytes);
}

static int64_t stream_seek(void *object, int64_t offset, int from)
{
	return seek_to(number_of(object), offset, from);
}

static int stream_close(void *object)
{
	int number = number_of(object);

	return table[number] ? release(number) : EBADF;
}

struct runtime_file rt_descriptor_stream(int descriptor)
{
	return (struct runtime_file){
		&table[descriptor], stream_read, stream_write, stream_seek, stream_close,
	};
}

int rt_descriptor_of_stream(const struct runtime_file *file)
{
	return file->close == stream_close ? number_of(file->object) : -1;
}
