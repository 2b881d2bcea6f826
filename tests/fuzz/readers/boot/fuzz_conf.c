/* The loader's boot/ingot.conf: what is taken is written out, and read again it says the
 * same; its paths and its command line stand in the file.
 *
 * Runs: 60000
 * Longest: 512 */
#include "boot/file/conf.h"
#include "tests/fuzz/readers/fuzz.h"
#include "tests/unit/boot/fake.h"

#define TEXT_MAX (4 * CONF_SIZE_MAX + 64)

static size_t add_file(char *text, size_t used, const char *key, const struct conf_file *file)
{
	used += (size_t)snprintf(text + used, TEXT_MAX - used, "%s=%s\n", key, file->path);
	if (file->has_crc)
		used += (size_t)snprintf(text + used, TEXT_MAX - used, "crc32=%08X\r\n", file->crc);
	return used;
}

static size_t write_conf(char text[TEXT_MAX], const struct conf *conf)
{
	size_t used = add_file(text, 0, "kernel", &conf->kernel);

	used += (size_t)snprintf(text + used, TEXT_MAX - used, "#\n\ncmdline=%s\r\n",
	                         conf->command_line);
	for (size_t i = 0; i < conf->module_count; i++)
		used = add_file(text, used, "module", &conf->modules[i]);
	return used;
}

static void compare_file(const struct conf_file *a, const struct conf_file *b)
{
	HOLDS_TEXT(a->path, b->path);
	HOLDS(strlen(a->path) > 0 && strlen(a->path) <= CONF_PATH_MAX);
	HOLDS_EQUAL(a->has_crc, b->has_crc);
	HOLDS_EQUAL(a->crc, b->crc);
}

static bool ends_in_return(const char *text)
{
	return *text && text[strlen(text) - 1] == '\r';
}

/* Two of them before a line's end: only one would be left when it is written anew. */
static bool has_odd_end(const struct conf *conf)
{
	bool found = ends_in_return(conf->kernel.path) || ends_in_return(conf->command_line);

	for (size_t i = 0; i < conf->module_count; i++)
		found = found || ends_in_return(conf->modules[i].path);
	return found;
}

static void compare(const struct conf *a, const struct conf *b)
{
	HOLDS_EQUAL(a->module_count, b->module_count);
	HOLDS(a->module_count <= CONF_MODULES_MAX);
	HOLDS_TEXT(a->command_line, b->command_line);
	compare_file(&a->kernel, &b->kernel);
	for (size_t i = 0; i < a->module_count; i++)
		compare_file(&a->modules[i], &b->modules[i]);
}

FUZZ(data, size)
{
	static char again[TEXT_MAX];
	struct conf conf, second;
	char *text;

	if (size > CONF_SIZE_MAX)
		return;
	text = input_text(data, size);
	TRY(conf_parse(&conf, text, size));
	HOLDS(!fake.error == !fake.sentence[0]);
	if (!fake.error && !has_odd_end(&conf)) {
		size_t written = write_conf(again, &conf);

		TRY(conf_parse(&second, again, written));
		HOLDS_TEXT(fake.sentence, "");
		compare(&conf, &second);
	}
	free(text);
}
