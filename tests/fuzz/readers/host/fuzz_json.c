/* JSON: a tree that is written out and read again is the same tree, and the scanner
 * without a tree (json_scan.h) finds in a text what the reader found. What is refused
 * was said once, what is taken was not complained of.
 *
 * Runs: 25000
 * Longest: 512 */
#include <stdlib.h>
#include <string.h>

#include "host/document/json_file.h"
#include "host/document/json_scan.h"
#include "tree.h"
#include "workplace.h"

/* The scanner compares names as they are written: those with escapes are not found. */
static void look_up(struct arena *keep, const struct node *map, const char *text)
{
	if (map->kind != NODE_MAP || tree_depth(map) > JSON_SCAN_DEPTH_MAX)
		return;
	for (const struct node *item = map->first; item; item = item->next) {
		if (strpbrk(item->key->text, "\"\\"))
			continue;
		const char *value = json_scan_member(text, item->key->text);
		if (!value)
			HOLDS(strchr(text, '\\'));
		else if (item->kind == NODE_SCALAR && item->quoted)
			HOLDS_TEXT(json_scan_string(keep, value), item->text);
		else if (item->kind == NODE_SCALAR)
			HOLDS_EQUAL(json_scan_plain(value) - value, strlen(item->text));
	}
}

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	char *text = input_text(data, size);
	int errors = diag_error_count();
	const struct node *root = json_read_text(&keep, "input.json", text);

	if (!root) {
		HOLDS_EQUAL(diag_error_count(), errors + 1);
		json_scan_member(text, "event");
		json_scan_string(&keep, json_scan_space(text));
	} else {
		struct buffer out = { .arena = &keep };

		HOLDS_EQUAL(diag_error_count(), errors);
		look_up(&keep, root, text);
		tree_write(&out, root, false);
		const struct node *again = json_read_text(&keep, "again.json", out.data);
		HOLDS(again);
		tree_compare(root, again, true);
	}
	free(text);
}
