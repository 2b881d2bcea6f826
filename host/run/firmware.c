#include "host/run/firmware.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "abi/vga.h"
#include "abi/x86.h"
#include "host/base/diag.h"
#include "host/run/registers.h"
#include "host/toolchain/ovmf.h"

#define TEXT_OF(x)    #x
#define TEXT(x)       TEXT_OF(x)
#define ENTRY_PREFIX  "BdsDxe: "
#define SCREEN_CELLS  2000 /* 80 x 25, each a character and its colours */
#define SCREEN_WORDS  "xp /" TEXT(SCREEN_CELLS) "hx " TEXT(VGA_TEXT_BASE)
#define COMPLAINT_MAX 160 /* shown */
#define SEQUENCE_ENDS "ABCDHJKhlm"

/* Words, the most telling first, and what they mean. */
struct omen {
	const char *words, *hint;
};

#define SECURE_BOOT \
	"Secure Boot starts only boot loaders that are signed by a key it knows: sign this one " \
	"with --sign KEY CERT, or set OVMF=... to firmware without it"
#define NO_LOADER "check whether another disk or argument comes first; -v shows its output"

static const struct omen uefi_omens[] = {
	{ "Access Denied", SECURE_BOOT },
	{ "Security Violation", SECURE_BOOT },
	{ "failed to load Boot", NO_LOADER },
	{ "failed to start Boot", NO_LOADER },
	{ "No bootable option", NO_LOADER },
	{ ">>Start ", NO_LOADER }, /* a boot by the network */
	{ "Shell> ", NO_LOADER },
	{ NULL, NULL },
};

static const struct omen bios_omens[] = {
	{ "No bootable device", NO_LOADER },
	{ NULL, NULL },
};

static const struct omen *omens_of(const struct guest_request *request)
{
	return request->start == GUEST_START_UEFI ? uefi_omens : bios_omens;
}

/* The line around a place, from what begins an entry of the boot manager's, without
 * what moves a cursor or colours. */
static const char *line_at(struct arena *keep, const char *text, const char *place)
{
	const size_t prefix = strlen(ENTRY_PREFIX);
	const char *begin = place;
	struct buffer line = { .arena = keep };

	while (begin > text && begin[-1] != '\n' && strncmp(begin, ENTRY_PREFIX, prefix) != 0)
		begin--;
	if (strncmp(begin, ENTRY_PREFIX, prefix) != 0)
		begin = place;
	buffer_puts(&line, "");
	for (; *begin && *begin != '\n' && *begin != '\r' && line.size < COMPLAINT_MAX; begin++) {
		if (*begin == '\033' && begin[1])
			begin += 1 + strcspn(begin + 1, SEQUENCE_ENDS);
		else if (isprint((unsigned char)*begin))
			buffer_add(&line, begin, 1);
		if (!*begin)
			break;
	}
	while (line.size && line.data[line.size - 1] == ' ')
		line.data[--line.size] = '\0';
	return line.data;
}

static const char *search(struct arena *keep, const struct omen *omen, const char *text)
{
	for (; omen->words; omen++) {
		const char *place = strstr(text, omen->words);

		if (place)
			return line_at(keep, text, place);
	}
	return NULL;
}

/* Once paging is on, it is no BIOS that runs. */
static bool is_bios_running(struct machine *machine, struct arena work)
{
	char *dump = qmp_monitor(&machine->monitor, &work, "info registers");
	struct registers registers;

	if (!dump || !registers_parse(&registers, dump))
		return false;
	machine->has_paging = registers.cr0 & X86_CR0_PG;
	return !machine->has_paging;
}

/* "00000000000b8000: 0x0753 0x0765 ...", eight to a line; lines of the screen. */
static const char *screen_text(const char *dump, struct arena *keep)
{
	struct buffer text = { .arena = keep };
	unsigned cells = 0;

	buffer_puts(&text, "");
	for (const char *at = dump; (at = strstr(at, " 0x")); at += 3) {
		char character = (char)(strtoul(at + 3, NULL, 16) & 0xff);

		buffer_add(&text, isprint((unsigned char)character) ? &character : " ", 1);
		if (++cells % VGA_TEXT_COLUMNS == 0)
			buffer_puts(&text, "\n");
	}
	return text.data;
}

static const char *bios_complaint(struct machine *machine, struct arena *keep)
{
	char *dump;

	if (machine->monitor.fd < 0 || !machine->monitor.has_run ||
	    !is_bios_running(machine, *keep))
		return NULL;
	dump = qmp_monitor(&machine->monitor, keep, SCREEN_WORDS);
	return dump ? search(keep, bios_omens, screen_text(dump, keep)) : NULL;
}

const char *firmware_complaint(struct machine *machine, const struct guest_request *request,
                               struct arena *keep)
{
	if (request->command)
		return NULL;
	if (request->start == GUEST_START_BIOS)
		return bios_complaint(machine, keep);
	if (request->start == GUEST_START_UEFI && !machine->is_begun && machine->early_bytes)
		return search(keep, uefi_omens, machine->early);
	return NULL;
}

static const char *hint_of(const struct guest_request *request, const char *complaint)
{
	for (const struct omen *omen = omens_of(request); omen->words; omen++)
		if (strstr(complaint, omen->words))
			return omen->hint;
	return NO_LOADER;
}

void firmware_report(const struct machine *machine, const struct guest_request *request,
                     const char *complaint)
{
	if (complaint) {
		diag_error(NULL, "the firmware did not start the boot loader: it printed \"%s\"",
		           complaint);
		diag_hint("%s", hint_of(request, complaint));
		return;
	}
	if (machine->early_bytes) {
		diag_note(NULL, "the firmware did not start the boot loader: -v shows its output");
		return;
	}
	diag_note(NULL, "the firmware has printed nothing: %s", request->firmware->code);
	diag_hint("firmware with Secure Boot hangs here, without SMM: set OVMF=... to one "
	          "without it");
}
