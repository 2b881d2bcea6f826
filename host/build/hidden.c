#include "host/build/hidden.h"

#include <errno.h>
#include <string.h>

#include "host/base/os_disk.h"
#include "host/base/os_file.h"
#include "host/base/os_path.h"
#include "host/base/os_process.h"
#include "host/base/sources.h"
#include "host/build/flag_files.h"

#define NAME_BYTES_MAX    1024 /* of a file, in quotes */
#define INCLUDE_DEPTH_MAX 8

static const char *const questions_asked[] = { "__has_include", "__has_embed", NULL };
static const char *const inputs_taken[] = { ".incbin", ".include", NULL };

static bool has_one(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strstr(text, *words))
			return true;
	return false;
}

bool hidden_find(const char *path, struct arena scratch, unsigned *hidden)
{
	struct bytes file;
	enum os_node kind = os_node_kind(path);

	*hidden = 0;
	if (kind != OS_NODE_FILE)
		return kind != OS_NODE_NONE || os_is_missing(errno);
	if (!os_read_file(&scratch, path, &file))
		return false;
	const char *text = (const char *)file.data;
	*hidden = (has_one(text, questions_asked) ? HIDDEN_QUESTION : 0u) |
	          (has_one(text, inputs_taken) ? HIDDEN_INPUT : 0u);
	return true;
}

/* The next question in a text: what it asks for, or "" if a macro says that. NULL:
 * there is none. */
static const char *next_question(struct arena *keep, const char **text)
{
	const char *found = NULL;

	for (const char *const *word = questions_asked; *word; word++) {
		const char *at = strstr(*text, *word);

		if (at && (!found || at < found))
			found = at;
	}
	if (!found)
		return NULL;
	found += strspn(found, "_abcdefghijklmnopqrstuvwxyz");
	found += strspn(found, " \t(");
	*text = found;
	if (*found != '"' && *found != '<')
		return "";
	return text_copy(keep, found + 1, strcspn(found + 1, "\">\n"));
}

bool hidden_asks_for(const char *path, const char *name, struct arena scratch)
{
	struct bytes file;

	if (!os_read_file(&scratch, path, &file))
		return true;
	const char *text = (const char *)file.data, *asked;
	while ((asked = next_question(&scratch, &text)))
		if (!*asked || text_equal(path_name(asked), name))
			return true;
	return false;
}

/* "include/" is "include": what is found there is named from the latter. */
static void add_search_folder(const char *folder, struct text_list *folders)
{
	size_t size = strlen(folder);

	while (size > 1 && folder[size - 1] == '/')
		size--;
	text_list_add(folders, text_copy(folders->arena, folder, size));
}

/* "-Ifolder", "-I directory", "-isystem directory", and in response files. */
static void list_search_folders(const struct text_list *flags, struct text_list *folders)
{
	static const char *const options[] = {
		"-iquote",      "-isystem-after",
		"-isystem",     "-idirafter",
		"-cxx-isystem", "--include-directory=",
		"--embed-dir=", "--library-path=",
		"-Wa,-I",       "-I",
		"-L",
	};
	struct text_list words = { .arena = folders->arena };

	flag_files_expand(flags, &words);
	for (size_t w = 0; w < words.count && words.items[w]; w++) {
		for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
			if (!text_starts_with(words.items[w], options[i]))
				continue;
			const char *folder = words.items[w] + strlen(options[i]);

			if (!*folder && words.items[w + 1])
				folder = words.items[++w];
			if (*folder)
				add_search_folder(folder, folders);
			break;
		}
	}
}

static void add_once(struct text_list *list, const char *text)
{
	if (!text_list_has(list, text))
		text_list_add(list, text);
}

static bool add_named_inputs(const char *text, const struct text_list *folders, int depth,
                             struct text_list *files);

/* What the assembler would find under a name. */
static bool try_name(const char *name, const struct text_list *folders, int depth,
                     struct text_list *files)
{
	struct arena *keep = files->arena;
	struct bytes content;

	for (size_t i = 0; i <= folders->count; i++) {
		const char *path = i ? path_join(keep, folders->items[i - 1], name) : name;

		enum os_node kind = os_node_kind(path);

		if (kind == OS_NODE_NONE && !os_is_missing(errno) && errno != ENAMETOOLONG)
			return false;
		if (kind != OS_NODE_FILE || text_list_has(files, path))
			continue;
		text_list_add(files, text_copy(keep, path, strlen(path)));
		if (depth >= INCLUDE_DEPTH_MAX)
			return true;
		if (!os_read_file(keep, path, &content))
			return errno == EFBIG;
		return !has_one((const char *)content.data, inputs_taken) ||
		       add_named_inputs((const char *)content.data, folders, depth + 1, files);
	}
	return true;
}

/* Every text in quotes that is the name of a file: macros of the assembler's hide which
 * of them it reads. */
static bool add_named_inputs(const char *text, const struct text_list *folders, int depth,
                             struct text_list *files)
{
	char name[NAME_BYTES_MAX];
	bool good = true;

	while ((text = strchr(text, '"'))) {
		size_t size = strcspn(++text, "\"\n\\");

		if (text[size] == '"' && size && size < sizeof name) {
			memcpy(name, text, size);
			name[size] = '\0';
			good = try_name(name, folders, depth, files) && good;
		}
		text += size + (text[size] == '"');
	}
	return good;
}

/* Names may come from macros of C's: the preprocessor, or the compiler, writes out
 * what the assembler gets. */
bool hidden_list_inputs(const struct plan *plan, const struct plan_step *step,
                        struct text_list *files)
{
	struct arena *keep = files->arena;
	struct text_list words = { .arena = keep }, folders = { .arena = keep };
	bool is_assembly = sources_kind(step->source) == SOURCE_PREPROCESSED;
	/* LLVM's own assembler would have carried out what it reads. */
	const char *const end[] = { is_assembly ? "-E" : "-S",
		                    "-fno-integrated-as",
		                    "-fno-lto",
		                    "-w",
		                    "-o",
		                    "-",
		                    step->source,
		                    NULL };
	struct os_result result;
	struct bytes file;

	list_search_folders(step->flags, &folders);
	if (sources_kind(step->source) == SOURCE_NASM) /* names them itself */
		return true;
	if (sources_kind(step->source) == SOURCE_ASSEMBLY)
		return os_read_file(keep, step->source, &file) &&
		       add_named_inputs((const char *)file.data, &folders, 0, files);
	text_list_add(&words, plan->tools->clang);
	text_list_add(&words, "--no-default-config");
	text_list_add(&words, text_format(keep, "--config=%s", plan->config));
	text_list_add_all(&words, plan->flags);
	text_list_add_all(&words, step->flags->items);
	text_list_add_all(&words, end);
	return os_run(keep, words.items, OS_OUTPUT_CAPTURE, &result) && result.status == 0 &&
	       add_named_inputs((const char *)result.output.data, &folders, 0, files);
}

static bool is_foreign(const struct plan *plan, const char *path)
{
	for (const char *const *folder = plan->foreign; folder && *folder; folder++)
		if (path_is_within(path, *folder))
			return true;
	return false;
}

/* Where headers are looked for: beside who includes them, then along the path. Assemblers
 * look first where they were started. */
static void list_bases(const struct plan *plan, const struct text_list *files, bool has_inputs,
                       struct text_list *bases)
{
	const char *built = path_folder(bases->arena, plan->folder);

	if (has_inputs || plan->nasm)
		text_list_add(bases, ".");
	list_search_folders(plan->compile_flags, bases);
	list_search_folders(plan->link_flags, bases);
	text_list_add_all(bases, plan->system);
	for (size_t i = 0; i < files->count; i++)
		if (!is_foreign(plan, files->items[i]) && !path_is_within(files->items[i], built))
			add_once(bases, path_folder(bases->arena, files->items[i]));
}

/* "sys" of "include/sys/io.h" below "include"; NULL: it is not below. */
static const char *folder_below(struct arena *keep, const char *path, const char *base)
{
	size_t size = strlen(base);

	if (text_equal(base, "."))
		return os_path_is_absolute(path) ? NULL : path_folder(keep, path);
	if (!path_is_within(path, base) || path[size] != '/')
		return NULL;
	return path_folder(keep, path + size + 1);
}

/* The directories in names of headers: "." of <io.h>, "sys" of <sys/io.h>. */
static bool list_inner(const struct plan *plan, const struct text_list *files,
                       const struct text_list *questions, const struct text_list *bases,
                       struct text_list *inner)
{
	struct arena *keep = inner->arena;
	struct text_list all = { .arena = keep };
	struct bytes file;

	text_list_add_all(&all, bases->items);
	text_list_add_all(&all, plan->system);
	text_list_add(inner, ".");
	for (size_t i = 0; i < files->count; i++) {
		for (size_t b = 0; b < all.count; b++) {
			const char *folder = folder_below(keep, files->items[i], all.items[b]);

			if (folder && !strstr(folder, ".."))
				add_once(inner, folder);
		}
	}
	for (size_t i = 0; i < questions->count; i++) {
		if (!os_read_file(keep, questions->items[i], &file))
			return false;
		const char *text = (const char *)file.data, *asked;
		while ((asked = next_question(keep, &text)))
			add_once(inner, path_folder(keep, asked));
	}
	return true;
}

bool hidden_list_folders(const struct plan *plan, const struct text_list *files,
                         const struct text_list *questions, bool has_inputs,
                         struct text_list *folders)
{
	struct arena *keep = folders->arena;
	struct text_list bases = { .arena = keep }, inner = { .arena = keep };

	list_bases(plan, files, has_inputs, &bases);
	if (!list_inner(plan, files, questions, &bases, &inner))
		return false;
	for (size_t b = 0; b < bases.count; b++)
		for (size_t i = 0; i < inner.count; i++)
			text_list_add(folders,
			              text_equal(inner.items[i], ".")
			                      ? bases.items[b]
			                      : path_join(keep, bases.items[b], inner.items[i]));
	return true;
}
