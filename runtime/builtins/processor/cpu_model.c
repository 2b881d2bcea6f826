/* cpu_model: see cpu_model.h. Leaves and bits of CPUID: SDM vol. 2A, "CPUID"; APM vol. 3,
 * appendix E. */
#if defined(__x86_64__)
#include "cpu_model.h"

enum { A, B, C, D };

/* What the operating system must have switched on. */
enum need { NO_NEED, SSE, XSAVE, AVX, AVX512, AMX, APX, NEEDS };

#define XCR0_AVX    0x6u  /* SSE, AVX */
#define XCR0_AVX512 0xe6u /* and mask registers, and twice the registers */
#define XCR0_AMX    0x60000u
#define XCR0_APX    0x80000u

enum leaf_number {
	LEAF_1,
	LEAF_7,
	LEAF_7_1,
	LEAF_D_1,
	LEAF_14,
	LEAF_19,
	LEAF_1E_1,
	LEAF_24,
	LEAF_X1,
	LEAF_X8,
	LEAVES,
};

static const struct {
	uint32_t leaf, subleaf;
} leaves[LEAVES] = {
	[LEAF_1] = { 1, 0 },       [LEAF_7] = { 7, 0 },           [LEAF_7_1] = { 7, 1 },
	[LEAF_D_1] = { 0xd, 1 },   [LEAF_14] = { 0x14, 0 },       [LEAF_19] = { 0x19, 0 },
	[LEAF_24] = { 0x24, 0 },   [LEAF_X1] = { 0x80000001, 0 }, [LEAF_X8] = { 0x80000008, 0 },
	[LEAF_1E_1] = { 0x1e, 1 },
};

/* Features that others are made of. */
enum {
	POPCNT = 2,
	SSE2 = 4,
	SSE4_2 = 8,
	AVX2 = 10,
	FMA = 14,
	BMI1 = 16,
	BMI2 = 17,
	AVX512VL = 20,
	AVX512BW = 21,
	AVX512DQ = 22,
	AVX512CD = 23,
	AVX512VNNI = 34,
	AVX512BF16 = 36,
	CMPXCHG16B = 46,
	F16C = 49,
	LAHF = 54,
	LONG_MODE = 55,
	LZCNT = 57,
	MOVBE = 58,
	LEVEL_1 = 95, /* x86-64, x86-64-v2 and so on */
	AVX10_1 = 114,
	AVX10_2 = 116,
};

static const struct {
	uint8_t number, leaf, word, bit, need;
} features[] = {
	/* clang-format off */
	{ 0, LEAF_1, D, 15, NO_NEED },          /* cmov */
	{ 1, LEAF_1, D, 23, SSE },              /* mmx */
	{ POPCNT, LEAF_1, C, 23, NO_NEED },
	{ 3, LEAF_1, D, 25, SSE },
	{ SSE2, LEAF_1, D, 26, SSE },
	{ 5, LEAF_1, C, 0, SSE },               /* sse3 */
	{ 6, LEAF_1, C, 9, SSE },               /* ssse3 */
	{ 7, LEAF_1, C, 19, SSE },              /* sse4.1 */
	{ SSE4_2, LEAF_1, C, 20, SSE },
	{ 9, LEAF_1, C, 28, AVX },              /* avx */
	{ AVX2, LEAF_7, B, 5, AVX },
	{ 11, LEAF_X1, C, 6, SSE },             /* sse4a */
	{ 12, LEAF_X1, C, 16, AVX },            /* fma4 */
	{ 13, LEAF_X1, C, 11, AVX },            /* xop */
	{ FMA, LEAF_1, C, 12, AVX },
	{ 15, LEAF_7, B, 16, AVX512 },          /* avx512f */
	{ BMI1, LEAF_7, B, 3, NO_NEED },
	{ BMI2, LEAF_7, B, 8, NO_NEED },
	{ 18, LEAF_1, C, 25, SSE },             /* aes */
	{ 19, LEAF_1, C, 1, SSE },              /* pclmul */
	{ AVX512VL, LEAF_7, B, 31, AVX512 },
	{ AVX512BW, LEAF_7, B, 30, AVX512 },
	{ AVX512DQ, LEAF_7, B, 17, AVX512 },
	{ AVX512CD, LEAF_7, B, 28, AVX512 },
	{ 24, LEAF_7, B, 27, AVX512 },          /* avx512er */
	{ 25, LEAF_7, B, 26, AVX512 },          /* avx512pf */
	{ 26, LEAF_7, C, 1, AVX512 },           /* avx512vbmi */
	{ 27, LEAF_7, B, 21, AVX512 },          /* avx512ifma */
	{ 28, LEAF_7, D, 2, AVX512 },           /* avx5124vnniw */
	{ 29, LEAF_7, D, 3, AVX512 },           /* avx5124fmaps */
	{ 30, LEAF_7, C, 14, AVX512 },          /* avx512vpopcntdq */
	{ 31, LEAF_7, C, 6, AVX512 },           /* avx512vbmi2 */
	{ 32, LEAF_7, C, 8, SSE },              /* gfni */
	{ 33, LEAF_7, C, 10, AVX },             /* vpclmulqdq */
	{ AVX512VNNI, LEAF_7, C, 11, AVX512 },
	{ 35, LEAF_7, C, 12, AVX512 },          /* avx512bitalg */
	{ AVX512BF16, LEAF_7_1, A, 5, AVX512 },
	{ 37, LEAF_7, D, 8, AVX512 },           /* avx512vp2intersect */
	{ 40, LEAF_7, B, 19, NO_NEED },         /* adx */
	{ 42, LEAF_7, C, 25, NO_NEED },         /* cldemote */
	{ 43, LEAF_7, B, 23, NO_NEED },         /* clflushopt */
	{ 44, LEAF_7, B, 24, NO_NEED },         /* clwb */
	{ 45, LEAF_X8, B, 0, NO_NEED },         /* clzero */
	{ CMPXCHG16B, LEAF_1, C, 13, NO_NEED },
	{ 48, LEAF_7, C, 29, NO_NEED },         /* enqcmd */
	{ F16C, LEAF_1, C, 29, AVX },
	{ 50, LEAF_7, B, 0, NO_NEED },          /* fsgsbase */
	{ LAHF, LEAF_X1, C, 0, NO_NEED },
	{ LONG_MODE, LEAF_X1, D, 29, NO_NEED },
	{ 56, LEAF_X1, C, 15, XSAVE },          /* lwp */
	{ LZCNT, LEAF_X1, C, 5, NO_NEED },
	{ MOVBE, LEAF_1, C, 22, NO_NEED },
	{ 59, LEAF_7, C, 28, NO_NEED },         /* movdir64b */
	{ 60, LEAF_7, C, 27, NO_NEED },         /* movdiri */
	{ 61, LEAF_X1, C, 29, NO_NEED },        /* mwaitx */
	{ 63, LEAF_7, D, 18, NO_NEED },         /* pconfig */
	{ 64, LEAF_7, C, 4, NO_NEED },          /* pku: switched on (OSPKE) */
	{ 65, LEAF_7, C, 0, NO_NEED },          /* prefetchwt1 */
	{ 66, LEAF_X1, C, 8, NO_NEED },         /* prfchw */
	{ 67, LEAF_14, B, 4, NO_NEED },         /* ptwrite */
	{ 68, LEAF_7, C, 22, NO_NEED },         /* rdpid */
	{ 69, LEAF_1, C, 30, NO_NEED },         /* rdrnd */
	{ 70, LEAF_7, B, 18, NO_NEED },         /* rdseed */
	{ 71, LEAF_7, B, 11, NO_NEED },         /* rtm */
	{ 72, LEAF_7, D, 14, NO_NEED },         /* serialize */
	{ 73, LEAF_7, B, 2, NO_NEED },          /* sgx */
	{ 74, LEAF_7, B, 29, SSE },             /* sha */
	{ 75, LEAF_7, C, 7, NO_NEED },          /* shstk */
	{ 76, LEAF_X1, C, 21, NO_NEED },        /* tbm */
	{ 77, LEAF_7, D, 16, NO_NEED },         /* tsxldtrk */
	{ 78, LEAF_7, C, 9, AVX },              /* vaes */
	{ 79, LEAF_7, C, 5, NO_NEED },          /* waitpkg */
	{ 80, LEAF_X8, B, 9, NO_NEED },         /* wbnoinvd */
	{ 81, LEAF_1, C, 26, XSAVE },           /* xsave */
	{ 82, LEAF_D_1, A, 1, XSAVE },          /* xsavec */
	{ 83, LEAF_D_1, A, 0, XSAVE },          /* xsaveopt */
	{ 84, LEAF_D_1, A, 3, XSAVE },          /* xsaves */
	{ 85, LEAF_7, D, 24, AMX },             /* amx-tile */
	{ 86, LEAF_7, D, 25, AMX },             /* amx-int8 */
	{ 87, LEAF_7, D, 22, AMX },             /* amx-bf16 */
	{ 88, LEAF_7, D, 5, NO_NEED },          /* uintr */
	{ 89, LEAF_7_1, A, 22, NO_NEED },       /* hreset */
	{ 90, LEAF_7, C, 23, SSE },             /* kl */
	{ 92, LEAF_19, B, 2, SSE },             /* widekl */
	{ 93, LEAF_7_1, A, 4, AVX },            /* avxvnni */
	{ 94, LEAF_7, D, 23, AVX512 },          /* avx512fp16 */
	{ 99, LEAF_7_1, A, 23, AVX },           /* avxifma */
	{ 100, LEAF_7_1, D, 4, AVX },           /* avxvnniint8 */
	{ 101, LEAF_7_1, D, 5, AVX },           /* avxneconvert */
	{ 102, LEAF_7_1, A, 7, NO_NEED },       /* cmpccxadd */
	{ 103, LEAF_7_1, A, 21, AMX },          /* amx-fp16 */
	{ 104, LEAF_7_1, D, 14, NO_NEED },      /* prefetchi */
	{ 105, LEAF_7_1, A, 3, NO_NEED },       /* raoint */
	{ 106, LEAF_7_1, D, 8, AMX },           /* amx-complex */
	{ 107, LEAF_7_1, D, 10, AVX },          /* avxvnniint16 */
	{ 108, LEAF_7_1, A, 1, AVX },           /* sm3 */
	{ 109, LEAF_7_1, A, 0, AVX },           /* sha512 */
	{ 110, LEAF_7_1, A, 2, AVX },           /* sm4 */
	{ 111, LEAF_7_1, D, 21, APX },          /* apxf */
	{ 112, LEAF_7_1, D, 15, NO_NEED },      /* usermsr */
	{ AVX10_1, LEAF_7_1, D, 19, AVX512 },
	{ 117, LEAF_1E_1, A, 7, AMX },          /* amx-avx512 */
	{ 118, LEAF_1E_1, A, 6, AMX },          /* amx-tf32 */
	{ 120, LEAF_1E_1, A, 4, AMX },          /* amx-fp8 */
	{ 121, LEAF_7_1, A, 31, NO_NEED },      /* movrs */
	{ 122, LEAF_1E_1, A, 8, AMX },          /* amx-movrs */
	/* clang-format on */
};

/* x86-64-v2, -v3 and -v4 (System V ABI, 3.1.1), each beyond the one before; 0 ends. */
static const uint8_t levels[][8] = {
	{ LONG_MODE, SSE2 },
	{ CMPXCHG16B, POPCNT, LAHF, SSE4_2 },
	{ AVX2, BMI1, BMI2, F16C, FMA, LZCNT, MOVBE },
	{ AVX512BW, AVX512CD, AVX512DQ, AVX512VL },
};

#define VENDOR_INTEL 1
#define VENDOR_AMD   2
#define VENDOR_OTHER 3

/* Type and subtype of what has these models: SDM vol. 4, table 2-1; AMD's guides of
 * processor revisions. Of entries that overlap, the first counts. */
static const struct {
	uint8_t vendor, family, first, last, type, subtype;
} models[] = {
	/* clang-format off */
	{ VENDOR_INTEL, 6, 0x0f, 0x0f, 2, 0 },  { VENDOR_INTEL, 6, 0x16, 0x17, 2, 0 },
	{ VENDOR_INTEL, 6, 0x1d, 0x1d, 2, 0 },                                 /* core2 */
	{ VENDOR_INTEL, 6, 0x1a, 0x1a, 3, 1 },  { VENDOR_INTEL, 6, 0x1e, 0x1f, 3, 1 },
	{ VENDOR_INTEL, 6, 0x2e, 0x2e, 3, 1 },                                 /* nehalem */
	{ VENDOR_INTEL, 6, 0x25, 0x25, 3, 2 },  { VENDOR_INTEL, 6, 0x2c, 0x2c, 3, 2 },
	{ VENDOR_INTEL, 6, 0x2f, 0x2f, 3, 2 },                                 /* westmere */
	{ VENDOR_INTEL, 6, 0x2a, 0x2a, 3, 3 },  { VENDOR_INTEL, 6, 0x2d, 0x2d, 3, 3 },
	{ VENDOR_INTEL, 6, 0x3a, 0x3a, 3, 12 }, { VENDOR_INTEL, 6, 0x3e, 0x3e, 3, 12 },
	{ VENDOR_INTEL, 6, 0x3c, 0x3c, 3, 13 }, { VENDOR_INTEL, 6, 0x3f, 0x3f, 3, 13 },
	{ VENDOR_INTEL, 6, 0x45, 0x46, 3, 13 },                                /* haswell */
	{ VENDOR_INTEL, 6, 0x3d, 0x3d, 3, 14 }, { VENDOR_INTEL, 6, 0x47, 0x47, 3, 14 },
	{ VENDOR_INTEL, 6, 0x4f, 0x4f, 3, 14 }, { VENDOR_INTEL, 6, 0x56, 0x56, 3, 14 },
	{ VENDOR_INTEL, 6, 0x4e, 0x4e, 3, 15 }, { VENDOR_INTEL, 6, 0x5e, 0x5e, 3, 15 },
	{ VENDOR_INTEL, 6, 0x8e, 0x8e, 3, 15 }, { VENDOR_INTEL, 6, 0x9e, 0x9e, 3, 15 },
	{ VENDOR_INTEL, 6, 0xa5, 0xa6, 3, 15 },                                /* skylake */
	{ VENDOR_INTEL, 6, 0x55, 0x55, 3, 16 },         /* skylake-avx512, or a later one */
	{ VENDOR_INTEL, 6, 0x66, 0x66, 3, 17 },                                /* cannonlake */
	{ VENDOR_INTEL, 6, 0x7d, 0x7e, 3, 18 }, { VENDOR_INTEL, 6, 0x6a, 0x6a, 3, 19 },
	{ VENDOR_INTEL, 6, 0x6c, 0x6c, 3, 19 },                                /* icelake */
	{ VENDOR_INTEL, 6, 0x8c, 0x8d, 3, 22 },                                /* tigerlake */
	{ VENDOR_INTEL, 6, 0xa7, 0xa7, 3, 27 },                                /* rocketlake */
	{ VENDOR_INTEL, 6, 0x8f, 0x8f, 3, 24 }, { VENDOR_INTEL, 6, 0xcf, 0xcf, 3, 24 },
	{ VENDOR_INTEL, 6, 0x97, 0x97, 3, 25 }, { VENDOR_INTEL, 6, 0x9a, 0x9a, 3, 25 },
	{ VENDOR_INTEL, 6, 0xaa, 0xaa, 3, 25 }, { VENDOR_INTEL, 6, 0xac, 0xac, 3, 25 },
	{ VENDOR_INTEL, 6, 0xb7, 0xb7, 3, 25 }, { VENDOR_INTEL, 6, 0xba, 0xba, 3, 25 },
	{ VENDOR_INTEL, 6, 0xbe, 0xbf, 3, 25 },                                /* alderlake */
	{ VENDOR_INTEL, 6, 0xad, 0xad, 3, 30 }, { VENDOR_INTEL, 6, 0xae, 0xae, 3, 31 },
	{ VENDOR_INTEL, 6, 0xc5, 0xc5, 3, 32 }, { VENDOR_INTEL, 6, 0xc6, 0xc6, 3, 33 },
	{ VENDOR_INTEL, 6, 0xbd, 0xbd, 3, 33 }, { VENDOR_INTEL, 6, 0xcc, 0xcc, 3, 34 },
	{ VENDOR_INTEL, 6, 0x1c, 0x1c, 1, 0 },  { VENDOR_INTEL, 6, 0x26, 0x27, 1, 0 },
	{ VENDOR_INTEL, 6, 0x35, 0x36, 1, 0 },                                 /* bonnell */
	{ VENDOR_INTEL, 6, 0x37, 0x37, 6, 0 },  { VENDOR_INTEL, 6, 0x4a, 0x4a, 6, 0 },
	{ VENDOR_INTEL, 6, 0x4c, 0x4d, 6, 0 },  { VENDOR_INTEL, 6, 0x5a, 0x5a, 6, 0 },
	{ VENDOR_INTEL, 6, 0x5d, 0x5d, 6, 0 },                                 /* silvermont */
	{ VENDOR_INTEL, 6, 0x57, 0x57, 7, 0 },  { VENDOR_INTEL, 6, 0x85, 0x85, 11, 0 },
	{ VENDOR_INTEL, 6, 0x5c, 0x5c, 12, 0 }, { VENDOR_INTEL, 6, 0x5f, 0x5f, 12, 0 },
	{ VENDOR_INTEL, 6, 0x7a, 0x7a, 13, 0 }, { VENDOR_INTEL, 6, 0x86, 0x86, 14, 0 },
	{ VENDOR_INTEL, 6, 0x8a, 0x8a, 14, 0 }, { VENDOR_INTEL, 6, 0x96, 0x96, 14, 0 },
	{ VENDOR_INTEL, 6, 0x9c, 0x9c, 14, 0 },                                /* tremont */
	{ VENDOR_INTEL, 6, 0xaf, 0xaf, 17, 0 }, { VENDOR_INTEL, 6, 0xb6, 0xb6, 18, 0 },
	{ VENDOR_INTEL, 6, 0xdd, 0xdd, 19, 0 },                          /* clearwaterforest */
	{ VENDOR_AMD, 0x10, 2, 2, 4, 4 },       { VENDOR_AMD, 0x10, 4, 4, 4, 5 },
	{ VENDOR_AMD, 0x10, 8, 8, 4, 6 },       { VENDOR_AMD, 0x10, 0, 0xff, 4, 0 },
	{ VENDOR_AMD, 0x14, 0, 0xff, 8, 0 },                                   /* btver1 */
	{ VENDOR_AMD, 0x15, 0x60, 0x7f, 5, 10 }, { VENDOR_AMD, 0x15, 0x30, 0x3f, 5, 9 },
	{ VENDOR_AMD, 0x15, 0x10, 0x1f, 5, 8 }, { VENDOR_AMD, 0x15, 2, 2, 5, 8 },
	{ VENDOR_AMD, 0x15, 0, 0x0f, 5, 7 },    { VENDOR_AMD, 0x15, 0, 0xff, 5, 0 },
	{ VENDOR_AMD, 0x16, 0, 0xff, 9, 0 },                                   /* btver2 */
	{ VENDOR_AMD, 0x17, 0, 0x2f, 10, 11 },                                 /* znver1 */
	{ VENDOR_AMD, 0x17, 0x30, 0x3f, 10, 20 }, { VENDOR_AMD, 0x17, 0x47, 0x47, 10, 20 },
	{ VENDOR_AMD, 0x17, 0x60, 0x7f, 10, 20 }, { VENDOR_AMD, 0x17, 0x84, 0x87, 10, 20 },
	{ VENDOR_AMD, 0x17, 0x90, 0xaf, 10, 20 }, { VENDOR_AMD, 0x17, 0, 0xff, 10, 0 },
	{ VENDOR_AMD, 0x19, 0x10, 0x1f, 15, 29 }, { VENDOR_AMD, 0x19, 0x60, 0x7f, 15, 29 },
	{ VENDOR_AMD, 0x19, 0xa0, 0xaf, 15, 29 }, { VENDOR_AMD, 0x19, 0, 0x5f, 15, 26 },
	{ VENDOR_AMD, 0x19, 0, 0xff, 15, 0 },
	{ VENDOR_AMD, 0x1a, 0, 0x4f, 20, 35 },  { VENDOR_AMD, 0x1a, 0x60, 0x77, 20, 35 },
	{ VENDOR_AMD, 0x1a, 0xd0, 0xd7, 20, 35 }, { VENDOR_AMD, 0x1a, 0, 0xff, 20, 0 },
	/* clang-format on */
};

static int has(const uint32_t *found, unsigned number)
{
	return found[number / 32] >> number % 32 & 1;
}

static void add(uint32_t *found, unsigned number)
{
	found[number / 32] |= 1u << number % 32;
}

/* Beyond the last leaf Intel's processors answer as for the last. */
static void read_leaf(const struct cpu_facts *facts, enum leaf_number which, uint32_t *answer)
{
	uint32_t leaf = leaves[which].leaf, subleaf = leaves[which].subleaf, first[4];

	answer[A] = answer[B] = answer[C] = answer[D] = 0;
	facts->ask(leaf & 0x80000000, 0, first);
	if (first[A] < leaf || (first[A] ^ leaf) >> 31)
		return;
	if (leaf == 7 && subleaf > 0) {
		facts->ask(leaf, 0, first);
		if (first[A] < subleaf)
			return;
	}
	facts->ask(leaf, subleaf, answer);
}

static void find_features(const struct cpu_facts *facts, uint32_t answers[LEAVES][4],
                          uint32_t *found)
{
	const uint64_t xcr0 = facts->xcr0;
	const int can[NEEDS] = {
		[NO_NEED] = 1,
		[SSE] = facts->can_use_sse != 0,
		[XSAVE] = xcr0 != 0,
		[AVX] = (xcr0 & XCR0_AVX) == XCR0_AVX,
		[AVX512] = (xcr0 & XCR0_AVX512) == XCR0_AVX512,
		[AMX] = (xcr0 & XCR0_AMX) == XCR0_AMX,
		[APX] = (xcr0 & XCR0_APX) == XCR0_APX,
	};

	for (unsigned i = 0; i < sizeof features / sizeof features[0]; i++)
		if (can[features[i].need] &&
		    answers[features[i].leaf][features[i].word] >> features[i].bit & 1)
			add(found, features[i].number);
	if (has(found, AVX10_1) && (answers[LEAF_24][B] & 0xff) >= 2)
		add(found, AVX10_2);
	for (unsigned level = 0; level < sizeof levels / sizeof levels[0]; level++) {
		for (const uint8_t *number = levels[level]; *number; number++)
			if (!has(found, *number))
				return;
		add(found, LEVEL_1 + level);
	}
}

static uint32_t find_vendor(const struct cpu_facts *facts)
{
	uint32_t answer[4];

	facts->ask(0, 0, answer);
	if (answer[B] == 0x756e6547) /* "Genu" */
		return VENDOR_INTEL;
	return answer[B] == 0x68747541 ? VENDOR_AMD : VENDOR_OTHER; /* "Auth" */
}

static void find_model(uint32_t signature, const uint32_t *found, struct cpu_model *model)
{
	uint32_t family = signature >> 8 & 0xf, number = signature >> 4 & 0xf;

	if (family == 6 || family == 0xf)
		number |= signature >> 12 & 0xf0;
	if (family == 0xf)
		family += signature >> 20 & 0xff;
	for (unsigned i = 0; i < sizeof models / sizeof models[0]; i++) {
		if (models[i].vendor != model->vendor || models[i].family != family ||
		    number < models[i].first || number > models[i].last)
			continue;
		model->type = models[i].type;
		model->subtype = models[i].subtype;
		break;
	}
	/* Three that have one model number. */
	if (model->subtype == 16 && has(found, AVX512BF16))
		model->subtype = 23;
	else if (model->subtype == 16 && has(found, AVX512VNNI))
		model->subtype = 21;
}

void rt_cpu_model_find(const struct cpu_facts *facts, struct cpu_model *model,
                       uint32_t features2[CPU_FEATURE_WORDS - 1])
{
	uint32_t answers[LEAVES][4], found[CPU_FEATURE_WORDS] = { 0 };
	struct cpu_model now = { .vendor = find_vendor(facts) };

	for (unsigned i = 0; i < LEAVES; i++)
		read_leaf(facts, (enum leaf_number)i, answers[i]);
	find_features(facts, answers, found);
	find_model(answers[LEAF_1][A], found, &now);
	now.features = found[0];
	*model = now;
	for (unsigned i = 1; i < CPU_FEATURE_WORDS; i++)
		features2[i - 1] = found[i];
}

/* ---- This processor ---- */

#define FEATURES_C_OSXSAVE (1u << 27) /* CR4.OSXSAVE, and with it XGETBV */
#define CR0_EM             (1u << 2)
#define CR4_OSFXSR         (1u << 9)

struct cpu_model cpu_model;
uint32_t cpu_features2[CPU_FEATURE_WORDS - 1];

static void ask(uint32_t leaf, uint32_t subleaf, uint32_t answer[4])
{
	__asm__ volatile("cpuid"
	                 : "=a"(answer[A]), "=b"(answer[B]), "=c"(answer[C]), "=d"(answer[D])
	                 : "a"(leaf), "c"(subleaf));
}

static uint64_t read_xcr0(void)
{
	uint32_t answer[4], low = 0, high = 0;

	ask(1, 0, answer);
	if (!(answer[C] & FEATURES_C_OSXSAVE))
		return 0;
	__asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
	return (uint64_t)high << 32 | low;
}

/* In ring 3, as in a test on the host, an operating system has seen to it. */
static uint32_t can_use_sse(void)
{
	uint64_t cr0 = 0, cr4 = 0;
	uint16_t cs = 0;

	__asm__("movw %%cs, %0" : "=r"(cs));
	if (cs & 3)
		return 1;
	__asm__ volatile("movq %%cr0, %0; movq %%cr4, %1" : "=r"(cr0), "=r"(cr4));
	return !(cr0 & CR0_EM) && cr4 & CR4_OSFXSR;
}

/* Before all constructors that may ask; linked only if something does. */
__attribute__((constructor(101))) int cpu_indicator_init(void)
{
	const struct cpu_facts facts = { ask, read_xcr0(), can_use_sse() };

	rt_cpu_model_find(&facts, &cpu_model, cpu_features2);
	return 0;
}
#endif
