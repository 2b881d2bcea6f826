#include "host/run/qemu.h"

#include <string.h>

#include "abi/exit_code.h"
#include "abi/fw_cfg.h"
#include "host/base/diag.h"
#include "host/toolchain/ovmf.h"

#define DEBUG_EXIT "isa-debug-exit"

/* Each comma doubled: QEMU's way to put one into an option's value. */
static char *escape_commas(struct arena *keep, const char *text)
{
	struct buffer escaped = { .arena = keep };

	buffer_puts(&escaped, "");
	for (; *text; text++)
		buffer_puts(&escaped, *text == ',' ? ",," : (char[]){ *text, '\0' });
	return escaped.data;
}

/* "{}" in an argument of the project's command is the image. */
static const char *insert_image(struct arena *keep, const char *argument, const char *image)
{
	const char *braces = strstr(argument, "{}");

	if (!braces)
		return argument;
	/* Alone it is a file name; inside an option, a value among commas. */
	const char *name = text_equal(argument, "{}") ? image : escape_commas(keep, image);
	return text_format(keep, "%.*s%s%s", (int)(braces - argument), argument, name, braces + 2);
}

static void add_flash(struct text_list *line, const char *format, const char *access,
                      const char *path)
{
	text_list_add(line, "-drive");
	text_list_add(line, text_format(line->arena, "if=pflash,format=%s,%s,file=%s", format,
	                                access, escape_commas(line->arena, path)));
}

/* Without variables that last: nothing a guest does to them reaches another. */
static void add_firmware(struct text_list *line, const struct ovmf *ovmf)
{
	bool is_combined = ovmf->mapping == FIRMWARE_COMBINED;

	if (ovmf->mapping == FIRMWARE_MEMORY) {
		text_list_add_all(line, (const char *const[]){ "-bios", ovmf->code, NULL });
		return;
	}
	add_flash(line, ovmf->code_format, is_combined ? "snapshot=on" : "readonly=on", ovmf->code);
	if (ovmf->variables)
		add_flash(line, ovmf->variables_format, "snapshot=on", ovmf->variables);
	if (ovmf->needs_smm)
		text_list_add_all(line,
		                  (const char *const[]){
					  "-global", "driver=cfi.pflash01,property=secure,value=on",
					  NULL });
}

/* "-M microvm,..." among the user's arguments replaces our "-M pc". That machine
 * has no screen; with "-vga std", QEMU 7.2 was seen to start a loader whose
 * memory reads zero. */
static bool is_microvm(const struct guest_request *request)
{
	for (const char *const *at = request->arguments; at && *at; at++)
		if (text_starts_with(*at, "microvm"))
			return true;
	return false;
}

static bool names_bootindex(const struct guest_request *request)
{
	for (const char *const *at = request->arguments; at && *at; at++)
		if (strstr(*at, "bootindex="))
			return true;
	return false;
}

/* The first to be booted whatever other disks the user adds, unless the user orders
 * them. microvm has no PCI, and no order. */
static void add_disk(struct text_list *line, const struct guest_request *request)
{
	struct arena *keep = line->arena;
	const char *image = escape_commas(keep, request->image);
	bool is_micro = is_microvm(request);

	text_list_add(line, "-drive");
	text_list_add(line, text_format(keep, "file=%s,format=raw,snapshot=on,%s", image,
	                                is_micro ? "if=virtio" : "if=none,id=ingot-disk"));
	if (is_micro)
		return;
	text_list_add(line, "-device");
	text_list_add(line, text_format(keep, "virtio-blk-pci,drive=ingot-disk%s",
	                                names_bootindex(request) ? "" : ",bootindex=0"));
}

/* -kernel and -initrd take a path as it is. */
static void add_start(struct text_list *line, const struct guest_request *request)
{
	if (request->start == GUEST_START_UEFI)
		add_firmware(line, request->firmware);
	if (request->start == GUEST_START_DIRECT)
		text_list_add_all(line, (const char *const[]){ "-kernel", request->loader,
		                                               "-initrd", request->image, NULL });
	else
		add_disk(line, request);
}

static const char *machine_of(const struct guest_request *request)
{
	if (request->start != GUEST_START_UEFI || !request->firmware->needs_q35)
		return "pc";
	return request->firmware->needs_smm ? "q35,smm=on" : "q35";
}

static void add_machine(struct text_list *line, const struct guest_request *request, bool window)
{
	struct arena *keep = line->arena;
	int cpus = request->cpus ? request->cpus : 1;
	int memory_mib = request->memory_mib ? request->memory_mib : GUEST_MEMORY_MIB_DEFAULT;

	text_list_add(line, request->qemu);
	text_list_add_all(line, (const char *const[]){ "-M", machine_of(request), "-nodefaults",
	                                               "-no-user-config", NULL });
	if (request->accel)
		text_list_add_all(line, (const char *const[]){ "-accel", request->accel, NULL });
	if (!is_microvm(request))
		text_list_add_all(line, (const char *const[]){ "-vga", "std", NULL });
	if (!window)
		text_list_add_all(line, (const char *const[]){ "-display", "none", NULL });
	text_list_add_all(line,
	                  (const char *const[]){ "-m", text_format(keep, "%d", memory_mib), "-smp",
	                                         text_format(keep, "%d", cpus), NULL });
	add_start(line, request);
}

bool qemu_names_verdicts(const struct guest_request *request)
{
	for (const char *const *word = request->command; word && *word; word++)
		if (strstr(*word, GUEST_VERDICTS))
			return true;
	return false;
}

/* Where there are no tests, COM2 goes nowhere. */
static const char *insert_line(struct arena *keep, const char *argument, const char *path)
{
	const char *mark = strstr(argument, GUEST_VERDICTS);

	if (!mark)
		return argument;
	return text_format(keep, "%.*s%s%s", (int)(mark - argument), argument,
	                   path ? path : "/dev/null", mark + strlen(GUEST_VERDICTS));
}

static void add_command(struct text_list *line, const struct guest_request *request,
                        const struct qemu_channels *channels)
{
	for (const char *const *argument = request->command; *argument; argument++)
		text_list_add(line,
		              insert_line(line->arena,
		                          insert_image(line->arena, *argument, request->image),
		                          channels->line));
}

static bool names_debug_exit(const struct text_list *line)
{
	for (size_t i = 0; i < line->count; i++)
		if (text_starts_with(line->items[i], DEBUG_EXIT))
			return true;
	return false;
}

static void add_debug_exit(struct text_list *line)
{
	text_list_add(line, "-device");
	text_list_add(line,
	              text_format(line->arena, DEBUG_EXIT ",iobase=0x%x,iosize=0x04", EXIT_PORT));
}

static void add_channel(struct text_list *line, const char *name, int fd)
{
	text_list_add(line, "-chardev");
	text_list_add(line, text_format(line->arena, "socket,id=ingot-%s,fd=%d", name, fd));
}

/* Unless the user says so in the arguments. */
static void add_input(struct text_list *line, const struct guest_request *request)
{
	for (const char *const *at = request->arguments; at && *at; at++)
		if (strstr(*at, "name=" FW_CFG_INPUT ","))
			return;
	text_list_add_all(line, (const char *const[]){
					"-fw_cfg",
					"name=" FW_CFG_INPUT ",string=" FW_CFG_INPUT_NONE, NULL });
}

/* The order of the -serial options is that of the ports: COM1, COM2. */
static void add_channels(struct text_list *line, const struct qemu_channels *channels)
{
	add_channel(line, "monitor", channels->monitor);
	text_list_add_all(line, (const char *const[]){ "-qmp", "chardev:ingot-monitor", "-S",
	                                               "-no-reboot", "-no-shutdown", NULL });
	add_channel(line, "console", channels->console);
	text_list_add_all(line, (const char *const[]){ "-serial", "chardev:ingot-console", NULL });
	if (channels->verdict < 0)
		return;
	add_channel(line, "verdict", channels->verdict);
	text_list_add_all(line, (const char *const[]){ "-serial", "chardev:ingot-verdict", NULL });
}

/* A descriptor by its name: the file has none, and nothing of it is left behind. */
static void add_observer(struct text_list *line, const struct guest_request *request, int observed)
{
	text_list_add(line, "-plugin");
	text_list_add(line, text_format(line->arena, "%s,map=/dev/fd/%d",
	                                escape_commas(line->arena, request->observer), observed));
}

void qemu_command(struct text_list *line, const struct guest_request *request,
                  const struct qemu_channels *channels)
{
	bool is_test = channels->verdict >= 0;
	bool has_channels = channels->monitor >= 0;

	if (request->command)
		add_command(line, request, channels);
	else
		add_machine(line, request, !is_test && request->window);
	if (has_channels)
		add_channels(line, channels);
	if (request->observer && channels->observed >= 0)
		add_observer(line, request, channels->observed);
	if (request->nobody_types)
		add_input(line, request);
	if (request->arguments)
		text_list_add_all(line, request->arguments);
	if (has_channels && !request->screenshot && !names_debug_exit(line))
		add_debug_exit(line);
}

void qemu_command_by_hand(struct text_list *line, const struct guest_request *request)
{
	static const struct qemu_channels none = { -1, -1, -1, NULL, -1 };

	qemu_command(line, request, &none);
	if (request->command)
		return;
	text_list_add_all(line, (const char *const[]){ "-serial", "stdio", "-no-reboot", NULL });
	if (!request->screenshot && !names_debug_exit(line))
		add_debug_exit(line);
}

void qemu_hint(const struct guest_request *request)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";

	if (!request->command)
		diag_hint("QEMU is %s; -v shows its command", request->qemu);
	for (const char *const *at = request->arguments; at && *at; at++) {
		size_t size = strspn(*at, letters);

		if (**at == '-' && size > 1 && (*at)[size] == ' ')
			diag_hint("\"%s\" is one word to QEMU: write \"%.*s\", \"%s\"", *at,
			          (int)size, *at, *at + size + strspn(*at + size, " "));
	}
}
