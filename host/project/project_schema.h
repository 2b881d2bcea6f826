#pragma once
/* project_schema: ingot.yaml for editors: a JSON Schema (draft 7) of its keys, from the
 * table that reads them.
 *
 * What the reader takes, the schema allows; what the reader refuses for a key, a type, a
 * word or a number, the schema refuses. Whether a file is there it cannot tell. */
#include "host/base/text.h"

/* It ends with a line break, and is the same on every host. */
struct bytes project_schema(struct arena *keep);
