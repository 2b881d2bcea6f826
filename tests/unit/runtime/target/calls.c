/* Every operation of C on every arithmetic type, so that its object file names
 * each function that clang calls for this target. Compiled, never run. */

__extension__ typedef __int128 ti;
__extension__ typedef unsigned __int128 tu;
typedef int si;
typedef unsigned su;
typedef long long di;
typedef unsigned long long du;
typedef float sf;
typedef double df;
typedef _Complex float sc;
typedef _Complex double dc;

/* clang-format off */
#define BINARY(name, type, operator) \
	type name##_##type(type a, type b) { return a operator b; }
#define RELATION(name, type, operator) \
	int name##_##type(type a, type b) { return a operator b; }
#define FIELD(type) \
	BINARY(add, type, +) BINARY(subtract, type, -) BINARY(multiply, type, *) \
	BINARY(divide, type, /) RELATION(equal, type, ==) RELATION(unequal, type, !=) \
	type negate_##type(type a) { return -a; }
#define ORDERED(type) \
	FIELD(type) RELATION(less, type, <) RELATION(less_equal, type, <=) \
	RELATION(greater, type, >) RELATION(greater_equal, type, >=)
#define INTEGER(type) \
	ORDERED(type) BINARY(remainder, type, %) \
	type up_##type(type a, int b) { return a << b; } \
	type down_##type(type a, int b) { return a >> b; } \
	int add_tells_##type(type a, type b, type *c) { return __builtin_add_overflow(a, b, c); } \
	int mul_tells_##type(type a, type b, type *c) { return __builtin_mul_overflow(a, b, c); }
#define FLOATING(type) \
	ORDERED(type) \
	int unordered_##type(type a, type b) { return __builtin_isunordered(a, b); } \
	int apart_##type(type a, type b) { return __builtin_islessgreater(a, b); } \
	type power_##type(type a, int b) { return (type)__builtin_powi(a, b); }
#define TO(from, to) to from##_to_##to(from a) { return (to)a; }
#define TO_ALL(from) \
	TO(from, si) TO(from, su) TO(from, di) TO(from, du) TO(from, ti) TO(from, tu) \
	TO(from, sf) TO(from, df)

INTEGER(si) INTEGER(su) INTEGER(di) INTEGER(du) INTEGER(ti) INTEGER(tu)
FLOATING(sf) FLOATING(df) FIELD(sc) FIELD(dc)
TO_ALL(si) TO_ALL(su) TO_ALL(di) TO_ALL(du) TO_ALL(ti) TO_ALL(tu) TO_ALL(sf) TO_ALL(df)
sf powerf(sf a, int b) { return __builtin_powif(a, b); }

#define COUNTING(name) \
	int name##_si(su a) { return __builtin_##name(a); } \
	int name##_di(du a) { return __builtin_##name##ll(a); }
COUNTING(popcount) COUNTING(parity) COUNTING(clz) COUNTING(ctz) COUNTING(ffs)
su swap_si(su a) { return __builtin_bswap32(a); }
du swap_di(du a) { return __builtin_bswap64(a); }

/* Soft float has half as a storage type alone, and no bfloat16. */
typedef __fp16 hf;
sf half_to_single(hf *a) { return *a; }
df half_to_double(hf *a) { return *a; }
ti half_to_integer(hf *a) { return (ti)*a; }
void half_from_single(hf *a, sf b) { *a = (hf)b; }
void half_from_double(hf *a, df b) { *a = (hf)b; }
void half_from_integer(hf *a, ti b) { *a = (hf)b; }
void half_sum(hf *a, hf *b) { *a = *a + *b; }
#ifdef __SSE2__
__extension__ typedef _Float16 xf;
__extension__ typedef __bf16 bf;
FLOATING(xf)
/* Between the two is left out: clang 19 fails to compile that. */
TO_ALL(xf) TO_ALL(bf)
TO(si, xf) TO(su, xf) TO(di, xf) TO(du, xf) TO(ti, xf) TO(tu, xf) TO(sf, xf) TO(df, xf)
TO(si, bf) TO(su, bf) TO(di, bf) TO(du, bf) TO(ti, bf) TO(tu, bf) TO(sf, bf) TO(df, bf)
bf bfloat_sum(bf a, bf b) { return a + b; }
#endif

struct three { char byte[3]; };
ti load(ti *a) { return __atomic_load_n(a, 5); }
void store(ti *a, ti b) { __atomic_store_n(a, b, 5); }
ti swap(ti *a, ti b) { return __atomic_exchange_n(a, b, 5); }
_Bool try(ti *a, ti *b, ti c) { return __atomic_compare_exchange_n(a, b, c, 0, 5, 5); }
ti fetch_add(ti *a) { return __atomic_fetch_add(a, 1, 5); }
ti fetch_nand(ti *a) { return __atomic_fetch_nand(a, 1, 5); }
void get(struct three *a, struct three *b) { __atomic_load(a, b, 5); }
void put(struct three *a, struct three *b) { __atomic_store(a, b, 5); }

void copy(char *a, const char *b, unsigned long n) { __builtin_memcpy(a, b, n); }
void move(char *a, const char *b, unsigned long n) { __builtin_memmove(a, b, n); }
void fill(char *a, unsigned long n) { __builtin_memset(a, 0, n); }
int compare(const char *a, const char *b, unsigned long n) { return __builtin_memcmp(a, b, n); }
int same(const char *a, const char *b, unsigned long n) { return !__builtin_memcmp(a, b, n); }
unsigned long length(const char *a) { return __builtin_strlen(a); }
