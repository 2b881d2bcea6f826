#include "host/build/sign.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/sha256.h"
#include "host/build/made.h"

#define SIGNED      "loader.signed.efi"
#define SIGNED_HASH "loader.signed.sha256"
#define PEM_KEY     "PRIVATE KEY-----"
#define PEM_LOCKED  "ENCRYPTED"
#define PEM_CERT    "-----BEGIN CERTIFICATE-----"

/* NULL, reported: it cannot be read. */
static const char *read_pem(struct arena *keep, const char *path)
{
	struct bytes file;

	if (os_read_file(keep, path, &file))
		return (const char *)file.data;
	diag_error(&(struct place){ .file = path }, "cannot read: %s", strerror(errno));
	return NULL;
}

/* sbsign would ask the terminal for a pass phrase, and says of other files only that
 * they cannot be loaded. */
static bool check_key(struct arena *keep, const char *path)
{
	struct place at = { .file = path };
	const char *text = read_pem(keep, path);

	if (!text)
		return false;
	if (!strstr(text, PEM_KEY)) {
		diag_error(&at, "is not a private key in PEM");
		diag_hint("make one with its certificate: openssl req -x509 -newkey rsa:2048 "
		          "-nodes -days 3650 -subj /CN=me -keyout me.key -out me.pem");
		return false;
	}
	if (!strstr(text, PEM_LOCKED))
		return true;
	diag_error(&at, "the private key is encrypted");
	diag_hint("write it without: openssl pkey -in %s -out plain.key", path);
	return false;
}

static bool check_certificate(struct arena *keep, const char *path)
{
	const char *text = read_pem(keep, path);

	if (!text)
		return false;
	if (strstr(text, PEM_CERT))
		return true;
	diag_error(&(struct place){ .file = path }, "is not a certificate in PEM");
	diag_hint("convert one in DER: openssl x509 -inform DER -in %s -out %s.pem", path, path);
	return false;
}

enum exit_status sign_check(struct build *build)
{
	struct session *session = build->session;
	const struct options *options = &session->options;

	if (!options->sign_key)
		return STATUS_GOOD;
	if (!(build->project.image.firmware & FIRMWARE_UEFI) ||
	    options->start == GUEST_START_DIRECT) {
		diag_error(NULL, "--sign: nothing of this is started by UEFI");
		diag_hint(options->start == GUEST_START_DIRECT
		                  ? "--direct starts the boot loader without firmware"
		                  : "see image.firmware in ingot.yaml");
		return STATUS_USAGE;
	}
	if (!check_key(session->keep, options->sign_key) ||
	    !check_certificate(session->keep, options->sign_certificate))
		return STATUS_PROJECT;
	build->sbsign = toolchain_find_sbsign(session->keep);
	return build->sbsign ? STATUS_GOOD : STATUS_TOOL;
}

/* --- One loader ------------------------------------------------------------ */

static bool add_file(struct sha256 *sha, const char *path, struct arena scratch)
{
	struct bytes file;

	if (!os_read_file(&scratch, path, &file))
		return false;
	sha256_add(sha, file.data, file.size);
	return true;
}

/* Of all that a signature is made of, and of the signed file; NULL: one is not there. */
static const char *hash_all(struct arena *keep, const struct options *options, const char *loader,
                            const char *output)
{
	const char *const files[] = { loader, options->sign_key, options->sign_certificate,
		                      output };
	char *text = arena_push(keep, char, 2 * SHA256_SIZE + 1);
	struct sha256 sha;

	sha256_begin(&sha);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (!add_file(&sha, files[i], *keep))
			return NULL;
	struct sha256_hash hash = sha256_end(&sha);
	sha256_write_hex(&hash, SHA256_SIZE, text);
	return text;
}

static bool is_signed(struct arena *keep, const struct options *options, const char *loader,
                      const char *output, const char *hash_path)
{
	const char *hash = hash_all(keep, options, loader, output);
	struct bytes known;

	return hash && os_read_file(keep, hash_path, &known) &&
	       text_equal((const char *)known.data, hash);
}

static bool has_failed(struct arena *keep, const struct options *options,
                       const struct os_result *result)
{
	struct place at = { .file = options->sign_key };
	const char *said = (const char *)result->output.data;

	if (strstr(said, "mismatch") || strstr(said, "does not match")) {
		diag_error(&at, "is not the key of the certificate %s", options->sign_certificate);
		diag_hint("both have one public key if they belong together: openssl pkey -pubout "
		          "-in %s; openssl x509 -noout -pubkey -in %s",
		          options->sign_key, options->sign_certificate);
		return false;
	}
	return diag_error(&at, "sbsign cannot sign with it and %s: it %s: %.*s",
	                  options->sign_certificate, os_status_text(keep, result->status),
	                  (int)strcspn(said, "\n"), said);
}

static bool run_sbsign(struct arena *keep, const struct build *build, const char *loader,
                       const char *output)
{
	const struct options *options = &build->session->options;
	const char *const arguments[] = {
		build->sbsign,
		"--key",
		options->sign_key,
		"--cert",
		options->sign_certificate,
		"--output",
		output,
		loader,
		NULL,
	};
	struct os_result result;

	diag_trace(DIAG_VERBOSE, "%s --key %s --cert %s --output %s %s", build->sbsign,
	           options->sign_key, options->sign_certificate, output, loader);
	if (!os_run(keep, arguments, OS_OUTPUT_CAPTURE_ALL, &result))
		return diag_error(NULL, "cannot start %s: %s", build->sbsign, strerror(errno));
	return result.status == 0 || has_failed(keep, options, &result);
}

const char *sign_loader(const struct build *build, const char *loader)
{
	struct arena *keep = build->session->keep;
	const struct options *options = &build->session->options;
	const char *output = path_join(keep, build->folder, SIGNED);
	const char *hash_path = path_join(keep, build->folder, SIGNED_HASH), *hash;

	if (!options->sign_key)
		return loader;
	if (is_signed(keep, options, loader, output, hash_path))
		return output;
	if (!made_note_file(build->folder, output, build->session->scratch) ||
	    !made_note_file(build->folder, hash_path, build->session->scratch) ||
	    !run_sbsign(keep, build, loader, output))
		return NULL;
	hash = hash_all(keep, options, loader, output);
	if (!hash) {
		diag_error(&(struct place){ .file = output }, "cannot read: %s", strerror(errno));
		return NULL;
	}
	/* Not kept: signed again next time. */
	(void)os_write_remade(hash_path,
	                      (struct bytes){ (const unsigned char *)hash, strlen(hash) });
	return output;
}
