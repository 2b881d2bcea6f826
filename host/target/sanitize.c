#include "host/target/sanitize.h"

#include <string.h>

#include "host/base/diag.h"

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
	const char *name;
	unsigned bit;
	unsigned parts; /* enum sanitize_part */
	const char *const *flags;
} rules[] = {
	{ "undefined", SANITIZE_UNDEFINED, SANITIZE_PROJECT | SANITIZE_KIT, undefined_flags },
	{ "address", SANITIZE_ADDRESS, SANITIZE_PROJECT | SANITIZE_KIT | SANITIZE_CORE,
	  address_flags },
	{ "address", SANITIZE_ADDRESS, SANITIZE_ALLOC, heap_flags },
	{ "stack", SANITIZE_STACK, SANITIZE_PROJECT | SANITIZE_KIT | SANITIZE_CORE, stack_flags },
};

#define RULE_COUNT (sizeof rules / sizeof *rules)

void sanitize_add_compile_flags(unsigned set, enum sanitize_part part, struct text_list *flags)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (set & rules[i].bit && part & rules[i].parts)
			text_list_add_all(flags, rules[i].flags);
}

static const struct rule *find_rule(const char *name, size_t size)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (strlen(rules[i].name) == size && !memcmp(rules[i].name, name, size))
			return &rules[i];
	return NULL;
}

bool sanitize_parse(const char *list, unsigned *set)
{
	*set = 0;
	if (text_equal(list, "none"))
		return true;
	for (;;) {
		size_t size = strcspn(list, ",");
		const struct rule *rule = find_rule(list, size);

		if (!rule) {
			diag_error(NULL, "--sanitize: unknown check \"%.*s\"", (int)size, list);
			diag_hint("known checks: address, stack, undefined, with commas between "
			          "them, or none");
			return false;
		}
		*set |= rule->bit;
		if (!list[size])
			return true;
		list += size + 1;
	}
}
