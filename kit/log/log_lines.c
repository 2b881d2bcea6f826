/* log_lines: who may speak, and what is said, see <ingot/log.h>. */
#include <ingot/boot_info.h>
#include <ingot/cmdline.h>
#include <ingot/console.h>
#include <ingot/cpu.h>
#include <ingot/log.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kit/log/log_ring.h"

#define KEY_SIZE_MAX   64 /* of "log.NAME"; a longer name has no switch */
#define VALUE_SIZE_MAX 8
#define NAME_SIZE_MAX  32 /* as it is printed */
#define NAME_COLUMNS   6

/* Made by the linker around section ingot_log; both 0 if nobody logs. */
extern struct log_subsystem *__start_ingot_log[] __attribute__((weak));
extern struct log_subsystem *__stop_ingot_log[] __attribute__((weak));

static const char *const level_names[] = {
	[LOG_NONE] = "none", [LOG_ERROR] = "error", [LOG_WARN] = "warn",
	[LOG_INFO] = "info", [LOG_DEBUG] = "debug",
};

const char *log_get_level_name(enum log_level level)
{
	return level <= LOG_DEBUG ? level_names[level] : level_names[LOG_NONE];
}

/* ---- Who may speak ---- */

static size_t get_subsystem_count(void)
{
	return (size_t)(__stop_ingot_log - __start_ingot_log);
}

const struct log_subsystem *log_get_subsystem(size_t index)
{
	return index < get_subsystem_count() ? __start_ingot_log[index] : NULL;
}

static void set_threshold(struct log_subsystem *subsystem, enum log_level threshold)
{
	__atomic_store_n(&subsystem->threshold, (uint8_t)threshold, __ATOMIC_RELAXED);
}

const char *log_set_threshold(const char *name, enum log_level threshold)
{
	bool is_known = false;

	for (size_t i = 0; i < get_subsystem_count(); i++) {
		if (name && strcmp(__start_ingot_log[i]->name, name) != 0)
			continue;
		set_threshold(__start_ingot_log[i], threshold);
		is_known = true;
	}
	return is_known ? NULL : "no log subsystem has this name";
}

static bool parse_level(const char *text, enum log_level *level)
{
	for (unsigned i = LOG_NONE; i <= LOG_DEBUG; i++)
		if (strcmp(text, level_names[i]) == 0 ||
		    (text[0] == (char)('0' + i) && text[1] == '\0')) {
			*level = (enum log_level)i;
			return true;
		}
	return false;
}

/* False if the command line does not have the key, or not a level for it: that
 * is said once for each subsystem. */
static bool ask_key(const struct log_subsystem *subsystem, const char *key, enum log_level *level)
{
	char value[VALUE_SIZE_MAX];
	int length = cmdline_get(key, value, sizeof value);

	if (length < 0)
		return false;
	if (length < VALUE_SIZE_MAX && parse_level(value, level))
		return true;
	log_write(subsystem, LOG_WARN,
	          "%s=%s%s is not a level: none, error, warn, info, debug, or 0 to 4", key, value,
	          length < VALUE_SIZE_MAX ? "" : "...");
	return false;
}

enum log_level log_ask_threshold(struct log_subsystem *subsystem)
{
	enum log_level level = LOG_DEFAULT;
	char key[KEY_SIZE_MAX];
	int length;

	if (!boot_info_get())
		return LOG_DEFAULT;
	set_threshold(subsystem, LOG_DEFAULT); /* for an interrupt from here on */
	length = snprintf(key, sizeof key, "log.%s", subsystem->name);
	if (length >= KEY_SIZE_MAX || !ask_key(subsystem, key, &level))
		ask_key(subsystem, "loglevel", &level);
	set_threshold(subsystem, level);
	return level;
}

/* ---- Writing and printing ---- */

static bool is_printing;
static uint64_t print_position;

static void print(const struct log_line *line)
{
	char text[LOG_TEXT_SIZE + KEY_SIZE_MAX];
	const char *prefix = "";
	int length;

	if (line->lost > 0) {
		length = snprintf(text, sizeof text, "[log]    %llu lines lost\n",
		                  (unsigned long long)line->lost);
		console_write(text, (size_t)length);
	}
	if (line->level == LOG_ERROR)
		prefix = "error: ";
	else if (line->level == LOG_WARN)
		prefix = "warning: ";
	/* A short name and its brackets are a column. */
	length = (int)strnlen(line->subsystem, NAME_SIZE_MAX);
	length = snprintf(text, sizeof text, "[%.*s]%-*s %s%s\n", length, line->subsystem,
	                  length < NAME_COLUMNS ? NAME_COLUMNS - length : 0, "", prefix,
	                  line->text);
	console_write(text, (size_t)length);
}

/* One prints for all, so that nobody waits. Who comes while it does leaves the
 * line to it; who comes when it has just looked for the last time finds the
 * flag cleared, or is found by the second look. */
static void print_lines(void)
{
	struct log_line line;
	uint64_t position;

	do {
		if (__atomic_test_and_set(&is_printing, __ATOMIC_ACQUIRE))
			return;
		while (log_read(&print_position, &line))
			print(&line);
		position = print_position;
		__atomic_clear(&is_printing, __ATOMIC_SEQ_CST);
	} while (log_read(&position, &line));
}

static void cut_newlines(char *text)
{
	size_t length = strlen(text);

	while (length > 0 && text[length - 1] == '\n')
		text[--length] = '\0';
}

void log_write(const struct log_subsystem *subsystem, enum log_level level, const char *format, ...)
{
	struct log_record record = {
		.tsc = cpu_read_tsc(),
		.subsystem = subsystem->name,
		.level = level,
	};
	va_list values;

	va_start(values, format);
	vsnprintf(record.text, sizeof record.text, format, values);
	va_end(values);
	cut_newlines(record.text);
	if (log_ring_put(&record))
		print_lines();
}

bool log_read(uint64_t *position, struct log_line *line)
{
	uint64_t wanted = *position;
	struct log_record record;

	if (!log_ring_get(position, &record, &line->number)) {
		*position = wanted; /* what is lost is told with the next line */
		return false;
	}
	line->lost = line->number - wanted;
	line->tsc = record.tsc;
	line->level = (enum log_level)record.level;
	line->subsystem = record.subsystem;
	memcpy(line->text, record.text, sizeof line->text);
	return true;
}

uint64_t log_get_dropped(void)
{
	return log_ring_get_dropped();
}
