#pragma once
/* image_format: the forms that a disk image is written in. */
enum image_format {
	IMAGE_RAW, /* the sectors of a disk */
	IMAGE_ISO, /* the same, and a CD */
	IMAGE_QCOW2,
	IMAGE_VHDX, /* a raw one, converted */
};
