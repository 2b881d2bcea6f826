/* YAML: what is taken is written out as JSON, all of it in quotes, and read again: the
 * same tree. What is refused was said once, what is taken was not complained of.
 *
 * Runs: 8000
 * Longest: 400 */
#include <string.h>

#include "host/document/yaml_file.h"
#include "tree.h"
#include "workplace.h"

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	const char *path = workplace_file("input.yaml", data, size);
	int errors = diag_error_count();
	const struct node *root = yaml_read_file(&keep, path);

	if (!root) {
		HOLDS_EQUAL(diag_error_count(), errors + 1);
		return;
	}
	HOLDS_EQUAL(diag_error_count(), errors);
	struct buffer out = { .arena = &keep };
	tree_write(&out, root, true);
	const char *again = workplace_file("again.yaml", (const uint8_t *)out.data, out.size);
	const struct node *second = yaml_read_file(&keep, again);
	/* libyaml looks 1024 characters ahead for the ":" of a key. */
	if (second)
		tree_compare(root, second, false);
	else
		HOLDS(out.size > 1000);
}
