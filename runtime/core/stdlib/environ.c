/* Alone, so that a kernel can have a table of its own in place of this. */
#include <stdlib.h>

char **environ;
