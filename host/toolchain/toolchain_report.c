/* toolchain_report: the rows of `ingot doctor`. */
#include <stdlib.h>

#include "host/base/os_process.h"
#include "host/toolchain/llvm.h"
#include "host/toolchain/ovmf.h"
#include "host/toolchain/packages.h"
#include "host/toolchain/probe.h"
#include "host/toolchain/toolchain.h"

struct report {
	struct arena *keep;
	const struct toolchain_request *request;
	struct tool_row *rows;
	size_t count;
	int llvm_major; /* of what is to be installed */
};

static struct tool_row *add_row(struct report *report, const char *name, const char *purpose,
                                enum package package)
{
	struct tool_row *row = &report->rows[report->count++];

	*row = (struct tool_row){
		.name = name, .purpose = purpose, .package = package, .state = TOOL_MISSING
	};
	return row;
}

static void set_install(const struct report *report, struct tool_row *row)
{
	row->install = packages_install_command(report->keep, &row->package, 1, report->llvm_major);
}

static const char *install_all(const struct report *report)
{
	enum package packages[TOOLCHAIN_ROWS];
	size_t count = 0;

	for (size_t i = 0; i < report->count; i++)
		if (report->rows[i].state != TOOL_GOOD && !report->rows[i].optional)
			packages[count++] = report->rows[i].package;
	return count ? packages_install_command(report->keep, packages, count, report->llvm_major)
	             : NULL;
}

static void add_clang(struct report *report, const struct llvm *best, const struct llvm *first)
{
	struct tool_row *row = add_row(report, "clang", "compiles and assembles", PACKAGE_CLANG);
	const struct llvm *shown = best ? best : first;

	if (shown) {
		row->path = shown->clang;
		row->version = shown->version_text;
		row->problem = shown->problem;
		row->state = shown->problem ? TOOL_WRONG : TOOL_GOOD;
	}
	if (row->state != TOOL_GOOD)
		set_install(report, row);
}

static void add_llvm_tool(struct report *report, const struct llvm *best, enum llvm_tool tool,
                          const char *purpose)
{
	struct tool_row *row = add_row(report, llvm_tool_names[tool], purpose,
	                               tool == LLVM_LLD ? PACKAGE_LLD : PACKAGE_LLVM);

	row->optional = !llvm_tool_is_wanted(report->request, tool);
	if (best && best->tools[tool].path) {
		row->path = best->tools[tool].path;
		row->version = best->tools[tool].version_text;
		row->state = best->tools[tool].problem ? TOOL_WRONG : TOOL_GOOD;
	}
	row->problem = best ? best->tools[tool].problem : "searched for once clang is ok";
	if (row->state != TOOL_GOOD)
		set_install(report, row);
}

/* The first word of what --version says that begins with a digit. */
static const char *find_version(struct arena *keep, const char *answer)
{
	for (const char *c = answer; *c && *c != '\n'; c++) {
		bool word_starts = c == answer || c[-1] == ' ' || c[-1] == 'v';
		size_t size = 0;

		while ((c[size] >= '0' && c[size] <= '9') || c[size] == '.')
			size++;
		if (word_starts && size && *c != '.')
			return text_copy(keep, c, size);
	}
	return NULL;
}

static void add_program(struct report *report, const char *variable, const char *name,
                        const char *purpose, enum package package)
{
	struct arena *keep = report->keep;
	struct tool_row *row = add_row(report, name, purpose, package);
	const char *given = variable ? getenv(variable) : NULL;
	const char *answer, *why;

	row->path = os_find_program(keep, given && *given ? given : name);
	if (!row->path) {
		if (given && *given)
			row->problem = text_format(keep,
			                           "%s is set to \"%s\", which was not "
			                           "found",
			                           variable, given);
		set_install(report, row);
		return;
	}
	const char *const question[] = { row->path, "--version", NULL };
	row->state = TOOL_GOOD;
	if (probe_ask(keep, question, &answer, &why)) {
		row->version = find_version(keep, answer);
	} else {
		row->state = TOOL_WRONG;
		row->problem = text_format(keep, "asked for its --version, it %s", why);
	}
}

/* After QEMU's row: it may have firmware of its own. */
static void add_ovmf(struct report *report)
{
	const char *qemu = report->rows[report->count - 2].path;
	struct tool_row *row = add_row(report, "OVMF", "boots the image by UEFI", PACKAGE_OVMF);
	struct ovmf ovmf;

	row->optional = true;
	if (!ovmf_find(report->keep, report->request->system_root, qemu, &ovmf, &row->problem)) {
		set_install(report, row);
		return;
	}
	row->state = TOOL_GOOD;
	row->path = ovmf.code;
	if (ovmf.descriptor)
		row->note = text_format(report->keep, "described by %s", ovmf.descriptor);
}

const char *toolchain_report(struct arena *keep, struct arena scratch,
                             const struct toolchain_request *request,
                             struct tool_row rows[TOOLCHAIN_ROWS])
{
	struct llvm *candidates = arena_push(&scratch, struct llvm, LLVM_CANDIDATES_MAX);
	size_t count = llvm_search(keep, request, candidates);
	const struct llvm *best = llvm_choose(candidates, count);
	struct report report = { keep, request, rows, 0, 0 };

	report.llvm_major = best ? best->version.parts[0]
	                         : llvm_major_to_install(keep, request->pin);
	add_clang(&report, best, count ? &candidates[0] : NULL);
	add_llvm_tool(&report, best, LLVM_LLD, "links");
	add_llvm_tool(&report, best, LLVM_OBJCOPY, "strips the kernel for the image");
	add_llvm_tool(&report, best, LLVM_AR, "packs the runtime and the kit");
	add_llvm_tool(&report, best, LLVM_SYMBOLIZER, "names the lines of a crash");
	add_program(&report, "NINJA", "ninja", "runs what a build needs", PACKAGE_NINJA);
	add_program(&report, "QEMU", "qemu-system-x86_64", "boots the image", PACKAGE_QEMU);
	add_program(&report, "QEMU_IMG", "qemu-img", "makes images of virtual machines",
	            PACKAGE_QEMU_IMG);
	rows[report.count - 1].optional = true;
	add_ovmf(&report);
	add_program(&report, NULL, "gdb", "debugs the kernel", PACKAGE_GDB);
	rows[report.count - 1].optional = true;
	add_program(&report, "NASM", "nasm", "assembles *.asm", PACKAGE_NASM);
	rows[report.count - 1].optional = true;
	return install_all(&report);
}
