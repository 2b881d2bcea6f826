#pragma once
/* tree: a document written out as JSON, which YAML is a superset of, and compared. */
#include "host/document/document.h"

/* Numbers and words as they are, unless all is to be quoted. */
void tree_write(struct buffer *out, const struct node *node, bool quotes_all);
/* Ends the program unless both are the same, but for quotes if those do not count. */
void tree_compare(const struct node *a, const struct node *b, bool quotes_count);
/* Lists and maps inside each other. */
int tree_depth(const struct node *node);
