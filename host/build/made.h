#pragma once
/* made: what a build has made in a profile's directory, ever since: a list beside it,
 * "made", to which each build adds before it makes something. `ingot clean` removes what
 * stands there, and nothing else: people put files of their own beside it. */
#include <stdbool.h>

#include "host/base/text.h"

/* Adds paths to the list of a directory; those that are not in it are left out. False,
 * reported. */
bool made_note(const char *folder, const struct text_list *paths, struct arena scratch);
/* The same for one. */
bool made_note_file(const char *folder, const char *path, struct arena scratch);
/* The paths of all that may be there of what was made, with what is always there and what
 * belongs to each: lists of dependencies and the like; the list itself comes last. */
void made_list(const char *folder, struct text_list *paths);
/* Whether a build has been there. */
bool made_is_folder(const char *folder, struct arena scratch);
