/* toolchain_target: what clang knows of a target triple. Four questions, each
 * remembered by probe. */
#include <string.h>

#include "host/toolchain/probe.h"
#include "host/toolchain/toolchain.h"

static bool ask(struct arena *keep, const struct toolchain *toolchain, const char *triple,
                const char *const *words, const char **answer, const char **why)
{
	struct text_list question = { .arena = keep };

	text_list_add(&question, toolchain->clang);
	text_list_add(&question, "--no-default-config");
	text_list_add(&question, text_format(keep, "--target=%s", triple));
	text_list_add_all(&question, words);
	return probe_ask(keep, question.items, answer, why);
}

/* A target that clang does not know gives "error: unknown target triple". */
static bool refuse(struct arena *keep, const struct toolchain *toolchain, const char *triple,
                   const struct place *at, const char *answer, const char *why)
{
	const char *error = strstr(answer, "error: ");
	size_t size = error ? strcspn(error + 7, "\n") : 0;

	diag_error(at, "clang %s cannot compile for \"%s\": %s", toolchain->version_text, triple,
	           error ? text_copy(keep, error + 7, size) : text_format(keep, "it %s", why));
	return false;
}

static const char *find_data_layout(struct arena *keep, const char *module)
{
	static const char start[] = "target datalayout = \"";
	const char *found = strstr(module, start);

	if (!found)
		return "";
	found += strlen(start);
	return text_copy(keep, found, strcspn(found, "\""));
}

/* The names in the list under a heading, one a line:
 *     "  name   - What it is."
 * until a line that is no item. */
static const char *const *read_list(struct arena *keep, const char *help, const char *heading)
{
	struct text_list names = { .arena = keep };
	const char *line = strstr(help, heading);

	text_list_add(&names, "");
	names.count = 0;
	names.items[0] = NULL;
	if (!line)
		return names.items;
	line = strchr(line, '\n');
	while (line && line[1] == '\n')
		line++;
	for (; line && text_starts_with(line, "\n  "); line = strchr(line + 1, '\n')) {
		const char *name = line + 3;

		text_list_add(&names, text_copy(keep, name, strcspn(name, " \n")));
	}
	return names.items;
}

bool toolchain_ask_target(struct arena *keep, const struct toolchain *toolchain, const char *triple,
                          const struct place *at, struct toolchain_target *target)
{
	static const char *const module_words[] = { "-x", "c", "-S",        "-emit-llvm",
		                                    "-o", "-", "/dev/null", NULL };
	static const char *const macro_words[] = { "-x",        "c", "-ffreestanding", "-dM", "-E",
		                                   "/dev/null", NULL };
	/* A feature of this name makes LLVM print what it has. */
	static const char *const help_words[] = {
		"-x",      "c",     "-S",        "-o", "/dev/null", "-Xclang", "-target-feature",
		"-Xclang", "+help", "/dev/null", NULL
	};
	const char *module, *help, *why;

	if (!ask(keep, toolchain, triple, module_words, &module, &why))
		return refuse(keep, toolchain, triple, at, module, why);
	if (!ask(keep, toolchain, triple, macro_words, &target->macros, &why))
		return refuse(keep, toolchain, triple, at, target->macros, why);
	if (!ask(keep, toolchain, triple, help_words, &help, &why))
		return refuse(keep, toolchain, triple, at, help, why);
	target->data_layout = find_data_layout(keep, module);
	target->features = read_list(keep, help, "Available features for this target:");
	target->cpus = read_list(keep, help, "Available CPUs for this target:");
	return true;
}

const char *toolchain_macro(struct arena *keep, const struct toolchain_target *target,
                            const char *name)
{
	const char *start = text_format(keep, "#define %s ", name);

	for (const char *line = target->macros; line && *line;) {
		if (text_starts_with(line, start)) {
			line += strlen(start);
			return text_copy(keep, line, strcspn(line, "\n"));
		}
		line = text_next_line(line);
	}
	return NULL;
}
