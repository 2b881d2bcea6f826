/* SQLite's files in the kernel: <stdio.h>'s, which lie in the heap. One
 * connection at a time, so that locks need not be kept. As SQLITE_OS_OTHER
 * says, sqlite3_os_init is ours. */
#ifdef SQLITE_OS_OTHER
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sqlite3.h"

#define PATH_SIZE_MAX   128
#define UNIX_EPOCH_DAYS 2440587.5 /* as a Julian day */

struct file {
	sqlite3_file base;
	FILE *stream;
	char name[PATH_SIZE_MAX];
	int flags;
};

static int close_file(sqlite3_file *base)
{
	struct file *file = (struct file *)base;

	fclose(file->stream);
	if (file->flags & SQLITE_OPEN_DELETEONCLOSE)
		remove(file->name);
	return SQLITE_OK;
}

static int read_file(sqlite3_file *base, void *to, int size, sqlite3_int64 offset)
{
	struct file *file = (struct file *)base;

	if (fseek(file->stream, (long)offset, SEEK_SET) != 0)
		return SQLITE_IOERR_READ;
	size_t done = fread(to, 1, (size_t)size, file->stream);
	memset((char *)to + done, 0, (size_t)size - done);
	return done == (size_t)size   ? SQLITE_OK
	       : ferror(file->stream) ? SQLITE_IOERR_READ
	                              : SQLITE_IOERR_SHORT_READ;
}

static int write_file(sqlite3_file *base, const void *from, int size, sqlite3_int64 offset)
{
	struct file *file = (struct file *)base;

	if (fseek(file->stream, (long)offset, SEEK_SET) != 0 ||
	    fwrite(from, 1, (size_t)size, file->stream) != (size_t)size)
		return SQLITE_IOERR_WRITE;
	return SQLITE_OK;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size)
{
	struct file *file = (struct file *)base;

	if (fseek(file->stream, 0, SEEK_END) != 0)
		return SQLITE_IOERR_FSTAT;
	*size = ftell(file->stream);
	return SQLITE_OK;
}

/* C has no way to make a file shorter but to write it anew. */
static int truncate_file(sqlite3_file *base, sqlite3_int64 size)
{
	struct file *file = (struct file *)base;
	char *kept = malloc((size_t)size + 1);
	int status = kept ? read_file(base, kept, (int)size, 0) : SQLITE_NOMEM;

	if (status == SQLITE_OK) {
		file->stream = freopen(file->name, "w+b", file->stream);
		status = write_file(base, kept, (int)size, 0);
	}
	free(kept);
	return status;
}

static int sync_file(sqlite3_file *base, int flags)
{
	(void)flags;
	return fflush(((struct file *)base)->stream) == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

static int lock_file(sqlite3_file *base, int level)
{
	(void)base;
	(void)level;
	return SQLITE_OK;
}

static int check_lock(sqlite3_file *base, int *is_reserved)
{
	(void)base;
	*is_reserved = 0;
	return SQLITE_OK;
}

static int control_file(sqlite3_file *base, int what, void *argument)
{
	(void)base;
	(void)what;
	(void)argument;
	return SQLITE_NOTFOUND;
}

static int no_number(sqlite3_file *base)
{
	(void)base;
	return 0;
}

static const sqlite3_io_methods methods = {
	.iVersion = 1,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = file_size,
	.xLock = lock_file,
	.xUnlock = lock_file,
	.xCheckReservedLock = check_lock,
	.xFileControl = control_file,
	.xSectorSize = no_number,
	.xDeviceCharacteristics = no_number,
};

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags,
                     int *out_flags)
{
	struct file *file = (struct file *)base;
	static int temporary;

	(void)vfs;
	file->base.pMethods = NULL;
	file->flags = flags;
	if (name)
		snprintf(file->name, sizeof file->name, "%s", name);
	else
		snprintf(file->name, sizeof file->name, "temporary%d", temporary++);
	file->stream = fopen(file->name, "r+b");
	if (!file->stream && (flags & SQLITE_OPEN_CREATE))
		file->stream = fopen(file->name, "w+b");
	if (!file->stream)
		return SQLITE_CANTOPEN;
	file->base.pMethods = &methods;
	if (out_flags)
		*out_flags = flags;
	return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs;
	(void)sync;
	return remove(name) == 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
	FILE *file = fopen(name, "rb");

	(void)vfs;
	(void)flags;
	*result = file != NULL;
	if (file)
		fclose(file);
	return SQLITE_OK;
}

static int full_name(sqlite3_vfs *vfs, const char *name, int size, char *to)
{
	(void)vfs;
	return snprintf(to, (size_t)size, "%s", name) < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

/* Not for secrets. */
static int random_bytes(sqlite3_vfs *vfs, int size, char *to)
{
	(void)vfs;
	for (int i = 0; i < size; i++)
		to[i] = (char)(rand() >> 8);
	return size;
}

static int wait(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	return microseconds;
}

static int current_time(sqlite3_vfs *vfs, double *julian_day)
{
	(void)vfs;
	*julian_day = (double)time(NULL) / 86400 + UNIX_EPOCH_DAYS;
	return SQLITE_OK;
}

int sqlite3_os_init(void)
{
	static sqlite3_vfs vfs = {
		.iVersion = 1,
		.szOsFile = sizeof(struct file),
		.mxPathname = PATH_SIZE_MAX,
		.zName = "heap",
		.xOpen = open_file,
		.xDelete = delete_file,
		.xAccess = access_file,
		.xFullPathname = full_name,
		.xRandomness = random_bytes,
		.xSleep = wait,
		.xCurrentTime = current_time,
	};

	return sqlite3_vfs_register(&vfs, 1);
}

int sqlite3_os_end(void)
{
	return SQLITE_OK;
}
#endif
