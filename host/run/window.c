#include "host/run/window.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/os_process.h"
#include "host/toolchain/packages.h"
#include "host/toolchain/probe.h"

static bool has_screen(void)
{
#if defined(__APPLE__)
	return true;
#else
	const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");

	return (x11 && *x11) || (wayland && *wayland);
#endif
}

/* Whether a line of the answer is the word. */
static bool has_line(const char *text, const char *word)
{
	size_t size = strlen(word);

	for (const char *at = text; (at = strstr(at, word)); at += size)
		if ((at == text || at[-1] == '\n') && (at[size] == '\n' || at[size] == '\r'))
			return true;
	return false;
}

static bool can_show(const char *displays)
{
	return has_line(displays, "gtk") || has_line(displays, "sdl") ||
	       has_line(displays, "cocoa");
}

/* What QEMU opens by itself. A no is asked for again: to install what is missing does
 * not change the program whose answers are remembered. A QEMU that does not answer is
 * left to say itself what it lacks. */
static bool has_window(struct arena *keep, const char *qemu)
{
	const char *const question[] = { qemu, "-display", "help", NULL };
	const char *answer, *why;
	struct os_result again;

	if (!probe_ask(keep, question, &answer, &why) || can_show(answer))
		return true;
	return os_ask(keep, question, &again) && again.status == 0 &&
	       can_show((const char *)again.output.data);
}

bool window_opens(struct arena *keep, const char *qemu)
{
	static const enum package package = PACKAGE_WINDOW;
	const char *command;

	if (!has_screen() || !isatty(STDOUT_FILENO))
		return false;
	if (has_window(keep, qemu))
		return true;
	diag_note(NULL, "no window: this QEMU has no support for one");
	command = packages_install_command(keep, &package, 1, 0);
	if (command)
		diag_hint("install it: %s", command);
	return false;
}
