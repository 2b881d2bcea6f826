#include "host/image/image_format.h"

#include <stddef.h>

const struct image_format_facts image_formats[IMAGE_FORMAT_COUNT] = {
	[IMAGE_RAW] = { "raw", "img", NULL },          [IMAGE_ISO] = { "iso", "iso", NULL },
	[IMAGE_QCOW2] = { "qcow2", "qcow2", "qcow2" }, [IMAGE_VHDX] = { "vhdx", "vhdx", "vhdx" },
	[IMAGE_VMDK] = { "vmdk", "vmdk", "vmdk" },     [IMAGE_VDI] = { "vdi", "vdi", "vdi" },
	[IMAGE_VHD] = { "vhd", "vhd", "vpc" },
};
