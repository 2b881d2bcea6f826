#include "named.h"

#include <stdio.h>

named::named(const char *name) : name(name)
{
	printf("+%s\n", name);
}

named::~named()
{
	printf("-%s\n", name);
}

void named::greet() const
{
	printf(" %s\n", name);
}

named &other()
{
	static named object("other");

	return object;
}
