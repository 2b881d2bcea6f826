#include "fake_symbolizer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[] = "/tmp/ingot-symbolizer-XXXXXX";

static const char script[] =
	"#!/bin/sh\n"
	"while read address; do\n"
	"	case $address in\n"
	"	0x1000) printf 'f\\n./src/a.c:3:1\\n\\n' ;;\n"
	"	0x2000) printf 'inner\\n./src/b.c:7:2\\ningot.outer\\n./src/a.c:9:5\\n\\n' ;;\n"
	"	0x3000) printf 'g\\n??:0:0\\n\\n' ;;\n"
	"	0xdead) exit 1 ;;\n"
	"	'DATA 0x4000') printf 'table\\n16384 40\\n./src/a.c:21\\n\\n' ;;\n"
	"	DATA*) printf '??\\n0 0\\n\\n' ;;\n"
	"	*) printf '??\\n??:0:0\\n\\n' ;;\n"
	"	esac\n"
	"done\n";

const char *fake_symbolizer_make(void)
{
	int fd = mkstemp(path);

	if (fd < 0 || write(fd, script, sizeof script - 1) != (ssize_t)sizeof script - 1 ||
	    fchmod(fd, 0700) < 0 || close(fd) < 0)
		abort();
	return path;
}

void fake_symbolizer_remove(void)
{
	unlink(path);
}
