#pragma once
/* spec_fixture: what the tests of target specs share. */
#include "fixture.h"
#include "host/target/spec.h"

#define LAYOUT "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
#define HEAD \
	"{\"llvm-target\": \"x86_64-unknown-none\",\n\"data-layout\": \"" LAYOUT "\",\n" \
	"\"arch\": \"x86_64\", \"target-pointer-width\": 64, \"disable-redzone\": true,\n"
#define SOFT "\"rustc-abi\": \"softfloat\",\n"

static inline bool load_text(const char *text, struct target_spec *spec)
{
	fixture_write("t.json", text);
	return spec_load(&fixture_keep, "t.json", NULL, spec);
}

#define assert_has(text, part)     assert_non_null(strstr(text, part))
#define assert_has_not(text, part) assert_null(strstr(text, part))
