/* backtrace_symbol: a function's name behind its address on the screen, from the table
 * that the loader has brought. `ingot run` finds names for what is on the serial port. */
#include <ingot/boot_info.h>
#include <ingot/paging.h>
#include <runtime.h>
#include <string.h>

#include "abi/symbols.h"
#include "kit/base/symbols.h"
#include "kit/console/console.h"
#include "kit/console/framebuffer_screen.h"
#include "kit/console/text_screen.h"
#include "kit/trap/backtrace.h"
#include "kit/trap/guard.h"

struct line {
	uint64_t address;
	unsigned back;     /* 1 for a return address: a call may end its function */
	size_t size_bytes; /* 0: nothing is known */
	char text[SYMBOLS_NAME_MAX + sizeof " in +0x0123456789abcdef"];
};

static const struct boot_module *find_table(const struct boot_info *boot)
{
	for (size_t i = 0; boot && i < boot->modules.count; i++) {
		const struct boot_module *module = &boot->modules.list[i];

		if (module->data && strcmp(module->name, SYMBOLS_MODULE) == 0)
			return module;
	}
	return NULL;
}

static void write_line(void *argument)
{
	struct line *line = argument;
	const struct boot_info *boot = boot_info_get();
	const struct boot_module *table = find_table(boot);
	struct symbols_place found;

	if (!table ||
	    (!guard_is_reporting() && !paging_is_mapped((uint64_t)table->data, table->size_bytes)))
		return;
	if (symbols_find(table->data, table->size_bytes,
	                 line->address - line->back - boot->kernel_slide, &found))
		line->size_bytes =
			runtime_report_format(line->text, sizeof line->text, " in %.*s+0x%llx",
		                              SYMBOLS_NAME_MAX, found.name,
		                              (unsigned long long)found.offset + line->back);
}

static void show_line(void *argument)
{
	const struct line *line = argument;

	for (struct console_sink *sink = *console_get_sinks(); sink; sink = sink->next)
		if (sink->write == text_screen_write || sink->write == framebuffer_screen_write)
			sink->write(line->text, line->size_bytes);
}

void backtrace_show_symbol(uint64_t address, unsigned depth)
{
	struct line line = { .address = address, .back = depth > 0 ? 1 : 0 };

	if (guard_try(write_line, &line) && line.size_bytes > 0)
		guard_try(show_line, &line);
}
