/* panic: see <ingot/panic.h>. */
#include <ingot/backtrace.h>
#include <ingot/boot_info.h>
#include <ingot/cpu.h>
#include <ingot/exit.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kit/trap/panic.h"

static void (*panic_observer)(const char *headline);
static unsigned panic_depth;

void panic_set_observer(void (*observe)(const char *headline))
{
	panic_observer = observe;
}

/* Reporting went wrong: say so in one line, and if that goes wrong as well,
 * say nothing. */
void panic_enter(const char *what)
{
	cpu_interrupts_off();
	if (smp_begin_panic)
		smp_begin_panic();
	panic_depth++;
	if (panic_depth == 1)
		return;
	if (panic_depth == 2)
		printf("panic while reporting a panic: %s\n", what);
	panic_end();
}

/* A kernel that the loader moved says how far: its ELF file's addresses are
 * those below less this. */
static void print_slide(void)
{
	const struct boot_info *boot = boot_info_get();

	if (boot && boot->kernel_slide != 0)
		printf("  kernel slide 0x%016llx\n", (unsigned long long)boot->kernel_slide);
}

void panic_announce(const char *prefix, const char *headline)
{
	printf("%s%s\n", prefix, headline);
	if (smp_print_cpu)
		smp_print_cpu();
	print_slide();
	if (panic_observer)
		panic_observer(headline);
}

_Noreturn void panic_end(void)
{
	power_exit(EXIT_CODE_PANIC);
}

/* Messages are one line, by habit written with a newline or without; the heap's
 * have details on further ones. */
static void cut_newlines(char *text)
{
	size_t length = strlen(text);

	while (length > 0 && text[length - 1] == '\n')
		text[--length] = '\0';
}

_Noreturn void panic_at(const char *file, int line, const char *format, ...)
{
	const struct stack_frame *frame = __builtin_frame_address(0);
	char headline[PANIC_MESSAGE_SIZE_MAX];
	int used = 0;
	va_list values;

	panic_enter(format);
	if (file)
		used = snprintf(headline, sizeof headline, "%s:%d: ", file, line);
	if (used < 0 || (size_t)used >= sizeof headline)
		used = 0;
	va_start(values, format);
	vsnprintf(headline + used, sizeof headline - (size_t)used, format, values);
	va_end(values);
	cut_newlines(headline);

	char *details = strchr(headline, '\n');
	if (details)
		*details++ = '\0';
	panic_announce("panic: ", headline);
	if (details)
		printf("%s\n", details);
	backtrace_print_from(frame->return_address - 1, frame->caller_rbp);
	panic_end();
}
