/* yaml_driver: what a YAML file says, for tests that look at files of CI services.
 *
 *   yaml_driver FILE          a line "runs.steps.0.run<tab>TEXT" for each scalar; a line
 *                             break in TEXT is written \n
 *   yaml_driver FILE PATH     the text of one, as it is */
#include <stdio.h>
#include <string.h>

#include "host/document/yaml_file.h"

#define ARENA_BYTES (16u << 20)

struct walk {
	struct arena *arena;
	const char *wanted; /* NULL: all */
	bool found;
};

static void print_escaped(const char *text)
{
	for (; *text; text++)
		if (*text == '\n')
			fputs("\\n", stdout);
		else
			putchar(*text);
	putchar('\n');
}

static void visit_scalar(struct walk *walk, const struct node *node, const char *path)
{
	if (!walk->wanted) {
		printf("%s\t", path);
		print_escaped(node->text);
	} else if (text_equal(walk->wanted, path)) {
		fputs(node->text, stdout);
	} else {
		return;
	}
	walk->found = true;
}

static void visit(struct walk *walk, const struct node *node, const char *path)
{
	int index = 0;

	if (node->kind == NODE_SCALAR) {
		visit_scalar(walk, node, path);
		return;
	}
	for (const struct node *child = node->first; child; child = child->next, index++) {
		const char *name = child->key ? child->key->text
		                              : text_format(walk->arena, "%d", index);

		visit(walk, child, *path ? text_format(walk->arena, "%s.%s", path, name) : name);
	}
}

int main(int count, char **arguments)
{
	struct arena arena = arena_new(ARENA_BYTES);
	struct walk walk = { .arena = &arena, .wanted = count > 2 ? arguments[2] : NULL };
	const struct node *file = count > 1 ? yaml_read_file(&arena, arguments[1]) : NULL;

	if (!file)
		return 3;
	visit(&walk, file, "");
	return walk.found ? 0 : 1;
}
