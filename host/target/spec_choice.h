#pragma once
/* spec_choice: the keys of a target spec whose values are a few fixed words,
 * each of which is a flag of clang or what happens anyway. */
#include "host/target/spec.h"

/* A reader for spec_fields: adds the flag, or refuses the value. */
bool spec_choice_read(void *object, const struct node *value);
/* False if the key has no value that changes anything. */
bool spec_choice_has_flags(const char *key);
