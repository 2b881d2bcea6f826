#include "rt.h"

#include "../../../runtime/include/runtime.h"

char hooks_text[1 << 16];
size_t hooks_text_size;
size_t hooks_longest_write;
const char *hooks_panic_file, *hooks_panic_message;
int hooks_panic_line;
uintptr_t hooks_panic_call;
int hooks_exit_status = -1;
jmp_buf hooks_return;
bool hooks_armed;

static char panic_message[512];
static uint64_t random_state = 0x9e3779b97f4a7c15;

void runtime_write(int stream, const char *text, size_t size_bytes);
void runtime_report_write(const char *text, size_t size_bytes);
_Noreturn void runtime_panic(const char *file, int line, const char *message);
void runtime_report_begin(const char *headline);
_Noreturn void runtime_report_end(const struct runtime_call *at);
_Noreturn void runtime_exit(int status);

void hooks_reset(void)
{
	hooks_text_size = hooks_longest_write = 0;
	hooks_text[0] = '\0';
	hooks_panic_file = hooks_panic_message = NULL;
	hooks_panic_line = 0;
	hooks_panic_call = 0;
}

void runtime_write(int stream, const char *text, size_t size_bytes)
{
	size_t room = sizeof hooks_text - 1 - hooks_text_size;
	size_t taken = size_bytes < room ? size_bytes : room;

	(void)stream;
	memcpy(hooks_text + hooks_text_size, text, taken);
	hooks_text_size += taken;
	hooks_text[hooks_text_size] = '\0';
	if (size_bytes > hooks_longest_write)
		hooks_longest_write = size_bytes;
}

void runtime_report_write(const char *text, size_t size_bytes)
{
	runtime_write(RUNTIME_STDERR, text, size_bytes);
}

void runtime_panic(const char *file, int line, const char *message)
{
	if (!hooks_armed) {
		fprintf(stderr, "runtime_panic: %s\n", message);
		abort();
	}
	hooks_panic_file = file;
	hooks_panic_line = line;
	/* it may lie in a frame that the jump abandons */
	if (message != panic_message)
		snprintf(panic_message, sizeof panic_message, "%s", message);
	hooks_panic_message = panic_message;
	longjmp(hooks_return, 1);
}

void runtime_report_begin(const char *headline)
{
	snprintf(panic_message, sizeof panic_message, "%s", headline);
}

void runtime_report_end(const struct runtime_call *at)
{
	hooks_panic_call = at->return_address;
	runtime_panic(NULL, 0, panic_message);
}

void runtime_exit(int status)
{
	hooks_exit_status = status;
	longjmp(hooks_return, 2);
}

/* xorshift64*, Vigna 2016 */
uint64_t random_bits(void)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return random_state * UINT64_C(2685821657736338717);
}

uint64_t random_below(uint64_t limit)
{
	return random_bits() % limit;
}
