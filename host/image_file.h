#pragma once
/* image_file: a file that goes into an image. */
#include "text.h"

struct image_file {
	const char *path;		/* in the image: "boot/kernel", UTF-8 */
	const char *source;		/* the file to copy, or NULL: content */
	struct bytes content;
};
