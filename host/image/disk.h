#pragma once
/* disk: an image on a real disk, such as a USB stick.
 *
 * What is there is lost, so everything that speaks against it is looked for
 * before the first byte: that no one said --force, a mounted file system,
 * another user of the disk, too little room. A whole image is copied, holes
 * too: a disk is not zero where nothing is written. */
#include "host/base/arena.h"
#include "host/base/os_disk.h"

/* Whether an image may go to the disk at path; refused with a reason if not.
 * Nothing is opened: this can be asked long before there is an image. */
bool disk_check(const char *path, bool force, struct arena scratch);

/* Checks again, says what it overwrites, and copies the image. */
bool disk_write(const char *path, const char *image, struct arena scratch);
