/* A crash and its report: whoever walks a tree with a cycle runs out of stack. */
#include <ingot/boot.h>
#include <stdio.h>

struct node {
	struct node *parent;
};

static int depth(const struct node *node)
{
	return node->parent != NULL ? 1 + depth(node->parent) : 0;
}

static void kernel_main(const struct boot_info *boot)
{
	static struct node root, leaf = { &root };

	(void)boot;
	printf("depth of the leaf: %d\n", depth(&leaf));
	root.parent = &leaf; /* a cycle */
	printf("depth of the leaf: %d\n", depth(&leaf));
}
ENTRY_POINT(kernel_main)
