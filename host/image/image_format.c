#include "host/image/image_format.h"

#include <stddef.h>

const struct image_format_facts image_formats[IMAGE_FORMAT_COUNT] = {
	[IMAGE_RAW] = { "img", NULL },        [IMAGE_ISO] = { "iso", NULL },
	[IMAGE_QCOW2] = { "qcow2", "qcow2" }, [IMAGE_VHDX] = { "vhdx", "vhdx" },
	[IMAGE_VMDK] = { "vmdk", "vmdk" },    [IMAGE_VDI] = { "vdi", "vdi" },
	[IMAGE_VHD] = { "vhd", "vpc" },       [IMAGE_PXE] = { "pxe", NULL },
};

const struct word image_format_words[] = {
	{ "raw", IMAGE_RAW },   { "iso", IMAGE_ISO },   { "qcow2", IMAGE_QCOW2 },
	{ "vhdx", IMAGE_VHDX }, { "vmdk", IMAGE_VMDK }, { "vdi", IMAGE_VDI },
	{ "vhd", IMAGE_VHD },   { "pxe", IMAGE_PXE },   { NULL, 0 },
};
