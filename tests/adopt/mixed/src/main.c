#include <ingot/boot.h>
#include <stdio.h>

int driver_version(void);
int math_add(int a, int b);
int deep(void);
int most(void);
int cxx_dialect(void);
int cxx_only(void);

#ifdef ONLY_CXX
#error a flag of C++ in C
#endif

static void start(const struct boot_info *boot)
{
	printf("mixed: %d, %d, depths %d %d %d\n", driver_version(), math_add(LEVEL, 2), DEPTH,
	       deep(), most());
	printf("C %ld, C++ %d, %d\n", __STDC_VERSION__, cxx_dialect(), cxx_only());
}
ENTRY_POINT(start)
