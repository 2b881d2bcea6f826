#pragma once
/* image_format: the forms that a disk image is written in. */
#include "host/base/words.h"

enum image_format {
	IMAGE_RAW, /* the sectors of a disk */
	IMAGE_ISO, /* the same, and a CD */
	IMAGE_QCOW2,
	IMAGE_VHDX,
	IMAGE_VMDK,
	IMAGE_VDI,
	IMAGE_VHD,
	IMAGE_PXE, /* a directory for TFTP or HTTP */
	IMAGE_FORMAT_COUNT,
};

struct image_format_facts {
	const char *ending;    /* of the file */
	const char *converter; /* what qemu-img calls it, made from a raw one; NULL: ours */
};
extern const struct image_format_facts image_formats[IMAGE_FORMAT_COUNT];

/* As --format has them. */
extern const struct word image_format_words[];
