#pragma once
/* sbom: what an image consists of, for people who must know (spdx.h).
 *
 * The image, its files, the files in archives among them, each with its SHA-256; and the
 * parts of Ingot and the compiler that made them, with versions and licences. */
#include "host/build/build_facts.h"

/* After build_image. False, reported. */
bool sbom_write(const struct build *build, const char *path);
