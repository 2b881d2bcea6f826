#include <stdarg.h>
#include <stdio.h>

#include "xsum_os_specific.h"
#include "xsum_output.h"
#include "xsum_sanity_check.h"

/* What its program takes from the operating system. */
int XSUM_vfprintf(FILE *to, const char *format, va_list values)
{
	return vfprintf(to, format, values);
}

/* It ends the program when a hash is wrong. */
int main(void)
{
	XSUM_logLevel = 3;
	XSUM_sanityCheck();
	printf("sanity check passed\n");
	return 0;
}
