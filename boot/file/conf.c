#include "boot/file/conf.h"

#include <string.h>

#include "boot/base/stop.h"
#include "boot/file/fat.h"

_Static_assert(CONF_PATH_MAX <= FAT_PATH_MAX, "a path of the file can be opened");

struct parser {
	struct conf *conf;
	struct conf_file *file; /* that the last line names; NULL: none */
};

static const char byte_order_mark[] = "\xef\xbb\xbf"; /* some editors write it */

static _Noreturn void conf_error(size_t line, const char *what, const char *value)
{
	stop(ERROR_CONF, "boot/ingot.conf, line %: %%",
	     FACTS(NUMBER(line), TEXT(what), TEXT(value)));
}

static const char *path_check(const char *path, size_t line)
{
	size_t length = strlen(path);

	if (length == 0 || length > CONF_PATH_MAX)
		conf_error(line, "a path must have 1 to 255 bytes: ", path);
	return path;
}

static void add_module(struct conf *conf, const char *path, size_t line)
{
	if (conf->module_count == CONF_MODULES_MAX)
		stop(ERROR_MODULE_COUNT,
		     "boot/ingot.conf, line %: more than % modules (CONF_MODULES_MAX)",
		     FACTS(NUMBER(line), NUMBER(CONF_MODULES_MAX)));
	conf->modules[conf->module_count++].path = path_check(path, line);
}

static void set_once(const char **slot, const char *value, const char *key, size_t line)
{
	if (*slot)
		conf_error(line, "duplicate key ", key);
	*slot = value;
}

/* Eight hexadecimal digits, of either case. */
static bool read_crc(const char *text, uint32_t *crc)
{
	*crc = 0;
	for (int i = 0; i < 8; i++) {
		unsigned char c = (unsigned char)text[i], letter = c | 0x20;

		if (c >= '0' && c <= '9')
			*crc = *crc << 4 | (uint32_t)(c - '0');
		else if (letter >= 'a' && letter <= 'f')
			*crc = *crc << 4 | (uint32_t)(letter - 'a' + 10);
		else
			return false;
	}
	return text[8] == '\0';
}

static void set_crc(struct conf_file *file, const char *value, size_t line)
{
	if (!file)
		conf_error(line, "no kernel or module in the line before crc32=", value);
	if (!read_crc(value, &file->crc))
		conf_error(line, "a CRC-32 must have eight hexadecimal digits: ", value);
	file->has_crc = true;
}

/* What the line names is what a checksum in the next one belongs to. */
static void parse_line(struct parser *parser, char *text, size_t line)
{
	struct conf *conf = parser->conf;
	struct conf_file *before = parser->file;
	char *value = strchr(text, '=');

	if (*text == '#' || *text == '\0')
		return;
	if (!value)
		conf_error(line, "no '=' in ", text);
	*value++ = '\0';
	parser->file = NULL;
	if (strcmp(text, "kernel") == 0) {
		set_once(&conf->kernel.path, path_check(value, line), text, line);
		parser->file = &conf->kernel;
	} else if (strcmp(text, "cmdline") == 0) {
		set_once(&conf->command_line, value, text, line);
	} else if (strcmp(text, "module") == 0) {
		add_module(conf, value, line);
		parser->file = &conf->modules[conf->module_count - 1];
	} else if (strcmp(text, "crc32") == 0) {
		set_crc(before, value, line);
	} else {
		conf_error(line, "unknown key ", text);
	}
}

/* Ends the line at `at`; returns the start of the next. */
static char *cut_line(char *at, char *end)
{
	char *newline = memchr(at, '\n', (size_t)(end - at));
	char *stop_at = newline ? newline : end;

	if (stop_at > at && stop_at[-1] == '\r')
		stop_at[-1] = '\0';
	*stop_at = '\0';
	return newline ? newline + 1 : end;
}

void conf_parse(struct conf *conf, char *text, size_t size)
{
	struct parser parser = { .conf = conf };
	char *at = text, *end = text + size;
	size_t line = 0;

	*conf = (struct conf){ 0 };
	if (size && memchr(text, '\0', size))
		stop(ERROR_CONF, "boot/ingot.conf is not text: it contains a zero byte", NULL);
	if (size >= 3 && memcmp(text, byte_order_mark, 3) == 0)
		at += 3;
	while (at < end) {
		char *next = cut_line(at, end);

		parse_line(&parser, at, ++line);
		at = next;
	}
	if (!conf->kernel.path)
		conf->kernel.path = CONF_KERNEL_DEFAULT;
	if (!conf->command_line)
		conf->command_line = "";
}
