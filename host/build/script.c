#include "host/build/script.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/base/refusal.h"
#include "host/build/script_text.h"

#define KIT_SCRIPT "kit/start/kernel.ld"

/* The file that flags[*i] names as a script, or NULL; steps over a value of its own. */
static const char *script_of(const struct text_list *flags, size_t *i)
{
	static const char *const others[] = { "-Ttext", "-Tdata", "-Tbss", NULL };
	static const char *const joined[] = { "--script=", "-script=", "-T", NULL };
	static const char *const apart[] = { "--script", "-script", "-T", NULL };
	const char *flag = flags->items[*i];

	for (const char *const *other = others; *other; other++)
		if (text_starts_with(flag, *other))
			return NULL;
	for (const char *const *name = apart; *name; name++)
		if (text_equal(flag, *name))
			return *i + 1 < flags->count ? flags->items[++*i] : NULL;
	for (const char *const *name = joined; *name; name++)
		if (text_starts_with(flag, *name))
			return flag + strlen(*name);
	return *flag == '-' || *flag == '@' ? NULL : flag;
}

/* One that lays the kernel out: others only add to the kit's. */
static const char *find_flag(const struct build *build, const struct text_list *flags)
{
	for (size_t i = 0; i < flags->count; i++) {
		const char *path = script_of(flags, &i);

		if (path && script_text_places(path, ".", build->session->scratch))
			return path;
	}
	return NULL;
}

/* A second one would be read in addition, and place everything once more. */
static bool take(struct build *build, struct build_script script)
{
	if (!build->script.path) {
		build->script = script;
		return true;
	}
	diag_error(&script.at, "two linker scripts: \"%s\" and \"%s\"", build->script.path,
	           script.path);
	diag_note(&build->script.at, "the first one is chosen here");
	diag_hint("keep one of them, or make the other a part of it by INCLUDE");
	return false;
}

static bool take_key(struct build *build)
{
	const struct placed_text *key = &build->project.link_script;

	if (!key->text)
		return true;
	switch (os_node_kind(key->text)) {
	case OS_NODE_FILE: return take(build, (struct build_script){ key->text, key->at, false });
	case OS_NODE_NONE: diag_error(&key->at, "linker script \"%s\" not found", key->text); break;
	default:           diag_error(&key->at, "linker script \"%s\" is not a file", key->text);
	}
	diag_hint("without \"link-script\", the kernel is linked by the kit's: " KIT_SCRIPT);
	return false;
}

static bool take_flag(struct build *build, const struct text_list *flags, const char *file)
{
	const char *path = find_flag(build, flags);

	return !path || take(build, (struct build_script){ path, { .file = file }, true });
}

static bool take_text(struct build *build)
{
	const struct target_spec *spec = &build->target;

	if (!spec->link_script)
		return true;
	struct build_script script = { text_format(build->session->keep, "%s/link-script.ld",
		                                   path_folder(build->session->keep,
		                                               build->folder)),
		                       node_find(spec->root, "link-script")->at, false };
	return take(build, script);
}

bool script_choose(struct build *build)
{
	if (!take_key(build) || !take_flag(build, &build->project.ldflags, build->project.file) ||
	    !take_flag(build, &build->target.pre_link, build->target.path) ||
	    !take_flag(build, &build->target.post_link, build->target.path) || !take_text(build))
		return false;
	build->target.has_own_script = build->script.path != NULL;
	return true;
}

/* The sanitizer's part of the image has the size of the image. */
static bool check_shadow(const struct build *build)
{
	static const char *const needed[] = { "kernel_image", "kernel_shadow", NULL };
	const struct build_script *script = &build->script;
	const char *folder = path_folder(build->session->keep, script->path);
	struct place at = { .file = script->path };

	if (!(build->sanitize & SANITIZE_ADDRESS))
		return true;
	for (const char *const *name = needed; *name; name++) {
		if (script_text_mentions(script->path, folder, *name, build->session->scratch))
			continue;
		diag_error(&at, "the address sanitizer needs \"%s\" of the linker script", *name);
		diag_hint("at the end of .bss write: kernel_image = ADDR(.text); "
		          "kernel_shadow = .; . += (. - ADDR(.text) + 7) / 8;");
		return false;
	}
	return true;
}

bool script_prepare(const struct build *build)
{
	const struct target_spec *spec = &build->target;
	const char *path = build->script.path;
	bool changed;

	if (!path)
		return true;
	if (!spec->link_script || build->script.is_flag || build->project.link_script.text)
		return check_shadow(build);
	if (os_make_folders(path_folder(build->session->keep, path)) &&
	    os_update_file(path,
	                   (struct bytes){ (const unsigned char *)spec->link_script,
	                                   strlen(spec->link_script) },
	                   &changed))
		return check_shadow(build);
	return refusal_to_write(build->session->scratch, path);
}

void script_add_flags(const struct build *build, struct text_list *flags)
{
	struct arena *keep = flags->arena;
	const struct build_script *script = &build->script;

	if (!script->path)
		text_list_add(flags,
		              text_format(keep, "--script=%s/" KIT_SCRIPT, build->session->root));
	if (!script->path || script->is_flag)
		return;
	text_list_add(flags, text_format(keep, "--script=%s", script->path));
	/* What it includes lies beside it. */
	bool is_text = !build->project.link_script.text;
	text_list_add(flags, text_format(keep, "-L%s",
	                                 is_text ? build->target.folder
	                                         : path_folder(keep, script->path)));
}
