// library: what the headers of C++ in runtime/include/c++/ promise. It compiles with any
// standard library, so that another one tells whether what it says is so.
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <cctype>
#include <cerrno>
#include <cfloat>
#include <cinttypes>
#include <climits>
#include <compare>
#include <concepts>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <initializer_list>
#include <limits>
#include <new>
#include <source_location>
#include <type_traits>
#include <utility>

// ---- <type_traits> ----

struct empty {};
struct base {
	virtual ~base() = default;
	virtual int get() const noexcept { return 1; }
	int add(int n) { return n + member; }
	int member = 2;
};
struct derived final : base {};
struct abstract {
	virtual void f() = 0;
};
union either {
	int i;
	char c;
};
enum plain : short { ONE };
enum class scoped : long { TWO };
struct only_moved {
	only_moved() = default;
	only_moved(only_moved &&) noexcept {}
	only_moved &operator=(only_moved &&) noexcept { return *this; }
};
struct may_throw {
	may_throw();
	may_throw(const may_throw &);
	may_throw &operator=(const may_throw &);
	~may_throw() noexcept(false);
};
struct fixed {
	fixed(const fixed &) = delete;
	fixed &operator=(const fixed &) = delete;
};
struct from_int {
	from_int(int) {}
	explicit from_int(const char *) {}
	explicit operator bool() const { return true; }
};

static_assert(std::integral_constant<int, 3>() == 3 && std::true_type::value && !std::false_type());
static_assert(std::is_same_v<int, int> && !std::is_same_v<int, const int>);
static_assert(std::is_void_v<const void> && !std::is_void_v<int>);
static_assert(std::is_null_pointer_v<const std::nullptr_t> && !std::is_null_pointer_v<void *>);
static_assert(std::is_integral_v<bool> && std::is_integral_v<const char32_t> &&
              !std::is_integral_v<plain>);
static_assert(std::is_floating_point_v<long double> && !std::is_floating_point_v<int>);
static_assert(std::is_array_v<int[]> && std::is_array_v<int[3]> && !std::is_array_v<int *>);
static_assert(std::is_bounded_array_v<int[3]> && !std::is_bounded_array_v<int[]> &&
              std::is_unbounded_array_v<int[]>);
static_assert(std::is_enum_v<plain> && std::is_enum_v<scoped> && !std::is_enum_v<int>);
static_assert(std::is_union_v<either> && std::is_class_v<empty> && !std::is_class_v<either>);
static_assert(std::is_function_v<int(int)> && std::is_function_v<void() const> &&
              !std::is_function_v<void (*)()>);
static_assert(std::is_pointer_v<int *const> && !std::is_pointer_v<int base::*>);
static_assert(std::is_lvalue_reference_v<int &> && std::is_rvalue_reference_v<int &&> &&
              std::is_reference_v<int &&>);
static_assert(std::is_member_object_pointer_v<int base::*> &&
              std::is_member_function_pointer_v<int (base::*)(int)>);
static_assert(std::is_member_pointer_v<int base::*const> && !std::is_member_pointer_v<int *>);
static_assert(std::is_fundamental_v<std::nullptr_t> && std::is_arithmetic_v<float> &&
              !std::is_arithmetic_v<plain>);
static_assert(std::is_scalar_v<plain> && !std::is_scalar_v<empty> && std::is_object_v<empty> &&
              !std::is_object_v<int &>);
static_assert(std::is_compound_v<int *> && !std::is_compound_v<int>);
static_assert(std::is_const_v<const int> && !std::is_const_v<const int *> &&
              std::is_volatile_v<volatile int>);
static_assert(std::is_trivial_v<empty> && !std::is_trivial_v<base> &&
              std::is_trivially_copyable_v<either>);
static_assert(std::is_standard_layout_v<empty> && !std::is_standard_layout_v<base>);
static_assert(std::is_empty_v<empty> && std::is_polymorphic_v<base> &&
              std::is_abstract_v<abstract>);
static_assert(std::is_final_v<derived> && !std::is_final_v<base> && std::is_aggregate_v<either>);
static_assert(std::is_signed_v<int> && std::is_signed_v<float> && std::is_unsigned_v<bool> &&
              !std::is_signed_v<empty>);
static_assert(std::has_virtual_destructor_v<base> && !std::has_virtual_destructor_v<abstract>);
static_assert(std::has_unique_object_representations_v<int> &&
              !std::has_unique_object_representations_v<float>);
static_assert(std::is_base_of_v<base, derived> && std::is_base_of_v<base, base> &&
              !std::is_base_of_v<derived, base>);
static_assert(std::is_convertible_v<int, from_int> &&
              !std::is_convertible_v<const char *, from_int>);
static_assert(std::is_convertible_v<derived *, base *> && std::is_convertible_v<void, void>);
static_assert(std::is_nothrow_convertible_v<int, long> &&
              !std::is_nothrow_convertible_v<int, from_int>);
static_assert(std::is_nothrow_convertible_v<void, void> &&
              !std::is_nothrow_convertible_v<int, void>);
static_assert(std::is_constructible_v<from_int, const char *> &&
              !std::is_constructible_v<from_int, base>);
static_assert(std::is_default_constructible_v<empty> && !std::is_default_constructible_v<from_int>);
static_assert(!std::is_copy_constructible_v<only_moved> &&
              std::is_move_constructible_v<only_moved>);
static_assert(std::is_nothrow_move_constructible_v<only_moved> &&
              !std::is_nothrow_copy_constructible_v<may_throw>);
static_assert(std::is_trivially_copy_constructible_v<empty> &&
              !std::is_trivially_move_assignable_v<only_moved>);
static_assert(std::is_copy_assignable_v<empty> && !std::is_copy_assignable_v<fixed> &&
              !std::is_copy_assignable_v<void>);
static_assert(std::is_assignable_v<int &, long> && !std::is_assignable_v<int, long>);
static_assert(std::is_destructible_v<may_throw> && !std::is_nothrow_destructible_v<may_throw>);
static_assert(std::is_trivially_destructible_v<empty> && !std::is_destructible_v<void>);
static_assert(std::is_swappable_v<int> && std::is_swappable_v<only_moved> &&
              !std::is_swappable_v<fixed>);
static_assert(std::is_nothrow_swappable_v<int[2]> && !std::is_nothrow_swappable_v<may_throw>);
static_assert(std::is_swappable_with_v<int &, int &> && !std::is_swappable_with_v<int, int>);
#if __cplusplus >= 202302L || !defined(HOST_ONLY)
static_assert(std::is_scoped_enum_v<scoped> && !std::is_scoped_enum_v<plain> &&
              !std::is_scoped_enum_v<int>);
static_assert(std::to_underlying(scoped::TWO) == 0 &&
              std::byteswap(std::uint16_t{ 0x1234 }) == 0x3412);
#endif

template <class T, class U> inline constexpr bool same = std::is_same_v<T, U>;
static_assert(same<std::remove_cv_t<const volatile int>, int> &&
              same<std::remove_const_t<const volatile int>, volatile int>);
static_assert(same<std::add_cv_t<int>, const volatile int> && same<std::add_const_t<int &>, int &>);
static_assert(same<std::remove_reference_t<int &&>, int> &&
              same<std::remove_cvref_t<const int &>, int>);
static_assert(same<std::add_lvalue_reference_t<int &&>, int &> &&
              same<std::add_lvalue_reference_t<void>, void>);
static_assert(same<std::add_rvalue_reference_t<int>, int &&> &&
              same<std::add_rvalue_reference_t<int &>, int &>);
static_assert(same<std::make_signed_t<unsigned long>, long> &&
              same<std::make_unsigned_t<const int>, const unsigned>);
static_assert(same<std::make_unsigned_t<plain>, unsigned short>);
static_assert(same<std::remove_extent_t<int[2][3]>, int[3]> &&
              same<std::remove_all_extents_t<int[2][3]>, int>);
static_assert(same<std::remove_pointer_t<int *const>, int> &&
              same<std::add_pointer_t<int &>, int *>);
static_assert(same<std::decay_t<const int[3]>, const int *> &&
              same<std::decay_t<int(int)>, int (*)(int)>);
static_assert(same<std::underlying_type_t<scoped>, long> &&
              same<std::underlying_type_t<plain>, short>);
static_assert(same<std::enable_if_t<true, int>, int> &&
              same<std::conditional_t<false, int, char>, char>);
static_assert(same<std::void_t<int, char>, void> && same<std::type_identity_t<int>, int>);
static_assert(same<std::common_type_t<int, long, char>, long> &&
              same<std::common_type_t<int>, int>);
static_assert(same<std::common_type_t<derived *, base *>, base *> &&
              same<std::common_type_t<const int &, int>, int>);
static_assert(std::conjunction_v<> && !std::conjunction_v<std::true_type, std::false_type>);
static_assert(!std::disjunction_v<> && std::disjunction_v<std::false_type, std::true_type> &&
              std::negation_v<std::false_type>);
static_assert(std::rank_v<int[2][3]> == 2 && std::extent_v<int[2][3], 1> == 3 &&
              std::extent_v<int> == 0);
static_assert(std::alignment_of_v<long> == alignof(long));

template <class T, class = void> inline constexpr bool has_common = false;
template <class T>
inline constexpr bool has_common<T, std::void_t<std::common_type_t<T, int *>>> = true;
static_assert(!has_common<empty> && has_common<std::nullptr_t>);

int twice(int) noexcept;
static_assert(std::is_invocable_v<decltype(twice), int> &&
              !std::is_invocable_v<decltype(twice), int *>);
static_assert(std::is_nothrow_invocable_v<decltype(twice), int> &&
              std::is_invocable_r_v<long, decltype(twice), int>);
static_assert(!std::is_invocable_r_v<int *, decltype(twice), int> &&
              std::is_invocable_r_v<void, decltype(twice), int>);
static_assert(same<std::invoke_result_t<decltype(&base::add), base &, int>, int>);
static_assert(same<std::invoke_result_t<decltype(&base::add), derived *, int>, int>);
static_assert(same<std::invoke_result_t<decltype(&base::member), const base &>, const int &>);
static_assert(same<std::invoke_result_t<decltype(&base::member), base>, int &&>);
static_assert(same<std::invoke_result_t<decltype(&base::member), base *>, int &>);
static_assert(!std::is_invocable_v<decltype(&base::add), const base &, int> &&
              !std::is_invocable_v<int>);
static_assert(std::is_nothrow_invocable_v<decltype(&base::get), base &> &&
              !std::is_nothrow_invocable_v<decltype(&base::add), base &, int>);

constexpr int where()
{
	return std::is_constant_evaluated() ? 1 : 2;
}
static_assert(where() == 1);

// ---- <cstddef>, <limits>, <bit> ----

static_assert((std::byte{ 0xf0 } | std::byte{ 0x0f }) == std::byte{ 0xff } &&
              ~std::byte{ 0 } == std::byte{ 0xff });
static_assert((std::byte{ 0x81 } << 1) == std::byte{ 2 } &&
              std::to_integer<int>(std::byte{ 7 } >> 1) == 3);
static_assert((std::byte{ 6 } & std::byte{ 3 }) == std::byte{ 2 } &&
              (std::byte{ 6 } ^ std::byte{ 3 }) == std::byte{ 5 });

template <class T, class U> constexpr bool has_limits(T least, U most, int digits, int digits10)
{
	using limits = std::numeric_limits<const T>;

	return limits::min() == least && limits::lowest() == least && limits::max() == T(most) &&
	       limits::digits == digits && limits::digits10 == digits10 && limits::is_specialized &&
	       limits::is_integer && limits::is_exact && limits::is_bounded && limits::radix == 2 &&
	       limits::is_signed == (least != 0);
}
static_assert(has_limits<signed char>(-128, 127, 7, 2) && has_limits<unsigned char>(0, 255, 8, 2));
static_assert(has_limits<short>(-32768, 32767, 15, 4) && has_limits<char16_t>(0, 65535, 16, 4));
static_assert(has_limits<int>(INT_MIN, INT_MAX, 31, 9) && has_limits<unsigned>(0, UINT_MAX, 32, 9));
static_assert(has_limits<long>(LONG_MIN, LONG_MAX, 63, 18) &&
              has_limits<unsigned long>(0, ULONG_MAX, 64, 19));
static_assert(has_limits<bool>(false, true, 1, 0) && has_limits<char>(CHAR_MIN, CHAR_MAX, 7, 2));
static_assert(std::numeric_limits<unsigned>::is_modulo && !std::numeric_limits<int>::is_modulo);
static_assert(!std::numeric_limits<empty>::is_specialized &&
              std::numeric_limits<double>::max_digits10 == 17);
static_assert(std::numeric_limits<float>::epsilon() == FLT_EPSILON &&
              std::numeric_limits<double>::lowest() == -DBL_MAX);
static_assert(std::numeric_limits<double>::infinity() > DBL_MAX &&
              std::numeric_limits<float>::quiet_NaN() != std::numeric_limits<float>::quiet_NaN());
static_assert(std::numeric_limits<double>::digits == 53 &&
              std::numeric_limits<double>::denorm_min() == DBL_TRUE_MIN);
static_assert(std::numeric_limits<float>::min() == FLT_MIN &&
              std::numeric_limits<float>::round_error() == 0.5F);

static_assert(std::countl_zero(std::uint8_t{ 1 }) == 7 && std::countl_zero(0u) == 32 &&
              std::countl_one(0xf0000000u) == 4);
static_assert(std::countr_zero(8ul) == 3 && std::countr_zero(std::uint16_t{ 0 }) == 16 &&
              std::countr_one(7ull) == 3);
static_assert(std::popcount(0xffull) == 8 && std::bit_width(5u) == 3 && std::bit_width(0u) == 0);
static_assert(std::has_single_bit(64u) && !std::has_single_bit(0u) && std::bit_floor(70u) == 64 &&
              std::bit_floor(0u) == 0);
static_assert(std::bit_ceil(65u) == 128 && std::bit_ceil(0u) == 1 &&
              std::bit_ceil(std::uint8_t{ 128 }) == 128);
static_assert(std::rotl(std::uint8_t{ 0x81 }, 1) == 3 && std::rotr(0x80000001u, 1) == 0xc0000000u);
static_assert(std::rotl(5u, 32) == 5 && std::rotl(1u, -1) == 0x80000000u && std::rotr(2u, 33) == 1);
static_assert(std::bit_cast<std::uint32_t>(1.0F) == 0x3f800000 &&
              std::endian::native == std::endian::little);

// ---- <compare>, <concepts> ----

struct version {
	int major, minor;
	friend auto operator<=>(const version &, const version &) = default;
};
static_assert(version{ 1, 2 } < version{ 1, 3 } && version{ 2, 0 } >= version{ 1, 9 } &&
              version{ 1, 1 } == version{ 1, 1 });
static_assert(same<decltype(version{} <=> version{}), std::strong_ordering>);
static_assert((1.0 <=> 2.0) == std::partial_ordering::less && (0.0 <=> -0.0) == 0);
static_assert((1.0 <=> std::numeric_limits<double>::quiet_NaN()) ==
              std::partial_ordering::unordered);
static_assert(!(std::partial_ordering::unordered < 0) && !(std::partial_ordering::unordered >= 0) &&
              std::partial_ordering::unordered != 0);
static_assert(!(std::partial_ordering::unordered <= 0) && !(0 < std::partial_ordering::unordered) &&
              !(0 >= std::partial_ordering::unordered));
static_assert((3 <=> 2) > 0 && 0 < (3 <=> 2) && std::is_gteq(2 <=> 2) && std::is_neq(1 <=> 2));
static_assert((0 <=> std::strong_ordering::less) == std::strong_ordering::greater);
static_assert(std::weak_ordering(std::strong_ordering::less) == std::weak_ordering::less);
static_assert(std::partial_ordering(std::weak_ordering::greater) > 0 &&
              std::strong_ordering::equal == std::strong_ordering::equivalent);
static_assert(same<std::common_comparison_category_t<std::strong_ordering, std::weak_ordering>,
                   std::weak_ordering>);
static_assert(same<std::common_comparison_category_t<>, std::strong_ordering> &&
              same<std::common_comparison_category_t<std::strong_ordering, int>, void>);
static_assert(same<std::compare_three_way_result_t<int>, std::strong_ordering> &&
              std::three_way_comparable<double> && !std::three_way_comparable<empty>);
static_assert(std::compare_three_way()(1, 2) < 0);

static_assert(std::same_as<int, int> && std::derived_from<derived, base> &&
              !std::derived_from<int, int>);
static_assert(std::convertible_to<int, from_int> && !std::convertible_to<const char *, from_int>);
static_assert(std::integral<char> && std::signed_integral<int> && std::unsigned_integral<bool> &&
              std::floating_point<float>);
static_assert(std::destructible<base> && !std::destructible<may_throw> &&
              std::constructible_from<from_int, int>);
static_assert(std::default_initializable<empty> && std::move_constructible<only_moved> &&
              !std::copy_constructible<only_moved>);
static_assert(std::assignable_from<int &, int> && !std::assignable_from<int, int> &&
              std::swappable<only_moved>);
static_assert(std::equality_comparable<int> && !std::equality_comparable<empty> &&
              std::totally_ordered<version>);
static_assert(std::movable<only_moved> && !std::copyable<only_moved> && std::regular<version> &&
              !std::regular<empty> && std::semiregular<empty>);
static_assert(std::invocable<decltype(twice), int> && std::predicate<decltype(twice), int> &&
              std::relation<std::compare_three_way, int, int> == false);

// ---- <utility>, <array>, <initializer_list> ----

static_assert(same<decltype(std::move(std::declval<int &>())), int &&> &&
              same<decltype(std::forward<int &>(std::declval<int &>())), int &>);
static_assert(
	same<decltype(std::move_if_noexcept(std::declval<may_throw &>())), const may_throw &>);
static_assert(same<decltype(std::as_const(std::declval<int &>())), const int &>);
static_assert(std::cmp_less(-1, 1u) && !std::cmp_equal(-1, 0xffffffffu) &&
              std::cmp_greater_equal(5u, -3) && std::in_range<std::uint8_t>(255) &&
              !std::in_range<std::uint8_t>(-1) && !std::in_range<signed char>(128));
static_assert(same<std::make_index_sequence<3>, std::index_sequence<0, 1, 2>> &&
              std::index_sequence_for<int, int>::size() == 2);

constexpr int exchanged()
{
	int value = 1, old = std::exchange(value, 5), other = 7;
	int numbers[2] = { 1, 2 }, others[2] = { 3, 4 };

	std::swap(value, other);
	std::swap(numbers, others);
	return old * 1000 + value * 100 + other * 10 + numbers[1];
}
static_assert(exchanged() == 1754);

constexpr std::pair<int, char> both(1, 'x');
static_assert(both.first == 1 && std::get<1>(both) == 'x' && both == std::make_pair(1, 'x') &&
              both < std::pair(2, 'a'));
static_assert(std::pair(1, 2) != std::pair(1, 3) && std::pair(1, 3) >= std::pair(1, 2) &&
              std::tuple_size_v<std::pair<int, int>> == 2);
static_assert(same<decltype(std::make_pair(1, "text")), std::pair<int, const char *>>);
constexpr int taken_apart()
{
	auto [a, b] = std::pair(3, 4);
	const std::array<int, 2> numbers = { 5, 6 };
	auto [c, d] = numbers;

	return a * 1000 + b * 100 + c * 10 + d;
}
static_assert(taken_apart() == 3456);

constexpr std::array numbers = { 3, 1, 2 };
static_assert(numbers.size() == 3 && numbers[0] == 3 && numbers.back() == 2 && numbers.at(1) == 1 &&
              !numbers.empty());
static_assert(std::array<int, 0>().empty() && numbers < std::array{ 3, 2, 0 } &&
              numbers == std::to_array({ 3, 1, 2 }) && numbers != std::array{ 3, 1, 3 });
static_assert(std::get<2>(numbers) == 2 && std::tuple_size_v<std::array<int, 3>> == 3 &&
              *(numbers.end() - 1) == 2);

constexpr int sum(std::initializer_list<int> list)
{
	int total = 0;

	for (int number : list)
		total += number;
	return total * 10 + static_cast<int>(list.size());
}
static_assert(sum({ 1, 2, 3 }) == 63 && sum({}) == 0);

static_assert(std::source_location::current().line() == __LINE__);

#ifdef HOST_ONLY
int twice(int n) noexcept
{
	return 2 * n;
}
#else

// ---- What runs ----

#include <ingot/test.h>

TEST(numbers_that_are_atomic)
{
	std::atomic<int> count = 5;
	std::atomic<long *> place;
	std::atomic<bool> flag{ false };
	std::atomic<double> real = 1.5;
	std::atomic_flag once;
	long longs[4];
	int expected = 4;

	CHECK_EQ(count.fetch_add(2), 5);
	CHECK_EQ(count++, 7);
	CHECK_EQ(--count, 7);
	CHECK_EQ(count |= 8, 15);
	CHECK_EQ(count.fetch_and(12), 15);
	CHECK(!count.compare_exchange_strong(expected, 1));
	CHECK_EQ(expected, 12);
	CHECK(count.compare_exchange_strong(expected, 1, std::memory_order_acq_rel));
	CHECK_EQ(count.exchange(9), 1);
	CHECK_EQ(count, 9);
	place = longs;
	CHECK(place.fetch_add(2) == longs);
	CHECK((place += 1) == longs + 3);
	CHECK(--place == longs + 2);
	CHECK(!flag.exchange(true, std::memory_order_acquire) && flag.load());
	real += 2.0;
	CHECK(real.load() == 3.5);
	CHECK(!once.test_and_set() && once.test_and_set());
	once.clear();
	CHECK(!once.test());
	count.wait(8);
	count.notify_all();
	std::atomic_thread_fence(std::memory_order::seq_cst);
	CHECK(std::atomic<std::uint64_t>::is_always_lock_free && count.is_lock_free());
}

struct wide {
	long words[4];
};

TEST(objects_that_fit_no_instruction_are_atomic)
{
	std::atomic<wide> object{ wide{ { 1, 2, 3, 4 } } };
	wide expected = object.load();

	CHECK_EQ(expected.words[3], 4);
	CHECK(object.compare_exchange_strong(expected, wide{ { 5, 6, 7, 8 } }));
	CHECK_EQ(object.exchange(wide{}).words[0], 5);
	CHECK(!object.is_lock_free());
}

TEST(objects_in_memory_that_is_there)
{
	alignas(8) std::byte memory[sizeof(derived)];
	derived *made = new (memory) derived;

	CHECK_EQ(made->get(), 1);
	CHECK(static_cast<void *>(made) == memory);
	CHECK(std::launder(made) == made);
	made->~derived();
}

TEST(names_of_c_are_in_std)
{
	char text[16];
	std::va_list *none = nullptr;
	std::uint_fast8_t small = UINT8_MAX;
	std::tm date = {};

	CHECK(none == nullptr && small == 255);
	CHECK_EQ(std::snprintf(text, sizeof(text),
	                       "%d"
	                       "%" PRIu64,
	                       -1, std::uint64_t{ 5 }),
	         3);
	CHECK_EQ(std::strcmp(text, "-15"), 0);
	CHECK_EQ(std::strtol("12", nullptr, 10), 12);
	CHECK_EQ(std::abs(-5L), 5);
	CHECK_EQ(std::div(7L, 2L).rem, 1);
	CHECK_EQ(std::toupper('a'), 'A');
	CHECK_EQ(std::mktime(&date), std::mktime(&date));
	assert(errno == errno);
	CHECK(MB_LEN_MAX > 0 && std::get_terminate() == nullptr);
}

TEST(a_place_of_the_source)
{
	constexpr auto here = std::source_location::current();

	CHECK_EQ(here.line(), __LINE__ - 2);
	CHECK(std::strstr(here.file_name(), "library.cpp") != nullptr);
	CHECK(std::strstr(here.function_name(), "a_place_of_the_source") != nullptr);
}
#endif
