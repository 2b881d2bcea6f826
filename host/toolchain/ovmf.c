#include "host/toolchain/ovmf.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/toolchain/packages.h"
#include "host/toolchain/probe.h"

#define QCOW2_MAGIC "QFI\xfb"

static const char *const places[] = {
#define OVMF_PLACE(path) path,
#include "host/toolchain/needs.def"
};

/* What one search knows. */
struct search {
	struct arena *keep;
	const char *system_root, *qemu;
	const char *pc, *q35; /* what these are called in full: "pc-i440fx-7.2" */
};

/* --- A file about which nobody says anything ------------------------------- */

/* Code and variables in one file, which QEMU takes as a BIOS: its size is a power of
 * two. Code alone belongs into flash memory. */
static bool is_whole(const char *path)
{
	struct os_file_facts facts;

	return os_file_facts(path, &facts) && facts.size_bytes &&
	       !(facts.size_bytes & (facts.size_bytes - 1));
}

static bool is_qcow2(struct arena scratch, const char *path)
{
	struct bytes file;

	return os_read_file(&scratch, path, &file) && file.size >= strlen(QCOW2_MAGIC) &&
	       memcmp(file.data, QCOW2_MAGIC, strlen(QCOW2_MAGIC)) == 0;
}

static struct ovmf plain_file(const struct search *search, const char *path)
{
	struct ovmf ovmf = { .code = path, .code_format = "raw" };

	if (is_qcow2(*search->keep, path))
		ovmf.code_format = "qcow2";
	else if (is_whole(path))
		ovmf.mapping = FIRMWARE_MEMORY;
	return ovmf;
}

static bool find_place(const struct search *search, struct ovmf *ovmf)
{
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		const char *path = text_format(search->keep, "%s%s", search->system_root,
		                               places[i]);

		if (!os_file_exists(path))
			continue;
		*ovmf = plain_file(search, path);
		return true;
	}
	return false;
}

static bool find_beside_qemu(const struct search *search, struct ovmf *ovmf)
{
	const char *path = descriptor_share(search->keep, search->qemu, "qemu/edk2-x86_64-code.fd");

	if (!path || !os_file_exists(path))
		return false;
	*ovmf = plain_file(search, path);
	return true;
}

/* --- Descriptors ----------------------------------------------------------- */

/* A line of the answer: "pc   Standard PC (...) (alias of pc-i440fx-7.2)". A QEMU
 * that does not say has the name of all its versions. */
static const char *machine_name(struct arena *keep, const char *answer, const char *alias,
                                const char *fallback)
{
	static const char words[] = "(alias of ";
	size_t size = strlen(alias);

	for (const char *line = answer; line; line = text_next_line(line)) {
		const char *place = strstr(line, words);

		if (strncmp(line, alias, size) != 0 || line[size] != ' ' || !place ||
		    place > line + strcspn(line, "\n"))
			continue;
		place += strlen(words);
		return text_copy(keep, place, strcspn(place, ")\r\n"));
	}
	return fallback;
}

static void ask_machines(struct search *search)
{
	const char *const question[] = { search->qemu, "-machine", "help", NULL };
	const char *answer = NULL, *why;

	if (search->qemu && !probe_ask(search->keep, question, &answer, &why))
		answer = NULL;
	search->pc = machine_name(search->keep, answer, "pc", "pc-i440fx-");
	search->q35 = machine_name(search->keep, answer, "q35", "pc-q35-");
}

/* Variables that nobody wrote are not missed, and cost a boot 200 ms; keys are
 * variables, and firmware that keeps them safe by SMM waits for them. */
static struct ovmf described(const struct search *search, const struct descriptor *descriptor)
{
	struct ovmf ovmf = {
		.code = descriptor->code,
		.code_format = descriptor->code_format,
		.descriptor = descriptor->path,
		.mapping = descriptor->mapping,
		.needs_smm = descriptor->needs_smm,
	};

	ovmf.needs_q35 = descriptor->needs_smm ||
	                 (!descriptor_fits(*search->keep, descriptor, search->pc) &&
	                  descriptor_fits(*search->keep, descriptor, search->q35));
	if (descriptor->needs_smm || descriptor->has_keys) {
		ovmf.variables = descriptor->variables;
		ovmf.variables_format = descriptor->variables_format;
	}
	return ovmf;
}

/* How well it serves: 1 best; 0: not at all, and why. */
static int grade(const struct search *search, const struct descriptor *descriptor, const char **why)
{
	bool fits_pc = descriptor_fits(*search->keep, descriptor, search->pc);
	bool fits_q35 = descriptor_fits(*search->keep, descriptor, search->q35);

	*why = NULL;
	if (!fits_pc && !fits_q35)
		*why = "it is for other machines";
	else if (descriptor->has_keys)
		*why = "its Secure Boot is on";
	else if (descriptor->is_confidential)
		*why = "it is for confidential machines";
	if (*why)
		return 0;
	return descriptor->needs_smm ? 3 : fits_pc ? 1 : 2;
}

static bool find_described(const struct search *search, const struct text_list *paths,
                           struct ovmf *ovmf)
{
	int best = 0;

	for (size_t i = 0; i < paths->count; i++) {
		struct descriptor descriptor;
		const char *why;
		int its = 0;

		if (descriptor_read(search->keep, paths->items[i], search->system_root, &descriptor,
		                    &why))
			its = grade(search, &descriptor, &why);
		if (why)
			diag_trace(DIAG_WHY, "%s is passed over: %s", paths->items[i], why);
		if (!its || (best && its >= best))
			continue;
		best = its;
		*ovmf = described(search, &descriptor);
	}
	return best != 0;
}

/* --- The variable ---------------------------------------------------------- */

static bool take_given(const struct search *search, const struct text_list *paths,
                       const char *given, struct ovmf *ovmf, const char **problem)
{
	struct descriptor descriptor;
	const char *why;

	if (!os_file_exists(given)) {
		*problem = text_format(search->keep, "OVMF is set to \"%s\", which was not found",
		                       given);
		return false;
	}
	if (text_ends_with(given, ".json")) {
		if (!descriptor_read(search->keep, given, search->system_root, &descriptor, &why)) {
			*problem = text_format(search->keep,
			                       "OVMF is set to the descriptor \"%s\": %s", given,
			                       why);
			return false;
		}
		*ovmf = described(search, &descriptor);
		return true;
	}
	*ovmf = plain_file(search, given);
	for (size_t i = 0; i < paths->count; i++) {
		if (!descriptor_read(search->keep, paths->items[i], search->system_root,
		                     &descriptor, &why) ||
		    !text_equal(descriptor.code, given))
			continue;
		*ovmf = described(search, &descriptor);
		break;
	}
	return true;
}

bool ovmf_find(struct arena *keep, const char *system_root, const char *qemu, struct ovmf *ovmf,
               const char **problem)
{
	const char *given = getenv("OVMF");
	struct search search = { .keep = keep, .system_root = system_root, .qemu = qemu };
	struct text_list paths = { .arena = keep };

	*problem = NULL;
	ask_machines(&search);
	descriptor_list(keep, system_root, qemu, &paths);
	if (given && *given)
		return take_given(&search, &paths, given, ovmf, problem);
	return find_described(&search, &paths, ovmf) || find_place(&search, ovmf) ||
	       find_beside_qemu(&search, ovmf);
}

const struct ovmf *ovmf_need(struct arena *keep, const char *qemu)
{
	static const enum package package = PACKAGE_OVMF;
	struct ovmf *ovmf = arena_push(keep, struct ovmf, 1);
	const char *problem;

	if (ovmf_find(keep, "", qemu, ovmf, &problem))
		return ovmf;
	if (problem) {
		diag_error(NULL, "%s", problem);
		diag_hint("unset OVMF, or set it to UEFI firmware for QEMU");
		return NULL;
	}
	const char *command = packages_install_command(keep, &package, 1, 0);
	diag_error(NULL, "OVMF, the UEFI firmware for QEMU, not found");
	diag_hint("%s", command ? command : "set the variable OVMF to the file OVMF_CODE.fd");
	return NULL;
}
