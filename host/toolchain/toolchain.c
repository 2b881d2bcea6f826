#include "host/toolchain/toolchain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"
#include "host/base/os_path.h"
#include "host/base/os_process.h"
#include "host/toolchain/llvm.h"
#include "host/toolchain/packages.h"
#include "host/toolchain/probe.h"

static void hint_to_install(struct arena *keep, const enum package *packages, size_t count,
                            int llvm_major)
{
	const char *command = packages_install_command(keep, packages, count, llvm_major);

	if (command)
		diag_hint("%s", command);
	else
		diag_hint("`ingot doctor` lists what is needed");
}

static bool report_no_clang(struct arena *keep, const struct toolchain_request *request,
                            const struct llvm *candidates, size_t count)
{
	static const enum package all[] = { PACKAGE_CLANG, PACKAGE_LLD, PACKAGE_LLVM };
	const struct pin *pin = request->pin && request->pin->count ? request->pin : NULL;

	if (pin)
		diag_error(pin->at.file ? &pin->at : NULL,
		           "no clang with LLVM version \"%s\" found", pin->text);
	else
		diag_error(NULL, "no clang of LLVM %d or later found", TOOLCHAIN_LLVM_OLDEST);
	for (size_t i = 0; i < count; i++) {
		const struct llvm *llvm = &candidates[i];

		if (llvm->version_text)
			diag_note(NULL, "%s (%s) is not suitable: %s", llvm->clang,
			          llvm->version_text, llvm->problem);
		else
			diag_note(NULL, "%s is not suitable: %s", llvm->clang, llvm->problem);
	}
	const char *given = getenv("CC");
	if (given && *given)
		diag_hint("unset CC, or set it to clang");
	else
		hint_to_install(keep, all, 3, llvm_major_to_install(keep, pin));
	return false;
}

static bool report_incomplete(struct arena *keep, const struct toolchain_request *request,
                              const struct llvm *llvm)
{
	for (enum llvm_tool tool = 0; tool < LLVM_TOOL_COUNT; tool++) {
		enum package package = tool == LLVM_LLD ? PACKAGE_LLD : PACKAGE_LLVM;
		const char *path = llvm->tools[tool].path, *problem = llvm->tools[tool].problem;

		if (!llvm_tool_is_wanted(request, tool) || (path && !problem))
			continue;
		diag_error(NULL, "no %s of LLVM %d found to match %s (%s)", llvm_tool_names[tool],
		           llvm->version.parts[0], llvm->clang, llvm->version_text);
		if (path)
			diag_note(NULL, "%s is not suitable: %s", path, problem);
		else if (problem)
			diag_note(NULL, "%s", problem);
		hint_to_install(keep, &package, 1, llvm->version.parts[0]);
		break;
	}
	return false;
}

#define ANSWER_SHOWN 200 /* of what is no answer */

static const char *ask_resource_folder(struct arena *keep, const char *clang)
{
	const char *const question[] = { clang, "--no-default-config", "-print-resource-dir",
		                         NULL };
	const char *answer, *why = "does not name a directory";

	if (!probe_ask(keep, question, &answer, &why) || !os_path_is_absolute(answer)) {
		diag_error(
			NULL,
			"%s does not say where its headers are (-print-resource-dir): it %s%s%.*s",
			clang, why, *answer ? ": " : "", ANSWER_SHOWN, answer);
		return NULL;
	}
	return text_copy(keep, answer, strcspn(answer, "\r\n"));
}

bool toolchain_find(struct arena *keep, struct arena scratch,
                    const struct toolchain_request *request, struct toolchain *toolchain)
{
	struct llvm *candidates = arena_push(&scratch, struct llvm, LLVM_CANDIDATES_MAX);
	size_t count = llvm_search(keep, request, candidates);
	const struct llvm *llvm = llvm_choose(candidates, count);

	if (!llvm)
		return report_no_clang(keep, request, candidates, count);
	if (!llvm->complete)
		return report_incomplete(keep, request, llvm);
	const char *usable[LLVM_TOOL_COUNT];
	for (int tool = 0; tool < LLVM_TOOL_COUNT; tool++)
		usable[tool] = llvm->tools[tool].problem ? NULL : llvm->tools[tool].path;
	*toolchain = (struct toolchain){
		.clang = llvm->clang,
		.lld = usable[LLVM_LLD],
		.objcopy = usable[LLVM_OBJCOPY],
		.ar = usable[LLVM_AR],
		.symbolizer = usable[LLVM_SYMBOLIZER],
		.version = llvm->version,
		.version_text = llvm->version_text,
		.resource_folder = ask_resource_folder(keep, llvm->clang),
	};
	return toolchain->resource_folder != NULL;
}

static const char *find_program(struct arena *keep, const char *variable, const char *name,
                                enum package package)
{
	const char *given = getenv(variable);
	bool is_given = given && *given;
	const char *path = os_find_program(keep, is_given ? given : name);

	if (path)
		return os_path_is_absolute(path) ? path : os_real_path(keep, path);
	if (is_given) {
		diag_error(NULL, "%s is set to \"%s\", which was not found", variable, given);
		diag_hint("unset %s, or set it to %s", variable, name);
	} else {
		diag_error(NULL, "%s not found", name);
		hint_to_install(keep, &package, 1, 0);
	}
	return NULL;
}

const char *toolchain_find_ninja(struct arena *keep)
{
	return find_program(keep, "NINJA", "ninja", PACKAGE_NINJA);
}

const char *toolchain_find_nasm(struct arena *keep)
{
	return find_program(keep, "NASM", "nasm", PACKAGE_NASM);
}

const char *toolchain_find_qemu(struct arena *keep)
{
	return find_program(keep, "QEMU", "qemu-system-x86_64", PACKAGE_QEMU);
}

const char *toolchain_find_sbsign(struct arena *keep)
{
	return find_program(keep, "SBSIGN", "sbsign", PACKAGE_SBSIGN);
}

const char *toolchain_find_qemu_img(struct arena *keep)
{
	return find_program(keep, "QEMU_IMG", "qemu-img", PACKAGE_QEMU_IMG);
}
