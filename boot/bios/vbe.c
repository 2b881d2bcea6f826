/* vbe: a linear framebuffer by the video BIOS (VESA BIOS Extension Core
 * Functions 3.0: 4.3 controller, 4.4 mode, 4.5 set mode). */
#include <stdbool.h>
#include <string.h>

#include "boot/base/firmware.h"
#include "boot/bios/thunk.h"

#define GET_CONTROLLER 0x4f00
#define GET_MODE_INFO  0x4f01
#define SET_MODE       0x4f02
#define SUCCESS        0x004f
#define USE_LINEAR     0x4000 /* of the mode number */
#define MODES_MAX      512    /* a list without an end is no list */
#define MODES_END      0xffff
#define VERSION_3      0x0300
#define MODE_USABLE    0x0091 /* present, graphics, linear */
#define DIRECT_COLOUR  6
#define LOW_END        0x100000

struct __attribute__((packed)) vbe_controller {
	char signature[4]; /* "VBE2" asks for all of it */
	uint16_t version;
	uint32_t oem;
	uint32_t capabilities;
	uint16_t modes_offset, modes_segment;
	uint8_t rest[494];
};
_Static_assert(sizeof(struct vbe_controller) == 512, "VBE 4.3");

struct vbe_channel {
	uint8_t bits, position;
};

struct __attribute__((packed)) vbe_mode {
	uint16_t attributes;
	uint8_t windows[14];
	uint16_t pitch_bytes, width, height;
	uint8_t character_width, character_height, planes, bits_per_pixel;
	uint8_t banks, memory_model, bank_size, pages, reserved1;
	struct vbe_channel red, green, blue, filler;
	uint8_t direct_colour;
	uint32_t base;
	uint8_t reserved2[6];
	uint16_t linear_pitch_bytes; /* from here on: version 3 */
	uint8_t banked_pages, linear_pages;
	struct vbe_channel linear_red, linear_green, linear_blue, linear_filler;
	uint8_t rest[194];
};
_Static_assert(sizeof(struct vbe_mode) == 256, "VBE 4.4");

static struct vbe_controller controller; /* .bss: below 1 MiB */
static struct vbe_mode mode;

static bool vbe_call(uint32_t function, uint32_t ebx, uint32_t ecx, void *buffer)
{
	struct bios_registers regs = {
		.eax = function,
		.ebx = ebx,
		.ecx = ecx,
		.es = (uint16_t)((uintptr_t)buffer >> 4),
		.edi = (uintptr_t)buffer & 15,
	};

	bios_call(0x10, &regs);
	return (regs.eax & 0xffff) == SUCCESS;
}

static enum boot_pixel_format format_of(struct vbe_channel red, struct vbe_channel green,
                                        struct vbe_channel blue)
{
	if (red.bits != 8 || green.bits != 8 || blue.bits != 8 || green.position != 8)
		return BOOT_PIXEL_OTHER;
	if (red.position == 0 && blue.position == 16)
		return BOOT_PIXEL_RGB;
	return red.position == 16 && blue.position == 0 ? BOOT_PIXEL_BGR : BOOT_PIXEL_OTHER;
}

/* What `mode` offers; zeroed if it is not for us. */
static struct boot_framebuffer framebuffer_of_mode(void)
{
	bool is_3 = controller.version >= VERSION_3 && mode.linear_pitch_bytes;

	if ((mode.attributes & MODE_USABLE) != MODE_USABLE || mode.memory_model != DIRECT_COLOUR ||
	    !mode.base || (mode.bits_per_pixel != 32 && mode.bits_per_pixel != 24))
		return (struct boot_framebuffer){ 0 };
	return (struct boot_framebuffer){
		.base = mode.base,
		.width = mode.width,
		.height = mode.height,
		.pitch_bytes = is_3 ? mode.linear_pitch_bytes : mode.pitch_bytes,
		.bits_per_pixel = mode.bits_per_pixel,
		.pixel_format = is_3 && mode.linear_red.bits
		                        ? format_of(mode.linear_red, mode.linear_green,
		                                    mode.linear_blue)
		                        : format_of(mode.red, mode.green, mode.blue),
	};
}

static bool is_enough(const struct boot_framebuffer *f,
                      const struct boot_framebuffer_request *request)
{
	return f->width >= request->min_width && f->height >= request->min_height;
}

static bool is_better(const struct boot_framebuffer *a, const struct boot_framebuffer *b,
                      const struct boot_framebuffer_request *request)
{
	uint64_t a_area = (uint64_t)a->width * a->height, b_area = (uint64_t)b->width * b->height;

	if (!a->base || !b->base)
		return a->base != 0;
	if (is_enough(a, request) != is_enough(b, request))
		return is_enough(a, request);
	if (a_area != b_area)
		return is_enough(a, request) ? a_area < b_area : a_area > b_area;
	return a->bits_per_pixel > b->bits_per_pixel;
}

struct boot_framebuffer firmware_framebuffer(const struct boot_framebuffer_request *request)
{
	struct boot_framebuffer best = { 0 };
	uint32_t best_mode = 0;
	uintptr_t at;

	if (request->mode != BOOT_FRAMEBUFFER_WANTED)
		return best;
	memcpy(controller.signature, "VBE2", 4);
	if (!vbe_call(GET_CONTROLLER, 0, 0, &controller) ||
	    memcmp(controller.signature, "VESA", 4) != 0)
		return best;
	at = ((uintptr_t)controller.modes_segment << 4) + controller.modes_offset;
	for (int i = 0; i < MODES_MAX && at + 2 <= LOW_END; i++, at += 2) {
		uint16_t number = *(const volatile uint16_t *)at;
		struct boot_framebuffer found;

		if (number == MODES_END)
			break;
		memset(&mode, 0, sizeof mode);
		if (!vbe_call(GET_MODE_INFO, 0, number, &mode))
			continue;
		found = framebuffer_of_mode();
		if (is_better(&found, &best, request)) {
			best = found;
			best_mode = number;
		}
	}
	if (!best.base || !vbe_call(SET_MODE, best_mode | USE_LINEAR, 0, &mode))
		return (struct boot_framebuffer){ 0 };
	return best;
}
