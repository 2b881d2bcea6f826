/* framebuffer: the display adapter of Bochs and QEMU, set without a video BIOS
 * (QEMU, docs/specs/standard-vga: the "bochs dispi interface").
 *
 * The way back to text is the video BIOS's alone. So the mode is promised when
 * the core asks, and set when the loader has no more to say. */
#include "boot/pvh/framebuffer.h"

#include "boot/base/cpu.h"
#include "boot/base/firmware.h"
#include "boot/base/pci.h"

#define CLASS_VGA  0x030000
#define ADAPTER    0x11111234 /* device, vendor */
#define BAR_MEMORY 0

#define DISPI_INDEX  0x1ce
#define DISPI_DATA   0x1cf
#define DISPI_ID     0
#define DISPI_WIDTH  1
#define DISPI_HEIGHT 2
#define DISPI_BITS   3
#define DISPI_ENABLE 4
#define DISPI_MEMORY 10 /* in units of 64 KiB */

#define ID_MASK       0xfff0
#define ID_BOCHS      0xb0c0
#define ENABLE_ON     0x01
#define ENABLE_LIMITS 0x02 /* size registers read as the largest */
#define ENABLE_LINEAR 0x40

#define WIDTH_STEP  8
#define BITS        32
#define PIXEL_BYTES 4

static struct boot_framebuffer chosen;

static void dispi_write(uint16_t index, uint16_t value)
{
	cpu_out16(DISPI_INDEX, index);
	cpu_out16(DISPI_DATA, value);
}

static uint16_t dispi_read(uint16_t index)
{
	cpu_out16(DISPI_INDEX, index);
	return cpu_in16(DISPI_DATA);
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* The request, rounded up to what the adapter can, within what it has. */
static void fit(const struct boot_framebuffer_request *request, uint32_t *width, uint32_t *height)
{
	uint64_t memory_bytes = (uint64_t)dispi_read(DISPI_MEMORY) << 16;

	dispi_write(DISPI_ENABLE, ENABLE_LIMITS);
	*width = smaller(request->min_width, dispi_read(DISPI_WIDTH) - WIDTH_STEP);
	*height = smaller(request->min_height, dispi_read(DISPI_HEIGHT));
	dispi_write(DISPI_ENABLE, 0);
	*width = (*width + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
	if (*width)
		*height = smaller(*height, (uint32_t)(memory_bytes / (*width * PIXEL_BYTES)));
}

struct boot_framebuffer firmware_framebuffer(const struct boot_framebuffer_request *request)
{
	uint32_t width, height;
	pci_t adapter;

	if (request->mode != BOOT_FRAMEBUFFER_WANTED)
		return chosen;
	adapter = pci_next(PCI_NONE, CLASS_VGA);
	if (adapter == PCI_NONE || pci_read(adapter, PCI_ID) != ADAPTER ||
	    (dispi_read(DISPI_ID) & ID_MASK) != ID_BOCHS)
		return chosen;
	fit(request, &width, &height);
	if (!width || !height)
		return chosen;
	chosen = (struct boot_framebuffer){
		.base = pci_bar(adapter, BAR_MEMORY) & PCI_BAR_MEMORY_MASK,
		.width = width,
		.height = height,
		.pitch_bytes = width * PIXEL_BYTES,
		.bits_per_pixel = BITS,
		.pixel_format = BOOT_PIXEL_BGR,
	};
	return chosen;
}

bool framebuffer_is_chosen(void)
{
	return chosen.base != 0;
}

void framebuffer_set(void)
{
	if (!chosen.base)
		return;
	dispi_write(DISPI_WIDTH, (uint16_t)chosen.width);
	dispi_write(DISPI_HEIGHT, (uint16_t)chosen.height);
	dispi_write(DISPI_BITS, BITS);
	dispi_write(DISPI_ENABLE, ENABLE_ON | ENABLE_LINEAR); /* and blank */
}
