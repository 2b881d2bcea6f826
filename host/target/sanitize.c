#include "host/target/sanitize.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
#define CHECKS \
	{ "undefined", SANITIZE_UNDEFINED }, \
	{ "address", SANITIZE_ADDRESS }, \
	{ "stack", SANITIZE_STACK }
/* clang-format on */

const struct word sanitize_checks[] = { CHECKS, { NULL, 0 } };
const struct word sanitize_choices[] = { CHECKS, { "none", 0 }, { NULL, 0 } };

/* A record of a mistake says which; -fsanitize-recover=undefined in a project's
 * cflags lets the kernel go on after it. */
static const char *const undefined_flags[] = {
	"-fsanitize=undefined",
	"-fno-sanitize-recover=undefined",
	NULL,
};

/* The driver refuses the sanitizer for a machine without an operating system;
 * the compiler behind it knows the mode for kernels. Every access is a call, and
 * so is every mark of the stack: the shadow lies where runtime/sanitize says. */
static const char *const address_flags[] = {
	"-Xclang", "-fsanitize=kernel-address",
	"-mllvm",  "-asan-mapping-offset=0",
	"-mllvm",  "-asan-instrumentation-with-call-threshold=0",
	"-mllvm",  "-asan-max-inline-poisoning-size=0",
	"-mllvm",  "-asan-kernel-mem-intrinsic-prefix=1",
	"-mllvm",  "-asan-stack=1",
	"-mllvm",  "-asan-use-after-scope=1",
	"-mllvm",  "-asan-globals=1",
	"-mllvm",  "-asan-destructor-kind=none",
	NULL,
};

/* Without the second the canary would be a word of thread-local storage. */
static const char *const stack_flags[] = {
	"-fstack-protector-strong",
	"-mstack-protector-guard=global",
	NULL,
};

/* The heap works on memory that is closed to all others. */
static const char *const heap_flags[] = {
	"-Dmemcpy=__real_memcpy",
	"-Dmemmove=__real_memmove",
	"-Dmemset=__real_memset",
	NULL,
};

/* Which parts are compiled with what. */
static const struct rule {
	unsigned bit;
	unsigned parts; /* enum sanitize_part */
	const char *const *flags;
} rules[] = {
	{ SANITIZE_UNDEFINED, SANITIZE_PROJECT | SANITIZE_KIT, undefined_flags },
	{ SANITIZE_ADDRESS, SANITIZE_PROJECT | SANITIZE_KIT | SANITIZE_CORE, address_flags },
	{ SANITIZE_ADDRESS, SANITIZE_ALLOC, heap_flags },
	{ SANITIZE_STACK, SANITIZE_PROJECT | SANITIZE_KIT | SANITIZE_CORE, stack_flags },
};

#define RULE_COUNT (sizeof rules / sizeof *rules)

void sanitize_add_compile_flags(unsigned set, enum sanitize_part part, struct text_list *flags)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (set & rules[i].bit && part & rules[i].parts)
			text_list_add_all(flags, rules[i].flags);
}

bool sanitize_parse(const char *list, unsigned *set)
{
	*set = 0;
	if (text_equal(list, "none"))
		return true;
	for (;;) {
		char name[WORDS_TEXT_MAX];
		size_t size = strcspn(list, ",");
		const struct word *word;

		snprintf(name, sizeof name, "%.*s", (int)size, list);
		word = words_find(sanitize_checks, name);
		if (!word) {
			diag_error(NULL, "--sanitize: unknown check \"%s\"", name);
			words_suggest(sanitize_choices, name, "checks");
			return false;
		}
		*set |= word->value;
		if (!list[size])
			return true;
		list += size + 1;
	}
}
