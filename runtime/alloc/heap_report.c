#include "heap_report.h"

#include <runtime.h>

/* The longest: 128 bytes of words, three addresses, one size. */
#define MESSAGE_BYTES_MAX 256

static char message[MESSAGE_BYTES_MAX];
static size_t message_bytes;

static void add_char(char c)
{
	if (message_bytes < MESSAGE_BYTES_MAX - 1)
		message[message_bytes++] = c;
}

static void add_text(const char *text)
{
	while (*text != '\0')
		add_char(*text++);
}

static void add_address(uintptr_t address)
{
	add_text("0x");
	for (int i = 2 * (int)sizeof address - 1; i >= 0; i--)
		add_char("0123456789abcdef"[address >> 4 * i & 15]);
}

static _Noreturn void end(void)
{
	message[message_bytes] = '\0';
	runtime_panic(NULL, 0, message);
}

void rt_heap_report(const char *what, const void *payload)
{
	message_bytes = 0;
	add_text(what);
	add_text(": ");
	add_address((uintptr_t)payload);
	end();
}

#if HEAP_CHECKS

static void add_size(size_t size)
{
	if (size >= 10)
		add_size(size / 10);
	add_char((char)('0' + size % 10));
}

static void add_caller(const char *what, uintptr_t caller)
{
	if (caller == 0)
		return;
	add_text(what);
	add_address(caller);
}

void rt_heap_report_block(const char *what, struct block *b)
{
	message_bytes = 0;
	add_text(what);
	add_text(": ");
	add_size(b->requested);
	add_text(" bytes at ");
	add_address((uintptr_t)block_payload(b));
	add_caller("\n  allocated by ", b->allocated_by);
	add_caller("\n  freed by ", b->freed_by);
	end();
}

#else

void rt_heap_report_block(const char *what, struct block *b)
{
	rt_heap_report(what, block_payload(b));
}

#endif
