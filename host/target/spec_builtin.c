#include "host/target/spec.h"

/* The same bytes as x86_64-os.json at the root: a test compares them. */
const char spec_builtin_text[] =
	"{\n"
	"    \"llvm-target\": \"x86_64-unknown-none\",\n"
	"    \"data-layout\": "
		"\"e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80"
		":128-n8:16:32:64-S128\",\n"
	"    \"arch\": \"x86_64\",\n"
	"    \"target-endian\": \"little\",\n"
	"    \"target-pointer-width\": 64,\n"
	"    \"target-c-int-width\": 32,\n"
	"    \"os\": \"none\",\n"
	"    \"executables\": true,\n"
	"    \"linker-flavor\": \"ld.lld\",\n"
	"    \"linker\": \"rust-lld\",\n"
	"    \"panic-strategy\": \"abort\",\n"
	"    \"disable-redzone\": true,\n"
	"    \"rustc-abi\": \"softfloat\",\n"
	"    \"features\": "
		"\"-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,+s"
		"oft-float\"\n"
	"}\n";
