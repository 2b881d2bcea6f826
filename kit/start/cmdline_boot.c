/* cmdline_boot: the loader's command line, of <ingot/cmdline.h>. */
#include <errno.h>
#include <ingot/boot_info.h>
#include <ingot/cmdline.h>
#include <stdlib.h>

#define NUMBER_SIZE_MAX 32 /* with the terminating 0; more is no number */

int cmdline_get(const char *key, char *value, size_t size_bytes)
{
	const struct boot_info *boot = boot_info_get();

	return cmdline_get_from(boot ? boot->command_line : "", key, value, size_bytes);
}

bool cmdline_has(const char *key)
{
	return cmdline_get(key, NULL, 0) >= 0;
}

bool cmdline_get_number(const char *key, uint64_t *number)
{
	char text[NUMBER_SIZE_MAX], *end;
	int length = cmdline_get(key, text, sizeof text);
	unsigned long long value;

	if (length <= 0 || length >= (int)sizeof text || text[0] < '0' || text[0] > '9')
		return false;
	errno = 0;
	value = strtoull(text, &end, 0);
	if (*end != '\0' || errno != 0)
		return false;
	*number = value;
	return true;
}
