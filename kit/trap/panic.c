/* panic: see <ingot/panic.h>. */
#include <ingot/backtrace.h>
#include <ingot/boot_info.h>
#include <ingot/cpu.h>
#include <ingot/exit.h>
#include <runtime.h>
#include <stdarg.h>
#include <string.h>

#include "kit/console/terminal.h"
#include "kit/trap/guard.h"
#include "kit/trap/panic.h"

static void (*panic_observer)(const char *headline);
static unsigned panic_depth;

void panic_set_observer(void (*observe)(const char *headline))
{
	panic_observer = observe;
}

/* Reporting went wrong where that was not foreseen: say so in one line, and if
 * that goes wrong as well, say nothing. */
void panic_enter(const char *what)
{
	cpu_interrupts_off();
	guard_begin();
	guard_resume();
	panic_depth++;
	if (panic_depth == 1) {
		if (smp_begin_panic)
			guard_try(smp_begin_panic, NULL);
		return;
	}
	if (panic_depth == 2)
		runtime_report_print("panic while reporting a panic: %s\n", what);
	panic_end();
}

/* A kernel that the loader moved says how far: its ELF file's addresses are
 * those below less this. */
static void print_slide(void *argument)
{
	const struct boot_info *boot = boot_info_get();

	(void)argument;
	if (boot && boot->kernel_slide != 0)
		runtime_report_print("  kernel slide 0x%016llx\n",
		                     (unsigned long long)boot->kernel_slide);
}

static void tell_observer(void *headline)
{
	if (panic_observer)
		panic_observer(headline);
}

void panic_announce(const char *prefix, const char *headline)
{
	terminal.attribute = TERMINAL_HEADLINE;
	runtime_report_print("%s%s\n", prefix, headline);
	terminal.attribute = TERMINAL_ATTRIBUTE;
	if (smp_print_cpu)
		panic_try(smp_print_cpu, NULL);
	panic_try(print_slide, NULL);
	panic_try(tell_observer, (char *)headline);
}

void panic_try(void (*part)(void *argument), void *argument)
{
	if (!guard_try(part, argument))
		runtime_report_print("  (omitted: printing it caused a fault)\n");
}

_Noreturn void panic_end(void)
{
	power_exit(EXIT_CODE_PANIC);
}

struct call {
	uint64_t rip, rbp;
};

static void print_backtrace(void *argument)
{
	const struct call *call = argument;

	terminal.attribute = TERMINAL_PLACE;
	backtrace_print_from(call->rip, call->rbp);
}

_Noreturn void panic_end_at(uint64_t rip, uint64_t rbp)
{
	struct call call = { rip, rbp };

	panic_try(print_backtrace, &call);
	panic_end();
}

/* Messages are one line, by habit written with a newline or without; the heap's
 * have details on further ones. Cuts the first line off, and what ends the last;
 * the details, or NULL. */
static char *cut_details(char *text)
{
	size_t length = strlen(text);
	char *details = NULL;

	while (length > 0 && text[length - 1] == '\n')
		text[--length] = '\0';
	for (; !details && *text != '\0'; text++)
		if (*text == '\n')
			details = text + 1;
	if (details)
		details[-1] = '\0';
	return details;
}

struct message {
	char text[PANIC_MESSAGE_SIZE_MAX]; /* zeros: what is there ends, at any time */
	size_t used;
	const char *format;
	va_list values;
};

/* The values may be no strings at all. */
static void write_message(void *argument)
{
	struct message *m = argument;

	runtime_report_vformat(m->text + m->used, sizeof m->text - m->used, m->format, m->values);
}

_Noreturn void panic_at(const char *file, int line, const char *format, ...)
{
	const struct stack_frame *frame = __builtin_frame_address(0);
	struct message message = { .format = format };
	const char *details;
	bool is_whole;

	panic_enter(format);
	if (file)
		message.used = runtime_report_format(message.text, sizeof message.text,
		                                     "%s:%d: ", file, line);
	va_start(message.values, format);
	is_whole = guard_try(write_message, &message);
	va_end(message.values);
	details = cut_details(message.text);
	panic_announce("panic: ", message.text);
	if (!is_whole)
		runtime_report_print("  (omitted: printing it caused a fault)\n");
	if (details)
		runtime_report_print("%s\n", details);
	panic_end_at(frame->return_address - 1, frame->caller_rbp);
}
