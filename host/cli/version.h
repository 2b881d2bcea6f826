#pragma once
/* version: what `ingot --version` says. */
#include "host/base/text.h"

/* The version; with `tools` also the commit, and which tools a build would use. */
void version_print(struct arena *keep, struct arena scratch, bool tools);
