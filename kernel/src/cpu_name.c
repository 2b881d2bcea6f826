/* cpu_name: see cpu_name.h (Intel SDM vol. 2A, CPUID). */
#include "cpu_name.h"

#include <ingot/cpu.h>
#include <string.h>

#define BRAND_FIRST 0x80000002u
#define BRAND_LAST  0x80000004u

static void read_vendor(char *to)
{
	struct cpuid id = cpu_id(0, 0);

	memcpy(to, &id.ebx, 4);
	memcpy(to + 4, &id.edx, 4);
	memcpy(to + 8, &id.ecx, 4);
	to[12] = '\0';
}

static void read_brand(char *to)
{
	for (uint32_t leaf = BRAND_FIRST; leaf <= BRAND_LAST; leaf++) {
		struct cpuid id = cpu_id(leaf, 0);

		memcpy(to + 16 * (leaf - BRAND_FIRST), &id, sizeof id);
	}
	to[CPU_NAME_SIZE - 1] = '\0';
}

void cpu_name_read(char name[CPU_NAME_SIZE])
{
	size_t spaces;

	if (cpu_id(X86_CPUID_EXTENDED_MAX, 0).eax >= BRAND_LAST)
		read_brand(name);
	else
		read_vendor(name);
	spaces = strspn(name, " ");
	memmove(name, name + spaces, strlen(name + spaces) + 1);
}
