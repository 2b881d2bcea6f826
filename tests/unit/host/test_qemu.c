/* The command line for QEMU. */
#include <stdio.h>
#include <string.h>

#include "arena_fixture.h"
#include "host/run/qemu.h"
#include "host/toolchain/ovmf.h"
#include "tests/unit/unit.h"

ARENA_FOR_ALL_TESTS(1 << 20);

static const struct qemu_channels none = { -1, -1, -1, NULL, -1 };
static const struct qemu_channels for_run = { 3, 4, -1, NULL, -1 };
static const struct qemu_channels for_test = { 3, 4, 5, NULL, -1 };

static struct guest_request plain_request(void)
{
	return (struct guest_request){ .qemu = "qemu", .image = "disk.img", .success_status = 33 };
}

/* Joined by blanks, for strstr. */
static const char *line_of(struct arena *scratch, const struct guest_request *request,
                           const struct qemu_channels *channels)
{
	struct text_list line = { .arena = scratch };
	struct buffer text = { .arena = scratch };

	qemu_command(&line, request, channels);
	for (size_t i = 0; i < line.count; i++)
		buffer_printf(&text, "%s ", line.items[i]);
	return text.data;
}

static void check(const struct guest_request *request, const struct qemu_channels *channels,
                  const char *wanted, const char *unwanted)
{
	struct arena scratch = arena;
	const char *line = line_of(&scratch, request, channels);

	if (!strstr(line, wanted))
		fail_msg("\"%s\" is not in: %s", wanted, line);
	if (unwanted && strstr(line, unwanted))
		fail_msg("\"%s\" is in: %s", unwanted, line);
}

TEST(without_a_disk)
{
	struct guest_request request = plain_request();
	const char *const arguments[] = { "-M", "microvm,rtc=on", NULL };

	request.start = GUEST_START_DIRECT;
	request.loader = "a,b/loader.pvh";
	request.image = "a,b/hello.bundle";
	check(&request, &for_run, "-vga std ", "-drive");
	check(&request, &for_run, "-kernel a,b/loader.pvh -initrd a,b/hello.bundle ", "-drive");
	request.arguments = arguments;
	check(&request, &for_run, "-M microvm,rtc=on ", "-vga");
}

TEST(what_is_executed_is_observed)
{
	struct guest_request request = plain_request();
	const struct qemu_channels observed = { 3, 4, 5, NULL, 6 };

	check(&request, &observed, "-serial ", "-plugin");
	request.observer = "a,b/observe.so";
	check(&request, &observed, "-plugin a,,b/observe.so,map=/dev/fd/6 ", "map=/dev/fd/5");
	check(&request, &for_test, "-serial ", "-plugin");
}

TEST(our_own_line)
{
	struct guest_request request = plain_request();

	check(&request, &for_run, "qemu -M pc -nodefaults ", "verdict");
	check(&request, &for_run, "-m 256 -smp 1 ", NULL);
	check(&request, &for_run, "file=disk.img,format=raw,snapshot=on,if=none,id=ingot-disk",
	      NULL);
	check(&request, &for_run, "-device isa-debug-exit,iobase=0xf4,iosize=0x04", NULL);
	check(&request, &for_test, "-display none", NULL);
	check(&request, &for_test,
	      "-serial chardev:ingot-console -chardev "
	      "socket,id=ingot-verdict,fd=5 -serial chardev:ingot-verdict",
	      NULL);
	request.cpus = 4;
	request.memory_mib = 64;
	check(&request, &for_run, "-m 64 -smp 4 ", NULL);
}

TEST(arguments_come_last_but_for_the_exit_device)
{
	const char *const arguments[] = { "-device", "isa-debug-exit,iobase=0x501", NULL };
	struct guest_request request = plain_request();

	request.arguments = arguments;
	check(&request, &for_test, "isa-debug-exit,iobase=0x501 ", "iobase=0xf4");
}

TEST(an_accelerator_is_named_before_the_users_arguments)
{
	const char *const arguments[] = { "-cpu", "max", NULL };
	struct guest_request request = plain_request();

	check(&request, &for_run, "-M pc ", "-accel");
	request.accel = "kvm";
	request.arguments = arguments;
	check(&request, &for_run, "-M pc -nodefaults -no-user-config -accel kvm -vga std ", NULL);
}

TEST(a_screenshot_needs_a_machine_that_stays)
{
	struct guest_request request = plain_request();

	request.screenshot = "a.png";
	check(&request, &for_run, "-no-shutdown", "isa-debug-exit");
}

TEST(the_projects_disk_is_the_first_to_be_booted)
{
	const char *const disk[] = { "-drive", "file=data.img,format=raw", NULL };
	const char *const order[] = { "-device", "nvme,drive=x,serial=1,bootindex=0", NULL };
	const char *const micro[] = { "-M", "microvm", NULL };
	struct guest_request request = plain_request();

	request.arguments = disk;
	check(&request, &for_run, "-device virtio-blk-pci,drive=ingot-disk,bootindex=0 ", NULL);
	request.arguments = order;
	check(&request, &for_run, "-device virtio-blk-pci,drive=ingot-disk ", NULL);
	request.arguments = micro;
	check(&request, &for_run, "file=disk.img,format=raw,snapshot=on,if=virtio ", "bootindex");
}

TEST(commas_in_a_name_are_doubled)
{
	struct guest_request request = plain_request();

	request.image = "a,b.img";
	check(&request, &for_run, "file=a,,b.img,format", NULL);
}

TEST(uefi_comes_from_flash_or_as_a_bios)
{
	struct guest_request request = plain_request();
	struct ovmf ovmf = { .code = "a,b.fd", .code_format = "raw" };

	request.start = GUEST_START_UEFI;
	request.firmware = &ovmf;
	check(&request, &for_run,
	      "-M pc -nodefaults -no-user-config -vga std -display none -m 256 -smp 1 "
	      "-drive if=pflash,format=raw,readonly=on,file=a,,b.fd -drive file=disk.img,"
	      "format=raw,snapshot=on,if=none,id=ingot-disk",
	      "-bios");
	ovmf.code_format = "qcow2";
	check(&request, &for_run, "if=pflash,format=qcow2,readonly=on,file=a,,b.fd ", NULL);
	ovmf.mapping = FIRMWARE_COMBINED;
	check(&request, &for_run, "if=pflash,format=qcow2,snapshot=on,file=a,,b.fd ", "readonly");
	ovmf.mapping = FIRMWARE_MEMORY;
	check(&request, &for_run, "-bios a,b.fd ", "pflash");
}

TEST(uefi_may_need_a_machine_of_its_own)
{
	struct guest_request request = plain_request();
	struct ovmf ovmf = { .code = "code", .code_format = "raw", .needs_q35 = true };

	request.firmware = &ovmf;
	check(&request, &for_run, "-M pc ", "pflash");
	request.start = GUEST_START_UEFI;
	check(&request, &for_run, "-M q35 ", "-global");
	ovmf.needs_smm = true;
	ovmf.variables = "vars";
	ovmf.variables_format = "qcow2";
	check(&request, &for_run, "-M q35,smm=on ", NULL);
	check(&request, &for_run,
	      "if=pflash,format=raw,readonly=on,file=code -drive "
	      "if=pflash,format=qcow2,snapshot=on,file=vars -global "
	      "driver=cfi.pflash01,property=secure,value=on ",
	      NULL);
}

TEST(the_project_may_have_its_own_line)
{
	const char *const command[] = { "qemu-x", "-drive", "format=raw,file={}", "{}", NULL };
	const char *const arguments[] = { "-serial", "stdio", NULL };
	struct guest_request request = plain_request();
	struct arena scratch = arena;

	request.image = "a,b.img";
	request.command = command;
	request.arguments = arguments;
	assert_string_equal(line_of(&scratch, &request, &none),
	                    "qemu-x -drive format=raw,file=a,,b.img a,b.img -serial stdio ");
	request.arguments = NULL;
	check(&request, &for_test, "-serial chardev:ingot-console", "-M pc");
	check(&request, &for_test, "isa-debug-exit", NULL);
}

TEST(a_command_may_name_the_device_for_verdicts)
{
	static const struct qemu_channels device = { -1, -1, -1, "/dev/pts/7", -1 };
	const char *const command[] = { "run.sh", "{}", "com2={verdicts},raw", NULL };
	const char *const plain[] = { "run.sh", "{}", NULL };
	struct guest_request request = plain_request();

	assert_false(qemu_names_verdicts(&request));
	request.command = plain;
	assert_false(qemu_names_verdicts(&request));
	request.command = command;
	assert_true(qemu_names_verdicts(&request));
	check(&request, &device, "run.sh disk.img com2=/dev/pts/7,raw ", "-serial");
	check(&request, &none, "run.sh disk.img com2=/dev/null,raw ", "-serial");
}
