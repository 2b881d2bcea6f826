#pragma once
/* build_facts: what is known of one build, for all that take part in it. build_prepare
 * fills it. */
#include "host/base/os_replace.h"
#include "host/base/status.h"
#include "host/build/session.h"
#include "host/image/image_file.h"
#include "host/project/project.h"
#include "host/target/spec.h"
#include "host/toolchain/toolchain.h"

enum build_profile { BUILD_DEBUG, BUILD_RELEASE, BUILD_TEST, BUILD_TEST_RELEASE };

static inline bool build_is_optimized(enum build_profile profile)
{
	return profile == BUILD_RELEASE || profile == BUILD_TEST_RELEASE;
}

static inline bool build_is_test(enum build_profile profile)
{
	return profile == BUILD_TEST || profile == BUILD_TEST_RELEASE;
}

/* A linker script of the kernel's own; path NULL: the kit's is used. */
struct build_script {
	const char *path;
	struct place at; /* where it was chosen */
	bool is_flag;    /* flags of the linker's name it already */
};

struct build {
	struct session *session;
	enum build_profile profile;
	struct project project;
	struct toolchain tools;
	struct target_spec target;
	unsigned sanitize; /* SANITIZE_ */
	struct build_script script;
	const char *ninja;
	const char *folder;    /* build/x86_64-os/debug */
	const char *generated; /* in that, what the project's steps make */
	const char *kernel;    /* the ELF file, with debug information */
	const char *stripped;  /* what goes into the image */
	const char *image;     /* raw, or ISO: format */
	enum image_format format;
	enum os_durability durability; /* of the image: a machine's own is made each time */
	const char *sbsign;            /* the program, if the loader is to be signed */
	const char *bundle;
	const char *loader;             /* directory with the loader, for each way to start */
	const char *runtime;            /* directory with the archives */
	const struct image_file *files; /* of the image, from build_image on */
	size_t file_count;
	bool links_foreign; /* objects and archives that others made */
	int lock;           /* of the target's directory, from build_kernel on */
};
