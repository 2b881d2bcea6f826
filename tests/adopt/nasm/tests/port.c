#include <ingot/test.h>

int port_width(void);
void fall(void);

TEST(width_is_known)
{
	CHECK_EQ(port_width(), 0x28);
}

TEST(fall_is_reported)
{
	fall();
}
