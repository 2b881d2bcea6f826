#pragma once
/* sign: the boot loader for UEFI, signed by sbsign for firmware with Secure Boot.
 *
 * The signature tells when it was made, so that two of one loader differ. It is made
 * again only for another loader, key or certificate: the same build, made again, gives
 * the same image. */
#include "host/build/build_facts.h"

/* Before anything is built: whether there is something to be signed, and sbsign, the key
 * and the certificate to do it. Reported. Nothing is asked of who does not sign. */
enum exit_status sign_check(struct build *build);

/* The loader's file, signed if the user wants that; NULL, reported: it cannot be. */
const char *sign_loader(const struct build *build, const char *loader);
