/* What __builtin_cpu_supports is answered: as the host compiler's own library does, on
 * this processor; and on processors that are made up. Runs on x86_64 alone. */
#include "rt.h"

struct cpu_model {
	uint32_t vendor, type, subtype, features;
};
struct cpu_facts {
	void (*ask)(uint32_t leaf, uint32_t subleaf, uint32_t answer[4]);
	uint64_t xcr0;
	uint32_t can_use_sse;
};

extern struct cpu_model rt___cpu_model;
extern uint32_t rt___cpu_features2[3];
int rt___cpu_indicator_init(void);
void rt_cpu_model_find(const struct cpu_facts *facts, struct cpu_model *model, uint32_t *features2);

#define BIT(number) (UINT32_C(1) << (number))

/* Ours, and the host compiler's. */
#define CHECK_NAME(number, name) \
	if (((number) < 32 ? rt___cpu_model.features & BIT((number) % 32) \
	                   : rt___cpu_features2[(number) / 32 - 1] & BIT((number) % 32)) != 0) { \
		if (!__builtin_cpu_supports(name)) \
			fail_msg("%s: ours says yes, the host's no", name); \
	} else if (__builtin_cpu_supports(name)) { \
		fail_msg("%s: ours says no, the host's yes", name); \
	}

TEST(this_processor_is_as_the_compiler_says)
{
	__builtin_cpu_init();
	assert_int_equal(rt___cpu_indicator_init(), 0);
	assert_int_equal(rt___cpu_model.vendor == 1, __builtin_cpu_is("intel") != 0);
	assert_int_equal(rt___cpu_model.vendor == 2, __builtin_cpu_is("amd") != 0);
	CHECK_NAME(0, "cmov");
	CHECK_NAME(1, "mmx");
	CHECK_NAME(2, "popcnt");
	CHECK_NAME(3, "sse");
	CHECK_NAME(4, "sse2");
	CHECK_NAME(5, "sse3");
	CHECK_NAME(6, "ssse3");
	CHECK_NAME(7, "sse4.1");
	CHECK_NAME(8, "sse4.2");
	CHECK_NAME(9, "avx");
	CHECK_NAME(10, "avx2");
	CHECK_NAME(11, "sse4a");
	CHECK_NAME(12, "fma4");
	CHECK_NAME(13, "xop");
	CHECK_NAME(14, "fma");
	CHECK_NAME(15, "avx512f");
	CHECK_NAME(16, "bmi");
	CHECK_NAME(17, "bmi2");
	CHECK_NAME(18, "aes");
	CHECK_NAME(19, "pclmul");
	CHECK_NAME(20, "avx512vl");
	CHECK_NAME(21, "avx512bw");
	CHECK_NAME(22, "avx512dq");
	CHECK_NAME(23, "avx512cd");
	CHECK_NAME(26, "avx512vbmi");
	CHECK_NAME(27, "avx512ifma");
	CHECK_NAME(30, "avx512vpopcntdq");
	CHECK_NAME(31, "avx512vbmi2");
	CHECK_NAME(32, "gfni");
	CHECK_NAME(33, "vpclmulqdq");
	CHECK_NAME(34, "avx512vnni");
	CHECK_NAME(35, "avx512bitalg");
	CHECK_NAME(36, "avx512bf16");
	CHECK_NAME(37, "avx512vp2intersect");
}

/* ---- Made up ---- */

static uint32_t vendor_word = 0x756e6547, signature, last_leaf = 0x24;

static void ask(uint32_t leaf, uint32_t subleaf, uint32_t answer[4])
{
	for (int i = 0; i < 4; i++)
		answer[i] = UINT32_MAX;
	if (leaf == 0)
		answer[0] = last_leaf;
	if (leaf == 0)
		answer[1] = vendor_word;
	if (leaf == 0x80000000)
		answer[0] = 0x80000008;
	if (leaf == 1)
		answer[0] = signature;
	if (leaf == 7 && subleaf == 0)
		answer[0] = 1;
}

static struct cpu_model model;
static uint32_t features2[3];

static bool supports(unsigned number)
{
	return ((number < 32 ? model.features : features2[number / 32 - 1]) >> number % 32) & 1;
}

static void find(uint64_t xcr0, bool can_use_sse)
{
	struct cpu_facts facts = { ask, xcr0, can_use_sse };

	rt_cpu_model_find(&facts, &model, features2);
}

enum { CMOV = 0, MMX = 1, SSE2 = 4, AVX = 9, AVX2 = 10, AVX512F = 15, BMI = 16, AES = 18 };
enum { VAES = 78, XSAVE = 81, AMX_TILE = 85, V1 = 95, V2, V3, V4, APX = 111, AVX10_2 = 116 };

TEST(what_is_not_switched_on_does_not_count)
{
	find(0, false);
	assert_true(supports(CMOV) && supports(BMI));
	assert_false(supports(MMX) || supports(SSE2) || supports(AES) || supports(AVX) ||
	             supports(XSAVE) || supports(AVX512F) || supports(AMX_TILE) || supports(V1));
	find(0, true);
	assert_true(supports(SSE2) && supports(AES) && supports(V1) && supports(V2));
	assert_false(supports(AVX) || supports(VAES) || supports(XSAVE) || supports(V3));
	find(3, true);
	assert_true(supports(XSAVE));
	assert_false(supports(AVX) || supports(AVX2));
	find(7, true);
	assert_true(supports(AVX) && supports(AVX2) && supports(VAES) && supports(V3));
	assert_false(supports(AVX512F) || supports(AMX_TILE) || supports(V4) || supports(AVX10_2));
	find(0xe7, true);
	assert_true(supports(AVX512F) && supports(V4) && supports(AVX10_2));
	assert_false(supports(AMX_TILE) || supports(APX));
	find(0xe00e7, true);
	assert_true(supports(AMX_TILE) && supports(APX));
}

/* Intel's answer for the last leaf where there is no such leaf. */
TEST(leaves_that_are_not_there_say_nothing)
{
	last_leaf = 5;
	find(0xe7, true);
	last_leaf = 0x24;
	assert_true(supports(AVX));
	assert_false(supports(BMI) || supports(AVX2) || supports(AVX512F));
}

static void assert_model(uint32_t vendor, uint32_t eax, uint32_t type, uint32_t subtype)
{
	vendor_word = vendor;
	signature = eax;
	find(0x7, true);
	assert_int_equal(model.type, type);
	assert_int_equal(model.subtype, subtype);
}

TEST(models_have_names)
{
	const uint32_t intel = 0x756e6547, amd = 0x68747541, other = 0x746e6543;

	assert_model(intel, 0x306c3, 3, 13); /* haswell */
	assert_model(intel, 0x506e3, 3, 15); /* skylake */
	assert_model(intel, 0x106c2, 1, 0);  /* bonnell */
	assert_model(intel, 0x50654, 3, 16); /* skylake-avx512: AVX-512 is not switched on */
	find(0xe7, true);
	assert_int_equal(model.subtype, 23); /* cooperlake: it is */
	assert_model(intel, 0x00f43, 0, 0);  /* a Pentium 4 */
	assert_int_equal(model.vendor, 1);
	assert_model(amd, 0x800f82, 10, 11);   /* znver1 */
	assert_model(amd, 0x830f10, 10, 20);   /* znver2 */
	assert_model(amd, 0xa20f10, 15, 26);   /* znver3 */
	assert_model(amd, 0xa60f12, 15, 29);   /* znver4 */
	assert_model(amd, 0x00100f43, 4, 5);   /* shanghai */
	assert_model(amd, 0x00b40f40, 20, 35); /* znver5 */
	assert_int_equal(model.vendor, 2);
	assert_model(other, 0x306c3, 0, 0);
	assert_int_equal(model.vendor, 3);
	vendor_word = intel;
}
