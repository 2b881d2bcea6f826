#include <ingot/test.h>
#include <stddef.h>

struct node {
	struct node *parent;
};

static int depth(const struct node *node)
{
	return node->parent != NULL ? 1 + depth(node->parent) : 0;
}

TEST(depth_of_a_leaf)
{
	struct node root = { NULL }, leaf = { &root };

	CHECK_EQ(depth(&leaf), 1);
}

TEST(depth_in_a_cycle)
{
	struct node root = { NULL }, leaf = { &root };

	root.parent = &leaf;
	CHECK_EQ(depth(&leaf), 1);
}
