#include "error.h"

#include <errno.h>
#include <string.h>

#define TEXT_OF(name, text) \
	case name: return #name ": " text;

const char *rt_error_text(int number)
{
	switch (number) {
		TEXT_OF(EPERM, "operation not permitted")
		TEXT_OF(ENOENT, "no such entry")
		TEXT_OF(ESRCH, "no such process")
		TEXT_OF(EINTR, "interrupted")
		TEXT_OF(EIO, "input or output error")
		TEXT_OF(ENXIO, "no such device or address")
		TEXT_OF(E2BIG, "argument list too long")
		TEXT_OF(ENOEXEC, "not an executable format")
		TEXT_OF(EBADF, "bad descriptor")
		TEXT_OF(ECHILD, "no child process")
		TEXT_OF(EAGAIN, "try again")
		TEXT_OF(ENOMEM, "out of memory")
		TEXT_OF(EACCES, "permission denied")
		TEXT_OF(EFAULT, "bad address")
		TEXT_OF(EBUSY, "busy")
		TEXT_OF(EEXIST, "exists already")
		TEXT_OF(EXDEV, "link across devices")
		TEXT_OF(ENODEV, "no such device")
		TEXT_OF(ENOTDIR, "not a directory")
		TEXT_OF(EISDIR, "is a directory")
		TEXT_OF(EINVAL, "invalid argument")
		TEXT_OF(ENFILE, "too many open files in the system")
		TEXT_OF(EMFILE, "too many open files")
		TEXT_OF(ENOTTY, "not a terminal")
		TEXT_OF(EFBIG, "file too large")
		TEXT_OF(ENOSPC, "no space left")
		TEXT_OF(ESPIPE, "cannot seek")
		TEXT_OF(EROFS, "read only")
		TEXT_OF(EMLINK, "too many links")
		TEXT_OF(EPIPE, "broken pipe")
		TEXT_OF(EDOM, "argument outside the domain")
		TEXT_OF(ERANGE, "result out of range")
		TEXT_OF(EDEADLK, "would deadlock")
		TEXT_OF(ENAMETOOLONG, "name too long")
		TEXT_OF(ENOSYS, "not provided")
		TEXT_OF(ENOTEMPTY, "not empty")
		TEXT_OF(ELOOP, "too many indirections")
		TEXT_OF(EPROTO, "protocol error")
		TEXT_OF(EBADMSG, "bad message")
		TEXT_OF(EOVERFLOW, "value too large")
		TEXT_OF(EILSEQ, "invalid byte sequence")
		TEXT_OF(ENOTSUP, "not supported")
		TEXT_OF(ETIMEDOUT, "timed out")
		TEXT_OF(EALREADY, "already under way")
		TEXT_OF(EINPROGRESS, "in progress")
		TEXT_OF(ECANCELED, "cancelled")
	case 0:  return "no error";
	default: return NULL;
	}
}

char *strerror(int number)
{
	const char *text = rt_error_text(number);

	return text ? (char *)text : "unknown error";
}
