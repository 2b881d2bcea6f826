#pragma once
/* spec_keys: every key of a target spec, and what reading it does to a
 * struct target_spec. The keys are those of rustc 1.60 to 1.95. */
#include "host/target/spec.h"

/* `about` says what a key does; of a key without effect, why it has none. */
extern const struct node_field spec_fields[];

enum spec_key_class {
	SPEC_KEY_HONOURED,
	SPEC_KEY_CHECKED,
	SPEC_KEY_WITHOUT_EFFECT,
	SPEC_KEY_REFUSED
};
enum spec_key_class spec_key_class(const struct node_field *field);

/* What "pre-link-args" or "post-link-args" has for the flavor in use. As in
 * rustc, synonyms of a flavor are one flavor, and other flavors' arguments are
 * for other linkers. Reports its errors. */
bool spec_read_link_arguments(struct target_spec *spec, const char *key, struct text_list *list);
