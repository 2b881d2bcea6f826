#pragma once
/* find_project: the project around the current directory, as git and cargo find theirs. */
#include "host/build/session.h"

/* If there is no ingot.yaml here, enters the nearest directory above that has one, and says
 * so. Paths that the user gave stay where they are; what follows "--" is the guest's,
 * which starts in that directory.
 * A file that others may have written is not obeyed: it says what is run. Without a
 * project it changes nothing. False, reported, if the directory cannot be entered. */
bool find_project(struct session *session);
