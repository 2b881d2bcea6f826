#include "host/target/spec_choice.h"

/* Values that a key can have, and the flag each stands for (NULL: it is what
 * happens anyway). The rows of a key are neighbours. */
static const struct choice {
	const char *key, *value, *flag;
} choices[] = {
	{ "archive-format", "gnu", NULL },
	{ "binary-format", "elf", NULL },
	{ "c-enum-min-bits", "32", NULL },
	{ "c-enum-min-bits", "8", "-fshort-enums" },
	{ "debuginfo-kind", "dwarf", NULL },
	{ "default-address-space", "0", NULL },
	{ "default-dwarf-version", "2", "-fdebug-default-version=2" },
	{ "default-dwarf-version", "3", "-fdebug-default-version=3" },
	{ "default-dwarf-version", "4", "-fdebug-default-version=4" },
	{ "default-dwarf-version", "5", "-fdebug-default-version=5" },
	{ "default-uwtable", "false", NULL },
	{ "default-visibility", "interposable", "-fvisibility=default" },
	{ "default-visibility", "protected", "-fvisibility=protected" },
	{ "default-visibility", "hidden", "-fvisibility=hidden" },
	{ "direct-access-external-data", "true", "-fdirect-access-external-data" },
	{ "direct-access-external-data", "false", "-fno-direct-access-external-data" },
	{ "dynamic-linking", "false", NULL },
	{ "executables", "true", NULL },
	{ "is-like-aix", "false", NULL },
	{ "is-like-android", "false", NULL },
	{ "is-like-darwin", "false", NULL },
	{ "is-like-gpu", "false", NULL },
	{ "is-like-msvc", "false", NULL },
	{ "is-like-osx", "false", NULL },
	{ "is-like-solaris", "false", NULL },
	{ "is-like-vexos", "false", NULL },
	{ "is-like-wasm", "false", NULL },
	{ "is-like-windows", "false", NULL },
	{ "lld-flavor", "gnu", NULL },
	{ "linker-is-gnu", "true", NULL },
	{ "llvm-abiname", "", NULL },
	{ "no-builtins", "true", "-fno-builtin" },
	{ "no-builtins", "false", NULL },
	{ "obj-is-bitcode", "false", NULL },
	{ "only-cdylib", "false", NULL },
	{ "os", "none", NULL },
	{ "panic-strategy", "abort", NULL },
	{ "panic-strategy", "immediate-abort", NULL },
	{ "relax-elf-relocations", "true", "-Wa,-mrelax-relocations=yes" },
	{ "relax-elf-relocations", "false", "-Wa,-mrelax-relocations=no" },
	{ "requires-lto", "false", NULL },
	{ "requires-uwtable", "false", NULL },
	{ "singlethread", "false", NULL },
	{ "split-debuginfo", "off", NULL },
	{ "tls-model", "local-exec", "-ftls-model=local-exec" },
	{ "tls-model", "initial-exec", "-ftls-model=initial-exec" },
	{ "tls-model", "local-dynamic", "-ftls-model=local-dynamic" },
	{ "tls-model", "global-dynamic", "-ftls-model=global-dynamic" },
};
#define CHOICE_COUNT (sizeof choices / sizeof *choices)

static bool refuse_choice(struct target_spec *spec, const struct node *value)
{
	struct buffer list = { .arena = spec->keep };
	const char *key = value->key->text;

	for (size_t i = 0; i < CHOICE_COUNT; i++)
		if (text_equal(choices[i].key, key))
			buffer_printf(&list, "%s\"%s\"", list.size ? " or " : "", choices[i].value);
	diag_error(&value->at, "\"%s\" can only be %s", key, list.data);
	diag_hint("%s", spec_key_about(key));
	return false;
}

bool spec_choice_read(void *object, const struct node *value)
{
	struct target_spec *spec = object;

	for (size_t i = 0; i < CHOICE_COUNT && value->kind == NODE_SCALAR; i++) {
		const struct choice *choice = &choices[i];

		if (!text_equal(choice->key, value->key->text) ||
		    !text_equal(choice->value, value->text))
			continue;
		if (choice->flag)
			spec_flag_add(&spec->extra, choice->flag,
			              text_format(spec->keep, "\"%s\": \"%s\"", choice->key,
			                          choice->value));
		return true;
	}
	return refuse_choice(spec, value);
}

bool spec_choice_has_flags(const char *key)
{
	for (size_t i = 0; i < CHOICE_COUNT; i++)
		if (choices[i].flag && text_equal(choices[i].key, key))
			return true;
	return false;
}
