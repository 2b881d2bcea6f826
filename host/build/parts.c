#include "host/build/parts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "abi/elf.h"
#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/refusal.h"

unsigned parts_default_sanitizers(const struct build *build)
{
	return build->project.kit && !build_is_optimized(build->profile) ? SANITIZE_DEBUG : 0;
}

/* Where a choice was made that something else needed otherwise. */
static const struct place *kit_place(const struct build *build)
{
	return build->project.kit_place.file ? &build->project.kit_place : NULL;
}

/* What finds a mistake is in the runtime, and the kit tells of it. */
static bool check_sanitizers(const struct build *build)
{
	static const struct {
		unsigned sanitizer, needed;
		const char *name, *parts;
	} rules[] = {
		{ SANITIZE_ADDRESS, STD_CORE | STD_ALLOC, "address", "\"core\" and \"alloc\"" },
		{ SANITIZE_UNDEFINED, STD_CORE, "undefined", "\"core\"" },
		{ SANITIZE_STACK, STD_BUILTINS, "stack", "\"builtins\"" },
	};
	const struct project *project = &build->project;
	struct place at = { .file = project->file };

	if (build->sanitize & SANITIZE_ADDRESS && !project->kit) {
		diag_error(kit_place(build), "the address sanitizer needs the kit");
		diag_hint("remove \"kit: false\", or \"address\" from \"sanitize\"");
		return false;
	}
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		bool is_met = (project->build_std & rules[i].needed) == rules[i].needed;
		/* What the kit needs is linked for everybody. */
		bool is_linked = project->kit && rules[i].sanitizer != SANITIZE_ADDRESS;

		if (!(build->sanitize & rules[i].sanitizer) || is_met || is_linked)
			continue;
		diag_error(&at, "the sanitizer \"%s\" needs %s of the runtime", rules[i].name,
		           rules[i].parts);
		diag_hint("remove \"build-std\": its default is [core, alloc, builtins]");
		return false;
	}
	return true;
}

bool parts_check(const struct build *build)
{
	if (build_is_test(build->profile) && !build->project.kit) {
		diag_error(kit_place(build), "a kernel without the kit cannot be tested");
		diag_hint("the runner of tests is part of the kit: remove \"kit: false\", or boot "
		          "the kernel by `ingot run`");
		return false;
	}
	return check_sanitizers(build);
}

bool parts_check_bootable(const struct build *build)
{
	if (build->project.type != PROJECT_LIBRARY || build_is_test(build->profile))
		return true;
	diag_error(&build->project.type_place, "a library has no kernel to boot");
	diag_hint("`ingot build` compiles it, `ingot test` boots its tests");
	return false;
}

bool parts_has_archive(const struct build *build, unsigned part)
{
	unsigned asked = build->project.build_std;

	if (build->project.kit)
		return true;
	if (part == STD_CORE)
		return asked & (STD_CORE | STD_ALLOC);
	return part == STD_BUILTINS ? asked != 0 : asked & part;
}

const char *parts_start_path(const struct build *build)
{
	return path_join(build->session->keep, build->folder, "start.c");
}

const char *parts_write_start(const struct build *build)
{
	static const char text[] = "/* start: written by ingot. The project is a library "
				   "(\"type: library\"): its tests need an entry point. */\n"
				   "#include <ingot/boot.h>\n\n"
				   "static void nothing(const struct boot_info *boot)\n"
				   "{\n\t(void)boot;\n}\n"
				   "ENTRY_POINT(nothing)\n";
	const char *path = parts_start_path(build);
	bool changed;

	if (os_make_folders(build->folder) &&
	    os_update_file(path, (struct bytes){ (const unsigned char *)text, sizeof text - 1 },
	                   &changed))
		return path;
	refusal_to_write(build->session->scratch, path);
	return NULL;
}

static bool read_header(const char *path, struct elf_header *header)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool good = fd >= 0 && os_read_at(fd, header, sizeof *header, 0);
	int error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return good;
}

/* ld.lld takes a missing entry point for a warning, and writes 0. */
bool parts_check_entry(const struct build *build)
{
	struct place at = { .file = build->project.file };
	struct elf_header header;

	if (!read_header(build->kernel, &header))
		return diag_error(&(struct place){ .file = build->kernel }, "cannot read: %s",
		                  strerror(errno));
	if (le64_get(header.entry))
		return true;
	diag_error(&at, "the kernel has no entry point");
	if (build->project.kit) {
		diag_hint("write ENTRY_POINT(kernel_main) in one source, after #include "
		          "<ingot/boot.h>");
		diag_hint("tests without a kernel: \"type: library\" in %s", PROJECT_FILE);
	} else {
		diag_hint("without the kit define void _start(const struct boot_info *boot), and "
		          "say BOOT_NOTE, by #include <ingot/boot_note.h>");
	}
	return false;
}
