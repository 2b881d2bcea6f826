#include "host/target/spec_keys.h"

#include <string.h>

#include "host/base/suggest.h"
#include "host/target/spec_choice.h"

const char *spec_key_about(const char *key)
{
	const struct node_field *field = spec_fields;

	while (!text_equal(field->key, key))
		field++;
	return field->about;
}

static bool is_empty(const struct node *value)
{
	return value->kind == NODE_SCALAR ? !*value->text : !value->first;
}

static bool read_refused(void *object, const struct node *value)
{
	(void)object;
	if (is_empty(value))
		return true;
	diag_error(&value->key->at, "\"%s\" is not supported", value->key->text);
	diag_hint("%s", spec_key_about(value->key->text));
	return false;
}

static bool read_without_effect(void *object, const struct node *value)
{
	(void)object;
	(void)value;
	return true;
}

/* One of the words (NULL at the end). */
static bool read_word(const struct node *value, const char *const *words, const char **word)
{
	const char *text;

	if (!node_text(value, &text))
		return false;
	for (const char *const *known = words; *known; known++) {
		if (text_equal(*known, text)) {
			*word = *known;
			return true;
		}
	}
	diag_error(&value->at, "\"%s\" cannot be \"%s\"", value->key->text, text);
	const char *nearest = suggest_nearest(text, words);
	if (nearest)
		diag_hint("did you mean \"%s\"?", nearest);
	else
		diag_hint("%s", spec_key_about(value->key->text));
	return false;
}

/* rustc wrote some numbers as strings before 1.91. */
static bool read_width(const struct node *value, int *width)
{
	struct node number = *value;
	int64_t got;

	if (value->kind == NODE_SCALAR && value->quoted) {
		if (diag_level() >= DIAG_VERBOSE)
			diag_note(&value->at,
			          "newer rustc writes \"%s\" as a number, without quotes",
			          value->key->text);
		number.quoted = false;
	}
	if (!node_integer(&number, 8, 128, &got))
		return false;
	*width = (int)got;
	return true;
}

static bool read_llvm_target(void *object, const struct node *value)
{
	return node_text(value, &((struct target_spec *)object)->llvm_target);
}

static bool read_data_layout(void *object, const struct node *value)
{
	return node_text(value, &((struct target_spec *)object)->data_layout);
}

static bool read_arch(void *object, const struct node *value)
{
	static const char *const words[] = { "x86_64", NULL };

	return read_word(value, words, &((struct target_spec *)object)->arch);
}

static bool read_endian(void *object, const struct node *value)
{
	static const char *const words[] = { "little", "big", NULL };

	return read_word(value, words, &((struct target_spec *)object)->endian);
}

static bool read_pointer_width(void *object, const struct node *value)
{
	return read_width(value, &((struct target_spec *)object)->pointer_width);
}

static bool read_c_int_width(void *object, const struct node *value)
{
	return read_width(value, &((struct target_spec *)object)->c_int_width);
}

static bool read_linker_flavor(void *object, const struct node *value)
{
	static const char *const words[] = { "ld.lld", "gnu-lld", "gnu-lld-cc", "rust-lld", NULL };

	return read_word(value, words, &((struct target_spec *)object)->linker_flavor);
}

static bool read_linker(void *object, const struct node *value)
{
	static const char *const words[] = { "rust-lld", "ld.lld", "lld", NULL };
	struct target_spec *spec = object;
	const char *text;

	if (!node_text(value, &text))
		return false;
	if (strchr(text, '/')) {
		spec->linker = path_join(spec->keep, spec->folder, text);
		return true;
	}
	return read_word(value, words, &text);
}

static bool read_disable_redzone(void *object, const struct node *value)
{
	return node_bool(value, &((struct target_spec *)object)->no_red_zone);
}

static bool read_rustc_abi(void *object, const struct node *value)
{
	static const char *const words[] = { "softfloat", "x86-softfloat", NULL };
	struct target_spec *spec = object;
	const char *word;

	if (!read_word(value, words, &word))
		return false;
	if (text_equal(word, "x86-softfloat") && diag_level() >= DIAG_VERBOSE)
		diag_note(&value->at, "newer rustc spells \"x86-softfloat\" \"softfloat\"");
	spec->soft_float = true;
	return true;
}

static bool read_features(void *object, const struct node *value)
{
	struct target_spec *spec = object;
	const char *text;

	if (!node_text(value, &text))
		return false;
	for (const char *next = text; *next;) {
		size_t size = strcspn(next, ",");

		if ((*next != '+' && *next != '-') || size < 2) {
			struct place at = node_text_place(value, (size_t)(next - text));

			diag_error(&at,
			           "\"%.*s\" is not a feature: it must begin with \"+\" or \"-\"",
			           (int)size, next);
			diag_hint("write \"+name\" or \"-name\", separated by commas without "
			          "spaces");
			return false;
		}
		text_list_add(&spec->features, text_copy(spec->keep, next, size));
		next += size + (next[size] == ',');
	}
	return true;
}

static bool read_cpu(void *object, const struct node *value)
{
	struct target_spec *spec = object;
	const char *text;

	if (!node_text(value, &text))
		return false;
	if (text_equal(text, "native")) {
		diag_error(&value->at, "\"cpu\" cannot be \"native\"");
		diag_hint("the kernel would differ from host to host: name a processor");
		return false;
	}
	/* rustc's word for the least that a target has. */
	spec->cpu = text_equal(text, "generic") ? NULL : text;
	return true;
}

static bool read_code_model(void *object, const struct node *value)
{
	static const char *const words[] = { "small", "kernel", "medium", "large", NULL };

	return read_word(value, words, &((struct target_spec *)object)->code_model);
}

static bool read_relocation_model(void *object, const struct node *value)
{
	static const char *const words[] = { "static", "pic", "pie", NULL };
	struct target_spec *spec = object;
	const char *word;

	if (!read_word(value, words, &word))
		return false;
	spec->relocation = text_equal(word, "pie")   ? RELOCATION_PIE
	                   : text_equal(word, "pic") ? RELOCATION_PIC
	                                             : RELOCATION_STATIC;
	return true;
}

static bool read_frame_pointer(void *object, const struct node *value)
{
	static const char *const words[] = { "always", "non-leaf", "may-omit", NULL };

	return read_word(value, words, &((struct target_spec *)object)->frame_pointer);
}

static bool read_pie(void *object, const struct node *value)
{
	return node_bool(value, &((struct target_spec *)object)->position_independent);
}

static bool read_static_pie(void *object, const struct node *value)
{
	return node_bool(value, &((struct target_spec *)object)->static_position_independent);
}

static bool read_function_sections(void *object, const struct node *value)
{
	return node_bool(value, &((struct target_spec *)object)->function_sections);
}

static bool read_llvm_args(void *object, const struct node *value)
{
	struct target_spec *spec = object;
	struct text_list list = { .arena = spec->keep };

	if (!node_text_list(value, &list))
		return false;
	for (size_t i = 0; i < list.count; i++) {
		spec_flag_add(&spec->extra, "-mllvm", "\"llvm-args\"");
		spec_flag_add(&spec->extra, list.items[i], "\"llvm-args\"");
	}
	return true;
}

static bool read_probe_kind(void *object, const struct node *value)
{
	static const char *const words[] = { "none", "inline", "inline-or-call", NULL };
	struct target_spec *spec = object;
	const char *word, *text;

	if (node_text(value, &text) && text_equal(text, "call")) {
		diag_error(&value->at, "stack probes by \"call\" are not supported");
		diag_hint("%s", spec_key_about("stack-probes"));
		return false;
	}
	if (!read_word(value, words, &word))
		return false;
	if (!text_equal(word, "none"))
		spec_flag_add(&spec->extra, "-fstack-clash-protection", "\"stack-probes\"");
	return true;
}

static bool read_stack_probes(void *object, const struct node *value)
{
	static const struct node_field fields[] = {
		NODE_KEY("kind", read_probe_kind),
		NODE_KEY("min-llvm-version-for-inline", read_without_effect),
		NODE_KEYS_END,
	};

	return node_read_map(value, "a map with the key \"kind\"", fields, object);
}

/* Read by spec_load.c once the linker's flavor is known. */
static bool read_link_args(void *object, const struct node *value)
{
	static const struct node_field nothing[] = { NODE_KEYS_END };

	(void)object;
	return value->kind == NODE_MAP || node_read_map(value,
	                                                "a map from a linker flavor to its "
	                                                "arguments",
	                                                nothing, object);
}

static bool read_link_script(void *object, const struct node *value)
{
	struct target_spec *spec = object;
	const char *text;

	if (!node_raw_text(value, &text))
		return false;
	spec->link_script = *text ? text : NULL;
	return true;
}

#define KEY(name, function, why) { .key = (name), .read = (function), .about = (why) }
#define WITHOUT(name, why)       KEY(name, read_without_effect, why)
#define REFUSED(name, why)       KEY(name, read_refused, why)
#define CHOICE(name, why)        KEY(name, spec_choice_read, why)

#define RUST_ONLY  "rustc's own affair: clang has nothing like it"
#define NO_LIBRARY "names and shapes of libraries: a kernel is one executable"
#define NO_SYSTEM  "only a system with its own conventions sets it"
#define NO_UNWIND  "a kernel has no unwinder, so it gets no unwind tables"
#define ADD_FILES  "put the files into the project's `sources`"

const struct node_field spec_fields[] = {
	KEY("llvm-target", read_llvm_target, "the target of every compilation: --target"),
	KEY("data-layout", read_data_layout, "compared with what the installed LLVM says"),
	KEY("arch", read_arch, "\"x86_64\": compared with the compiler's macros"),
	KEY("target-endian", read_endian,
	    "\"little\" or \"big\": compared with the compiler's macros"),
	KEY("target-pointer-width", read_pointer_width, "compared with the compiler's macros"),
	KEY("target-c-int-width", read_c_int_width, "compared with the compiler's macros"),
	CHOICE("os",
	       "there is no operating system under a kernel, so no headers or libraries of one"),
	CHOICE("executables", "a kernel is an executable"),
	KEY("linker-flavor", read_linker_flavor,
	    "\"ld.lld\", \"gnu-lld\", \"gnu-lld-cc\" or \"rust-lld\": all mean LLVM's ld.lld"),
	KEY("linker", read_linker,
	    "\"rust-lld\", \"ld.lld\", \"lld\" (found next to clang), or a path"),
	CHOICE("panic-strategy",
	       "unwinding needs tables and a runtime that a C kernel does not have"),
	KEY("disable-redzone", read_disable_redzone,
	    "no code stores data below the stack "
	    "pointer"),
	KEY("rustc-abi", read_rustc_abi,
	    "\"softfloat\": floating point in integer registers and by library calls"),
	KEY("features", read_features, "switches parts of the instruction set on (+) and off (-)"),
	KEY("cpu", read_cpu, "the oldest processor that the code must run on"),
	KEY("code-model", read_code_model,
	    "\"small\", \"kernel\", \"medium\" or \"large\": how far apart code and data may be"),
	KEY("relocation-model", read_relocation_model,
	    "\"static\", \"pic\" or \"pie\": whether code runs at any address"),
	KEY("frame-pointer", read_frame_pointer,
	    "\"always\", \"non-leaf\" or \"may-omit\": backtraces follow it"),
	KEY("position-independent-executables", read_pie,
	    "with relocation-model \"pic\" or \"pie\": the linker makes a PIE"),
	KEY("static-position-independent-executables", read_static_pie,
	    "the same for executables without a loader"),
	KEY("pre-link-args", read_link_args, "arguments of ld.lld before the inputs"),
	KEY("post-link-args", read_link_args, "arguments of ld.lld after the inputs"),
	KEY("link-script", read_link_script,
	    "the text of a linker script, which lays the kernel out instead of the kit's"),
	KEY("function-sections", read_function_sections,
	    "a section for each function, so that unused ones are dropped"),
	KEY("llvm-args", read_llvm_args, "options of LLVM: -mllvm"),
	KEY("stack-probes", read_stack_probes,
	    "\"inline\" touches each page of a large frame; a probe function does not exist here"),
	CHOICE("tls-model", "how thread-local variables are addressed"),
	CHOICE("default-visibility", "which symbols other modules may replace"),
	CHOICE("default-dwarf-version", "version of the debug information, 2 to 5"),
	CHOICE("direct-access-external-data", "whether external data needs no indirection"),
	CHOICE("no-builtins", "whether calls of standard functions stay calls"),
	CHOICE("c-enum-min-bits", "the least width of an enum"),
	CHOICE("relax-elf-relocations", "whether the linker may shorten indirections"),

	CHOICE("archive-format", "LLVM's ar makes archives in the GNU format"),
	CHOICE("binary-format", "kernels are ELF files"),
	CHOICE("debuginfo-kind", "debug information is DWARF"),
	CHOICE("default-address-space", "x86_64 has one address space"),
	CHOICE("default-uwtable", NO_UNWIND),
	CHOICE("requires-uwtable", NO_UNWIND),
	CHOICE("dynamic-linking", "nothing in a kernel is there to link at run time"),
	CHOICE("is-like-aix", NO_SYSTEM),
	CHOICE("is-like-android", NO_SYSTEM),
	CHOICE("is-like-darwin", NO_SYSTEM),
	CHOICE("is-like-gpu", NO_SYSTEM),
	CHOICE("is-like-msvc", NO_SYSTEM),
	CHOICE("is-like-osx", NO_SYSTEM),
	CHOICE("is-like-solaris", NO_SYSTEM),
	CHOICE("is-like-vexos", NO_SYSTEM),
	CHOICE("is-like-wasm", NO_SYSTEM),
	CHOICE("is-like-windows", NO_SYSTEM),
	CHOICE("lld-flavor", "kernels are linked by ld.lld"),
	CHOICE("linker-is-gnu", "ld.lld takes the options of GNU ld"),
	CHOICE("llvm-abiname", "x86_64 has no ABI of that name"),
	CHOICE("obj-is-bitcode", "objects are ELF files"),
	CHOICE("only-cdylib", "a kernel is an executable"),
	CHOICE("requires-lto", "link-time optimization is the project's choice"),
	CHOICE("singlethread", "a kernel runs on several processors and at interrupts"),
	CHOICE("split-debuginfo", "debug information stays in the kernel's ELF file"),

	REFUSED("late-link-args", "use \"post-link-args\""),
	REFUSED("late-link-args-dynamic", "use \"post-link-args\""),
	REFUSED("late-link-args-static", "use \"post-link-args\""),
	REFUSED("link-env", "ld.lld reads no environment variables"),
	REFUSED("llvm-floatabi", "it is for ARM; use \"rustc-abi\": \"softfloat\""),
	REFUSED("pre-link-objects", ADD_FILES),
	REFUSED("post-link-objects", ADD_FILES),

	WITHOUT("abi", "a name for Rust's cfg(target_abi)"),
	WITHOUT("env", "a name for Rust's cfg(target_env)"),
	WITHOUT("vendor", "a name for Rust's cfg(target_vendor)"),
	WITHOUT("target-family", "a name for Rust's cfg(target_family)"),
	WITHOUT("metadata", "describes the target in rustc's documentation"),
	WITHOUT("abi-return-struct-as-int", "of an ABI that x86_64 does not have"),
	WITHOUT("allow-asm", "C's inline assembly is always allowed"),
	WITHOUT("allows-weak-linkage", "ELF has weak symbols"),
	WITHOUT("asm-args", "clang assembles by itself"),
	WITHOUT("atomic-cas", "clang knows it from cpu and features"),
	WITHOUT("max-atomic-width", "clang knows it from cpu and features"),
	WITHOUT("min-atomic-width", "clang knows it from cpu and features"),
	WITHOUT("crt-objects-fallback", "nothing is linked that the project does not name"),
	WITHOUT("pre-link-objects-fallback", "nothing is linked that the project does not name"),
	WITHOUT("post-link-objects-fallback", "nothing is linked that the project does not name"),
	WITHOUT("link-self-contained", "nothing is linked that the project does not name"),
	WITHOUT("no-default-libraries", "nothing is linked that the project does not name"),
	WITHOUT("crt-static-allows-dylibs", NO_LIBRARY),
	WITHOUT("crt-static-default", NO_LIBRARY),
	WITHOUT("crt-static-respected", NO_LIBRARY),
	WITHOUT("dll-prefix", NO_LIBRARY),
	WITHOUT("dll-suffix", NO_LIBRARY),
	WITHOUT("dll-tls-export", NO_LIBRARY),
	WITHOUT("exe-suffix", "the kernel's file has the project's name"),
	WITHOUT("limit-rdylib-exports", NO_LIBRARY),
	WITHOUT("override-export-symbols", NO_LIBRARY),
	WITHOUT("staticlib-prefix", NO_LIBRARY),
	WITHOUT("staticlib-suffix", NO_LIBRARY),
	WITHOUT("has-rpath", NO_LIBRARY),
	WITHOUT("plt-by-default", NO_LIBRARY),
	WITHOUT("relro-level", NO_LIBRARY),
	WITHOUT("default-codegen-backend", RUST_ONLY),
	WITHOUT("default-codegen-units", RUST_ONLY),
	WITHOUT("emit-debug-gdb-scripts", RUST_ONLY),
	WITHOUT("main-needs-argc-argv", RUST_ONLY),
	WITHOUT("merge-functions", RUST_ONLY),
	WITHOUT("min-global-align", "it is for s390x"),
	WITHOUT("need-explicit-cpu", RUST_ONLY),
	WITHOUT("simd-types-indirect", "of Rust's own calling convention"),
	WITHOUT("trap-unreachable", RUST_ONLY),
	WITHOUT("bitcode-llvm-cmdline", RUST_ONLY),
	WITHOUT("eh-frame-header", NO_UNWIND),
	WITHOUT("entry-abi", "the kernel's ENTRY_POINT decides"),
	WITHOUT("entry-name", "the kernel's ENTRY_POINT decides"),
	WITHOUT("generate-arange-section", "debuggers do without .debug_aranges"),
	WITHOUT("has-thread-local", "the kernel decides whether it sets up thread-local storage"),
	WITHOUT("has-thumb-interworking", "it is for ARM"),
	WITHOUT("link-env-remove", "ld.lld reads no environment variables"),
	WITHOUT("llvm-mcount-intrinsic", "profiling is not switched on"),
	WITHOUT("target-mcount", "profiling is not switched on"),
	WITHOUT("small-data-threshold-support", "it is for RISC-V and MIPS"),
	WITHOUT("supported-sanitizers", "`sanitize` in the project file decides"),
	WITHOUT("supported-split-debuginfo", "debug information stays in the kernel's ELF file"),
	WITHOUT("supports-stack-protector", "`sanitize` in the project file decides"),
	WITHOUT("supports-xray", "`cflags` in the project file decides"),
	WITHOUT("use-ctors-section", "constructors are in .init_array"),
	NODE_KEYS_END,
};

_Static_assert(sizeof spec_fields / sizeof *spec_fields <= NODE_FIELDS_MAX, "too many keys");

enum spec_key_class spec_key_class(const struct node_field *field)
{
	if (field->read == read_without_effect)
		return SPEC_KEY_WITHOUT_EFFECT;
	if (field->read == read_refused)
		return SPEC_KEY_REFUSED;
	if (field->read != spec_choice_read)
		return SPEC_KEY_HONOURED;
	return spec_choice_has_flags(field->key) ? SPEC_KEY_HONOURED : SPEC_KEY_CHECKED;
}
