#include "host/toolchain/llvm.h"

#include <stdlib.h>
#include <string.h>

#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/toolchain/packages.h"
#include "host/toolchain/probe.h"

const char *const llvm_tool_names[LLVM_TOOL_COUNT] = {
#define LLVM_TOOL(tool, name) name,
#include "host/toolchain/needs.def"
};

/* '#' stands for the major version, '~' for $HOMEBREW_PREFIX. */
static const char *const folders[] = {
#define LLVM_FOLDER(pattern) pattern,
#include "host/toolchain/needs.def"
};
#define FOLDER_COUNT (sizeof folders / sizeof *folders)

/* The directory of a pattern, or NULL if the pattern has no meaning here. */
static const char *expand_folder(struct arena *keep, const struct toolchain_request *request,
                                 const char *pattern, int major)
{
	const char *homebrew = getenv("HOMEBREW_PREFIX");
	size_t before = strcspn(pattern, "#");

	if (pattern[0] == '~' && !homebrew)
		return NULL;
	const char *start = pattern[0] == '~' ? homebrew : request->system_root;
	const char *rest = pattern + (pattern[0] == '~');
	before -= (size_t)(rest - pattern);
	if (!rest[before])
		return text_format(keep, "%s%s", start ? start : "", rest);
	return text_format(keep, "%s%.*s%d%s", start ? start : "", (int)before, rest, major,
	                   rest + before + 1);
}

/* Relative entries of PATH would mean something else after a change of directory. */
static const char *find_on_path(struct arena *keep, const char *name)
{
	const char *path = os_find_program(keep, name);

	return path && path[0] != '/' ? os_real_path(keep, path) : path;
}

/* What `program --version` says; NULL, and why not in *problem. */
static const char *ask_version(struct arena *keep, const char *program, const char **problem)
{
	const char *const question[] = { program, "--version", NULL };
	const char *answer, *why;

	if (probe_ask(keep, question, &answer, &why))
		return answer;
	*problem = text_format(keep, "asked for its --version, it %s", why);
	return NULL;
}

/* The digits and dots after the word, copied, or NULL. */
static const char *version_after(struct arena *keep, const char *answer, const char *word)
{
	const char *found = answer ? strstr(answer, word) : NULL;

	if (!found)
		return NULL;
	found += strlen(word);
	size_t size = strspn(found, "0123456789.");
	return size ? text_copy(keep, found, size) : NULL;
}

static const char *quote_pin(struct arena *keep, const struct pin *pin)
{
	return text_format(keep, "the project requires \"%s\"", pin->text);
}

static void inspect_clang(struct arena *keep, const struct toolchain_request *request,
                          struct llvm *llvm)
{
	const char *answer = ask_version(keep, llvm->clang, &llvm->problem);
	const char *first = answer ? text_copy(keep, answer, strcspn(answer, "\n")) : NULL;

	if (!answer)
		return;
	if (first && strstr(first, "Apple")) {
		llvm->problem =
			"it is Apple's clang, whose versions are not LLVM's, and which comes "
			"without ld.lld";
		return;
	}
	llvm->version_text = version_after(keep, first, "clang version ");
	if (!llvm->version_text || !version_parse(llvm->version_text, &llvm->version)) {
		llvm->version_text = NULL;
		llvm->problem = "it is not clang";
	} else if (llvm->version.parts[0] < TOOLCHAIN_LLVM_OLDEST) {
		llvm->problem = text_format(keep, "Ingot needs LLVM %d or later",
		                            TOOLCHAIN_LLVM_OLDEST);
	} else if (request->pin && !pin_allows(request->pin, llvm->version)) {
		llvm->problem = quote_pin(keep, request->pin);
	}
}

/* Takes the program if it is of clang's major version; says why not else. */
static bool try_tool(struct arena *keep, struct llvm *llvm, enum llvm_tool tool,
                     const char *program)
{
	struct version version;
	const char *answer, *text, *problem = NULL;

	if (!program)
		return false;
	answer = ask_version(keep, program, &problem);
	text = version_after(keep, answer, tool == LLVM_LLD ? "LLD " : "LLVM version ");
	llvm->tools[tool].version_text = text;
	llvm->tools[tool].path = program;
	if (problem)
		llvm->tools[tool].problem = problem;
	else if (!text || !version_parse(text, &version))
		llvm->tools[tool].problem = text_format(keep, "it is not LLVM's %s",
		                                        llvm_tool_names[tool]);
	else if (version.parts[0] != llvm->version.parts[0])
		llvm->tools[tool].problem = text_format(keep, "clang is %s, of another LLVM",
		                                        llvm->version_text);
	else
		llvm->tools[tool].problem = NULL;
	return !llvm->tools[tool].problem;
}

static const char *program_in(struct arena *keep, const char *folder, const char *name)
{
	const char *path = path_join(keep, folder, name);

	return os_is_executable(path) ? path : NULL;
}

static bool try_folder(struct arena *keep, struct llvm *llvm, enum llvm_tool tool,
                       const char *folder, const char *versioned)
{
	return try_tool(keep, llvm, tool, program_in(keep, folder, versioned)) ||
	       try_tool(keep, llvm, tool, program_in(keep, folder, llvm_tool_names[tool]));
}

static bool find_tool(struct arena *keep, const struct toolchain_request *request,
                      struct llvm *llvm, enum llvm_tool tool)
{
	const char *name = llvm_tool_names[tool], *given = tool == LLVM_LLD ? getenv("LD") : NULL;
	int major = llvm->version.parts[0];
	const char *versioned = text_format(keep, "%s-%d", name, major);

	if (given && *given) {
		if (find_on_path(keep, given))
			return try_tool(keep, llvm, tool, find_on_path(keep, given));
		llvm->tools[tool].problem =
			text_format(keep, "LD is set to \"%s\", which was not found", given);
		return false;
	}
	if (try_folder(keep, llvm, tool, path_folder(keep, llvm->clang), versioned) ||
	    try_folder(keep, llvm, tool, path_folder(keep, os_real_path(keep, llvm->clang)),
	               versioned) ||
	    try_tool(keep, llvm, tool, find_on_path(keep, versioned)) ||
	    try_tool(keep, llvm, tool, find_on_path(keep, name)))
		return true;
	for (size_t i = 0; i < FOLDER_COUNT; i++) {
		const char *folder = expand_folder(keep, request, folders[i], major);

		if (folder && try_folder(keep, llvm, tool, folder, versioned))
			return true;
	}
	return false;
}

bool llvm_tool_is_wanted(const struct toolchain_request *request, enum llvm_tool tool)
{
	return tool == LLVM_LLD || request->components & COMPONENT_LLVM_TOOLS;
}

static void inspect(struct arena *keep, const struct toolchain_request *request, struct llvm *llvm)
{
	inspect_clang(keep, request, llvm);
	llvm->complete = !llvm->problem;
	if (llvm->problem)
		return;
	for (enum llvm_tool tool = 0; tool < LLVM_TOOL_COUNT; tool++)
		if (!find_tool(keep, request, llvm, tool) && llvm_tool_is_wanted(request, tool))
			llvm->complete = false;
}

struct search {
	struct arena *keep;
	const struct toolchain_request *request;
	struct llvm *candidates;
	size_t count;
};

/* True when the search is over. */
static bool try_clang(struct search *search, const char *path)
{
	if (!path)
		return false;
	for (size_t i = 0; i < search->count; i++)
		if (text_equal(search->candidates[i].clang, path))
			return false;
	if (search->count == LLVM_CANDIDATES_MAX)
		return true;
	struct llvm *llvm = &search->candidates[search->count++];
	*llvm = (struct llvm){ .clang = path };
	inspect(search->keep, search->request, llvm);
	return llvm->complete;
}

static bool major_is_allowed(const struct search *search, int major)
{
	return !search->request->pin || pin_allows_major(search->request->pin, major);
}

static void search_path_and_folders(struct search *search)
{
	struct arena *keep = search->keep;

	for (int major = TOOLCHAIN_LLVM_NEWEST; major >= TOOLCHAIN_LLVM_OLDEST; major--) {
		const char *name = text_format(keep, "clang-%d", major);

		if (major_is_allowed(search, major) && try_clang(search, find_on_path(keep, name)))
			return;
	}
	if (try_clang(search, find_on_path(keep, "clang")))
		return;
	for (int major = TOOLCHAIN_LLVM_NEWEST; major >= TOOLCHAIN_LLVM_OLDEST; major--) {
		for (size_t i = 0; i < FOLDER_COUNT && major_is_allowed(search, major); i++) {
			const char *folder = expand_folder(keep, search->request, folders[i],
			                                   major);

			if (folder && try_clang(search, program_in(keep, folder, "clang")))
				return;
		}
	}
}

size_t llvm_search(struct arena *keep, const struct toolchain_request *request,
                   struct llvm candidates[LLVM_CANDIDATES_MAX])
{
	struct search search = { keep, request, candidates, 0 };
	const char *given = getenv("CC");

	if (!given || !*given) {
		search_path_and_folders(&search);
		return search.count;
	}
	const char *path = find_on_path(keep, given);
	if (path) {
		try_clang(&search, path);
		return search.count;
	}
	candidates[0] = (struct llvm){ .clang = given,
		                       .problem = "CC is set to it, which was not found" };
	return 1;
}

const struct llvm *llvm_choose(const struct llvm *candidates, size_t count)
{
	if (count && candidates[count - 1].complete)
		return &candidates[count - 1];
	for (size_t i = 0; i < count; i++)
		if (!candidates[i].problem)
			return &candidates[i];
	return NULL;
}

int llvm_major_to_install(struct arena *keep, const struct pin *pin)
{
	if (!pin || !pin->count)
		return packages_llvm_major(keep);
	/* The usual one, else the next newer one, else the next older one. */
	for (int major = TOOLCHAIN_LLVM_USUAL; major <= TOOLCHAIN_LLVM_NEWEST; major++)
		if (pin_allows_major(pin, major))
			return major;
	int major = TOOLCHAIN_LLVM_USUAL - 1;
	while (major > TOOLCHAIN_LLVM_OLDEST && !pin_allows_major(pin, major))
		major--;
	return major;
}
