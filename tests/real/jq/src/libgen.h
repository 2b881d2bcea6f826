#pragma once
/* <libgen.h>, of which jq needs this. */
char *dirname(char *path);
