#pragma once
/* advice: what somebody probably meant who has written what no command takes. Each is a
 * hint, or nothing. */
#include "host/base/arena.h"

/* An argument that is none of the command's, or no command itself (NULL): a project's
 * directory, something in it, or a source. */
void advice_on_argument(struct arena *keep, const char *command, const char *argument);
/* -C of what cannot be entered, for the reason of errno. */
void advice_on_folder(struct arena *keep, const char *folder, int error);
/* "512M" for a number. */
void advice_on_number(const char *option, const char *unit, const char *text);
/* A name that no kernel may have. */
void advice_on_name(struct arena *keep, const char *name);
