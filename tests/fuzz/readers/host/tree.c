#include "tree.h"

#include <string.h>

#include "host/document/json_scan.h"
#include "tests/fuzz/readers/fuzz.h"

void tree_write(struct buffer *out, const struct node *node, bool quotes_all)
{
	if (node->kind == NODE_SCALAR && (node->quoted || quotes_all))
		json_scan_quote(out, node->text);
	else if (node->kind == NODE_SCALAR)
		buffer_puts(out, node->text);
	if (node->kind == NODE_SCALAR)
		return;
	buffer_puts(out, node->kind == NODE_MAP ? "{" : "[");
	for (const struct node *item = node->first; item; item = item->next) {
		if (item->key) {
			json_scan_quote(out, item->key->text);
			buffer_puts(out, ": ");
		}
		tree_write(out, item, quotes_all);
		buffer_puts(out, item->next ? ", " : "");
	}
	buffer_puts(out, node->kind == NODE_MAP ? "}" : "]");
}

void tree_compare(const struct node *a, const struct node *b, bool quotes_count)
{
	HOLDS_EQUAL(a->kind, b->kind);
	if (a->kind == NODE_SCALAR) {
		HOLDS(!quotes_count || a->quoted == b->quoted);
		HOLDS_TEXT(a->text, b->text);
		return;
	}
	for (a = a->first, b = b->first; a && b; a = a->next, b = b->next) {
		HOLDS(!a->key == !b->key);
		if (a->key)
			HOLDS_TEXT(a->key->text, b->key->text);
		tree_compare(a, b, quotes_count);
	}
	HOLDS(!a && !b);
}

int tree_depth(const struct node *node)
{
	int most = 0;

	for (const struct node *item = node->first; item; item = item->next) {
		int depth = 1 + tree_depth(item);

		most = depth > most ? depth : most;
	}
	return most;
}
