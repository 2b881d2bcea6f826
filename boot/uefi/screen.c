#include "boot/uefi/screen.h"

#include <stdbool.h>

#include "boot/base/firmware.h"
#include "boot/uefi/uefi.h"

#define LINE_MAX       80
#define BITS_PER_PIXEL 32   /* of every format that GOP has (12.9) */
#define MODES_MAX      1024 /* looked at */

static struct {
	bool started, ended;
	struct efi_graphics_output *graphics;
	struct efi_text_output *text;
	uint16_t line[LINE_MAX + 2]; /* and its end: "\r\n" may be the last */
	size_t length;
} screen;

static bool has_framebuffer(const struct efi_graphics_output *graphics)
{
	return graphics && graphics->mode && graphics->mode->info &&
	       graphics->mode->info->pixel_format < EFI_PIXEL_BLT_ONLY &&
	       graphics->mode->framebuffer_base;
}

/* The first screen with a framebuffer. The console's own handle is passed over:
 * it stands for all screens at once. */
static void screen_start(void)
{
	efi_handle *handles;
	size_t count = 0;

	if (screen.started || !uefi.boot)
		return;
	screen.started = true;
	screen.text = uefi.system->console_out;
	if (uefi.boot->locate_handle_buffer(EFI_LOCATE_BY_PROTOCOL, &EFI_GRAPHICS_OUTPUT_GUID, NULL,
	                                    &count, &handles) != 0)
		return;
	for (size_t i = 0; i < count; i++) {
		struct efi_graphics_output *graphics = uefi_protocol(handles[i],
		                                                     &EFI_GRAPHICS_OUTPUT_GUID);
		struct efi_text_output *text;

		if (handles[i] == uefi.system->console_out_handle || !has_framebuffer(graphics))
			continue;
		screen.graphics = graphics;
		/* That screen's text alone: the console may be our serial line too. */
		text = uefi_protocol(handles[i], &EFI_SIMPLE_TEXT_OUTPUT_GUID);
		if (text)
			screen.text = text;
		return;
	}
}

/* Whole lines: where the firmware's console is our serial line after all, each
 * is then said twice, and not each character. */
void firmware_screen_put(char c)
{
	screen_start();
	if (screen.ended || !screen.text)
		return;
	if (c == '\n')
		screen.line[screen.length++] = '\r';
	screen.line[screen.length++] = (uint8_t)c;
	if (c != '\n' && screen.length < LINE_MAX)
		return;
	screen.line[screen.length] = 0;
	screen.length = 0;
	screen.text->output_string(screen.text, screen.line);
}

void screen_end(void)
{
	screen.ended = true;
}

struct boot_text_screen firmware_text_screen(void)
{
	return (struct boot_text_screen){ 0 };
}

static enum boot_pixel_format pixel_format(const struct efi_graphics_info *info)
{
	switch (info->pixel_format) {
	case EFI_PIXEL_RGB: return BOOT_PIXEL_RGB;
	case EFI_PIXEL_BGR: return BOOT_PIXEL_BGR;
	default:            return BOOT_PIXEL_OTHER;
	}
}

static struct boot_framebuffer framebuffer(void)
{
	const struct efi_graphics_mode *mode;

	if (!has_framebuffer(screen.graphics))
		return (struct boot_framebuffer){ 0 };
	mode = screen.graphics->mode;
	return (struct boot_framebuffer){
		.base = mode->framebuffer_base,
		.width = mode->info->width,
		.height = mode->info->height,
		.pitch_bytes = mode->info->pixels_per_line * (BITS_PER_PIXEL / 8),
		.bits_per_pixel = BITS_PER_PIXEL,
		.pixel_format = pixel_format(mode->info),
	};
}

/* Whether mode a serves the request better than b: large enough before too small,
 * then small before large; among those too small the largest. */
static bool is_better(const struct efi_graphics_info *a, const struct efi_graphics_info *b,
                      uint32_t width, uint32_t height)
{
	bool a_fits = a->width >= width && a->height >= height;
	bool b_fits = b->width >= width && b->height >= height;
	uint64_t a_size = (uint64_t)a->width * a->height;
	uint64_t b_size = (uint64_t)b->width * b->height;

	if (a_fits != b_fits)
		return a_fits;
	return a_fits ? a_size < b_size : a_size > b_size;
}

static void choose_mode(uint32_t width, uint32_t height)
{
	struct efi_graphics_output *graphics = screen.graphics;
	struct efi_graphics_info best = *graphics->mode->info;
	uint32_t chosen = graphics->mode->mode;

	for (uint32_t i = 0; i < graphics->mode->mode_count && i < MODES_MAX; i++) {
		const struct efi_graphics_info *info;
		size_t size;

		if (graphics->query_mode(graphics, i, &size, &info) != 0 ||
		    info->pixel_format > EFI_PIXEL_BGR || !is_better(info, &best, width, height))
			continue;
		best = *info;
		chosen = i;
	}
	if (chosen != graphics->mode->mode)
		graphics->set_mode(graphics, chosen);
}

struct boot_framebuffer firmware_framebuffer(const struct boot_framebuffer_request *request)
{
	screen_start();
	if (request->mode == BOOT_FRAMEBUFFER_WANTED && has_framebuffer(screen.graphics))
		choose_mode(request->min_width, request->min_height);
	return framebuffer();
}
