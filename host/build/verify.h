#pragma once
/* verify: whether the same sources give the same bytes.
 *
 * The project is copied to a directory beside it, so that paths to what lies around it
 * go on working, and built there once more from nothing: with an empty cache, another
 * date, time zone and locale. Then loader, kernel, all files of the image and the image
 * itself are compared. What was built before may be as old as it likes: what is
 * compared is what the user has. */
#include "host/build/build_facts.h"

/* Before anything is built: whether this can be asked at all. Reported. */
enum exit_status verify_check(const struct session *session);

/* After build_image: prints the SHA-256 of each part that is the same on standard output,
 * and reports each that is not. */
enum exit_status verify_image(struct build *build);
