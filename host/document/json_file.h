#pragma once
/* json_file: reads JSON (RFC 8259) into a document.
 *
 * A target spec is read by rustc too, so what rustc would refuse is refused
 * here: comments, a comma before a closing bracket, single quotes. libyaml is
 * no judge of that, and turns down JSON whose lines begin with tabs. */
#include "host/document/document.h"

/* NULL, reported, if the file is not JSON. */
const struct node *json_read_file(struct arena *keep, const char *path);
/* The same for a text (terminated) that is in memory. */
const struct node *json_read_text(struct arena *keep, const char *name, const char *text);
