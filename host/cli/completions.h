#pragma once
/* completions: what shells offer when Tab is pressed after `ingot`, from the tables of
 * options_table.h. */
#include <stdbool.h>

#include "host/base/text.h"

/* Prints the script for a shell: bash, zsh or fish. False, reported, for another. */
bool completions_print(struct arena *keep, const char *shell);
