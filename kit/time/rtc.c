/* rtc: the CMOS clock, the date of <ingot/clock.h> (Motorola MC146818A data
 * sheet; ACPI 6.5, 5.2.9, for the century). */
#include <ingot/acpi.h>
#include <ingot/clock.h>
#include <ingot/cpu.h>
#include <ingot/spinlock.h>
#include <stddef.h>
#include <string.h>

#include "abi/acpi_tables.h"

#define PORT_INDEX 0x70 /* bit 7 would switch NMIs off */
#define PORT_DATA  0x71

enum rtc_register {
	RTC_SECOND = 0,
	RTC_MINUTE = 2,
	RTC_HOUR = 4,
	RTC_DAY = 7,
	RTC_MONTH = 8,
	RTC_YEAR = 9,
	RTC_STATUS_A = 10,
	RTC_STATUS_B = 11,
};

#define A_UPDATING 0x80
#define B_24_HOURS 0x02
#define B_BINARY   0x04
#define HOUR_PM    0x80 /* in the format of 12 hours */
/* An update takes 2 ms and a look 1 us; but an emulator ends it when its host
 * gets to it. A second at most, where there is no clock. */
#define UPDATE_TRIES  500000
#define READ_TRIES    1000
#define CENTURY_NO    0
#define CENTURY_GUESS 2000 /* without the register: 2000 to 2099 */

static struct spinlock rtc_lock = SPINLOCK("rtc");

static uint8_t rtc_read(unsigned which)
{
	cpu_out8(PORT_INDEX, (uint8_t)which);
	return cpu_in8(PORT_DATA);
}

struct reading {
	uint8_t second, minute, hour, day, month, year, century;
};

static struct reading read_once(uint8_t century_register)
{
	return (struct reading){
		.second = rtc_read(RTC_SECOND),
		.minute = rtc_read(RTC_MINUTE),
		.hour = rtc_read(RTC_HOUR),
		.day = rtc_read(RTC_DAY),
		.month = rtc_read(RTC_MONTH),
		.year = rtc_read(RTC_YEAR),
		.century = century_register != CENTURY_NO ? rtc_read(century_register) : 0,
	};
}

static bool wait_for_no_update(void)
{
	for (int i = 0; i < UPDATE_TRIES; i++)
		if (!(rtc_read(RTC_STATUS_A) & A_UPDATING))
			return true;
	return false;
}

/* An update may begin behind the look at the flag: what is read twice the same
 * is whole. */
static bool read_stable(uint8_t century_register, struct reading *to)
{
	for (int i = 0; i < READ_TRIES; i++) {
		struct reading again;

		if (!wait_for_no_update())
			return false;
		*to = read_once(century_register);
		again = read_once(century_register);
		if (memcmp(to, &again, sizeof again) == 0)
			return true;
	}
	return false;
}

static uint8_t find_century_register(void)
{
	const struct acpi_header *fadt;

	if (acpi_find_table("FACP", &fadt) ||
	    le32_get(fadt->size_bytes) <= offsetof(struct acpi_fadt, century))
		return CENTURY_NO;
	return ((const struct acpi_fadt *)fadt)->century & 0x7f;
}

static unsigned number(uint8_t value, uint8_t status_b)
{
	return status_b & B_BINARY ? value : value / 16u * 10 + value % 16u;
}

static unsigned hour_of(uint8_t value, uint8_t status_b)
{
	unsigned hour;

	if (status_b & B_24_HOURS)
		return number(value, status_b);
	hour = number(value & (uint8_t)~HOUR_PM, status_b) % 12;
	return value & HOUR_PM ? hour + 12 : hour;
}

static void decode(const struct reading *r, uint8_t status_b, struct tm *date)
{
	unsigned year = number(r->year, status_b);
	unsigned century = number(r->century, status_b);

	year += century >= 19 && century <= 99 ? century * 100 : CENTURY_GUESS;
	*date = (struct tm){
		.tm_sec = (int)number(r->second, status_b),
		.tm_min = (int)number(r->minute, status_b),
		.tm_hour = (int)hour_of(r->hour, status_b),
		.tm_mday = (int)number(r->day, status_b),
		.tm_mon = (int)number(r->month, status_b) - 1,
		.tm_year = (int)year - 1900,
	};
}

/* Not there, or its battery is empty: any byte may be in it. timegm adds the
 * day of the week, and moves a date that is none. */
static bool is_date(struct tm *date)
{
	struct tm moved = *date;

	return timegm(&moved) != (time_t)-1 && moved.tm_sec == date->tm_sec &&
	       moved.tm_min == date->tm_min && moved.tm_hour == date->tm_hour &&
	       moved.tm_mday == date->tm_mday && moved.tm_mon == date->tm_mon &&
	       (*date = moved, true);
}

const char *clock_read_date(struct tm *date)
{
	uint8_t century_register = find_century_register();
	uint64_t rflags = spinlock_acquire(&rtc_lock);
	uint8_t status_b = rtc_read(RTC_STATUS_B);
	struct reading reading;
	bool is_read = read_stable(century_register, &reading);

	spinlock_release(&rtc_lock, rflags);
	if (!is_read)
		return "no real-time clock responds";
	decode(&reading, status_b, date);
	return is_date(date) ? NULL : "the real-time clock has no valid date";
}
