#pragma once
/* build: from a project's files to its kernel and its disk image.
 *
 * build_prepare reads and checks everything; build_kernel plans and runs the
 * three builds (loader, runtime, project); build_image writes the image, build_bundle what
 * takes its place in a machine without a disk. Each
 * returns STATUS_GOOD or the status that its failure, already reported,
 * stands for. */
#include "host/build/build_facts.h"

/* Marks the directory where everything goes, project.build_folder; where that was there
 * before and holds something, only the target's directory in it has one. `ingot clean`
 * looks into directories with a tag, and removes what was made (made.h). */
#define BUILD_TAG PROJECT_TAG

/* Enters the directory of --manifest-path, after resolving the other paths of the
 * command line: from then on paths are relative to the project. */
bool build_enter_project(struct arena *keep, struct options *options);

/* Where the project is built: what the command line says, else ingot.yaml. False, reported, if
 * that cannot be. */
bool build_choose_folder(struct build *build);
/* Includes both. */
enum exit_status build_prepare(struct session *session, enum build_profile profile,
                               struct build *build);
/* Takes the lock: no other ingot changes what is made until it is closed, or the end. */
enum exit_status build_kernel(struct build *build);
/* Whether a directory was made by a build. */
bool build_has_tag(struct arena scratch, const char *folder);
/* False, reported, if a file that somebody wants to write is one that the project is
 * made of, or that a build keeps for itself. After build_kernel. */
bool build_check_output(const struct build *build, const char *path);
enum exit_status build_image(struct build *build);
enum exit_status build_bundle(struct build *build);
