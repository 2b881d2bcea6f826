#pragma once
/* llvm: the search for one LLVM: a clang and its companions of the same major
 * version. The order is in toolchain.h; nothing is reported here, so that a
 * build can say what is wrong and `ingot doctor` can show it. */
#include <stdbool.h>
#include <stddef.h>

#include "host/base/arena.h"
#include "host/toolchain/pin.h"

/* Major versions of LLVM; the newest of the versioned names that are tried. */
enum {
#define LLVM_OLDEST(major) TOOLCHAIN_LLVM_OLDEST = major,
#define LLVM_USUAL(major)  TOOLCHAIN_LLVM_USUAL = major,
#define LLVM_NEWEST(major) TOOLCHAIN_LLVM_NEWEST = major,
#include "host/toolchain/needs.def"
};

/* The names that `toolchain: components:` takes. */
enum toolchain_component {
	COMPONENT_CLANG = 1,
	COMPONENT_LLD = 2,
	COMPONENT_LLVM_TOOLS = 4,
	COMPONENT_RUNTIME_SOURCE = 8,
	COMPONENT_ALL = 15,
};

struct toolchain_request {
	const struct pin *pin;   /* NULL: TOOLCHAIN_LLVM_OLDEST or later */
	unsigned components;     /* clang and lld are always wanted */
	const char *system_root; /* before the directories of step 4 and OVMF's; "" */
};

enum llvm_tool {
#define LLVM_TOOL(tool, name) LLVM_##tool,
#include "host/toolchain/needs.def"
	LLVM_TOOL_COUNT
};

/* One clang that was found, and what was found with it. */
struct llvm {
	const char *clang;
	const char *version_text; /* NULL: it does not say, or is Apple's */
	struct version version;
	const char *problem; /* why this one cannot serve; NULL: it can */
	struct {
		const char *path, *version_text, *problem;
	} tools[LLVM_TOOL_COUNT];
	bool complete; /* everything that was requested is there */
};

extern const char *const llvm_tool_names[LLVM_TOOL_COUNT];

#define LLVM_CANDIDATES_MAX 64

/* Looks at candidates until one is complete, and returns how many it looked
 * at; the last one is complete, or none is. */
size_t llvm_search(struct arena *keep, const struct toolchain_request *request,
                   struct llvm candidates[LLVM_CANDIDATES_MAX]);
/* The best of them: the complete one, else the first that only lacks
 * companions, else NULL. */
const struct llvm *llvm_choose(const struct llvm *candidates, size_t count);
bool llvm_tool_is_wanted(const struct toolchain_request *request, enum llvm_tool tool);
/* For packages_install_command: one that the pin allows. */
int llvm_major_to_install(struct arena *keep, const struct pin *pin);
