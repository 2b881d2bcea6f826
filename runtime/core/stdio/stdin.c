/* stdin: a file that reads what runtime_read gives. */
#include "file.h"

#define STDIN_BUFFER_BYTES 256

/* A kernel without input: it is at its end. */
__attribute__((weak)) ptrdiff_t runtime_read(int stream, char *to, size_t size_bytes)
{
	(void)stream;
	(void)to;
	(void)size_bytes;
	return 0;
}

static ptrdiff_t read_input(void *object, void *to, size_t size_bytes)
{
	(void)object;
	return runtime_read(RUNTIME_STDIN, to, size_bytes);
}

static unsigned char input_buffer[STDIN_BUFFER_BYTES];

FILE runtime_stdin = {
	.put = rt_file_put,
	.flush = rt_file_flush,
	.readable = true,
	.buffering = _IOFBF,
	.buffer = input_buffer,
	.capacity = sizeof input_buffer,
	.file = { .read = read_input },
};

int getchar(void)
{
	return rt_file_get(stdin);
}
