#include "host/build/boot_conf.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/image/fat_name.h"

const char *boot_conf_module(struct arena *keep, const struct project *project, size_t module,
                             bool is_folder)
{
	const char *source = project->image.modules.items[module].text;
	size_t size = strlen(source);

	if (project->image.module_names[module])
		return text_format(keep, CONF_FOLDER "%s", project->image.module_names[module]);
	if (!is_folder)
		return text_format(keep, CONF_FOLDER "%s", path_name(source));
	while (size > 1 && source[size - 1] == '/')
		size--;
	return text_format(keep, CONF_FOLDER "%s.tar", path_name(text_copy(keep, source, size)));
}

static void add_file(struct buffer *text, const char *key, const char *path, const uint32_t *sum)
{
	buffer_printf(text, "%s=%s\n", key, path);
	if (sum)
		buffer_printf(text, "crc32=%08" PRIx32 "\n", *sum);
}

const char *boot_conf_text(struct arena *keep, const struct project *project,
                           const struct text_list *modules, const uint32_t *sums)
{
	struct buffer text = { .arena = keep };

	buffer_puts(&text, "# Read by Ingot's loader.\n");
	add_file(&text, "kernel", CONF_KERNEL_DEFAULT, sums);
	if (*project->image.cmdline)
		buffer_printf(&text, "cmdline=%s\n", project->image.cmdline);
	for (size_t i = 0; i < modules->count; i++)
		add_file(&text, "module", modules->items[i], sums ? &sums[1 + i] : NULL);
	return text.data;
}

static bool refuse_module(const struct placed_text *item, const char *name, const char *reason,
                          const char *action)
{
	diag_error(&item->at, "the image cannot have a module \"%s\": %s", name, reason);
	diag_hint("%s", action);
	return false;
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || (unsigned char)*text > '~')
			return false;
	return true;
}

/* One of the files that lie in the same directory of the image has that path. */
static bool is_taken(const struct text_list *paths, const char *path)
{
	for (size_t i = 0; i < paths->count; i++)
		if (strcasecmp(path, paths->items[i]) == 0)
			return true;
	return false;
}

static const char *name_hint(struct arena *keep, const struct placed_text *item)
{
	return text_format(keep, "give it another name there: { path: %s, name: NAME }",
	                   item->text);
}

/* paths: of what lies there already. */
static bool check_module(const struct placed_text *item, const char *path,
                         const struct text_list *paths, struct arena scratch)
{
	const char *name = path_name(path);
	struct fat_name fat_name;

	if (!is_ascii(name))
		return refuse_module(item, name, "the boot loader reads ASCII names only",
		                     name_hint(&scratch, item));
	if (strlen(path) > CONF_PATH_MAX)
		return refuse_module(item, name,
		                     "its path would be longer than 255 bytes (CONF_PATH_MAX)",
		                     name_hint(&scratch, item));
	const char *reason = fat_name_parse(&fat_name, name, strlen(name));
	if (reason)
		return refuse_module(item, name, text_format(&scratch, "its name %s", reason),
		                     name_hint(&scratch, item));
	if (is_taken(paths, path))
		return refuse_module(item, name,
		                     "another file in boot/ has that name (case does not count)",
		                     name_hint(&scratch, item));
	return true;
}

/* found: their paths in the image. */
static bool check_modules(const struct project *project, struct text_list *found)
{
	const struct placed_list *modules = &project->image.modules;
	struct text_list paths = { .arena = found->arena };
	size_t max = CONF_MODULES_MAX - (project->symbols ? 1 : 0);
	bool good = true;

	text_list_add(&paths, CONF_KERNEL_DEFAULT);
	text_list_add(&paths, CONF_FOLDER "ingot.conf");
	if (project->symbols)
		text_list_add(&paths, BOOT_CONF_SYMBOLS);
	for (size_t i = 0; i < modules->count; i++) {
		const struct placed_text *item = &modules->items[i];

		if (i == max) {
			diag_error(&item->at,
			           "the boot loader loads at most %d modules (CONF_MODULES_MAX)%s",
			           CONF_MODULES_MAX,
			           project->symbols ? ", of which \"symbols: true\" is one" : "");
			diag_hint("put several into a directory: that is one module");
			return false;
		}
		const char *path = boot_conf_module(found->arena, project, i,
		                                    os_is_folder(item->text));
		text_list_add(found, path);
		good = check_module(item, path, &paths, *found->arena) && good;
		text_list_add(&paths, path);
	}
	if (project->symbols)
		text_list_add(found, BOOT_CONF_SYMBOLS);
	return good;
}

static bool check_size(const struct project *project, const struct text_list *paths,
                       struct arena scratch)
{
	static const uint32_t any[1 + CONF_MODULES_MAX];
	size_t size = strlen(boot_conf_text(&scratch, project, paths,
	                                    project->image.checksums ? any : NULL));
	const struct place *modules = &project->image.modules.at;
	const struct place *at = project->image.cmdline_place.file ? &project->image.cmdline_place
	                         : modules->file                   ? modules
	                                                           : NULL;

	if (size <= CONF_SIZE_MAX)
		return true;
	diag_error(at,
	           "command line and modules make a boot/ingot.conf of %zu bytes; the loader "
	           "reads %d (CONF_SIZE_MAX)",
	           size, CONF_SIZE_MAX);
	diag_hint("shorten the command line, or the names of the modules");
	return false;
}

bool boot_conf_check(const struct project *project, struct arena scratch)
{
	struct text_list paths = { .arena = &scratch };

	return check_modules(project, &paths) && check_size(project, &paths, scratch);
}
