#pragma once
// list: owns objects that were made by new, and deletes them with itself.
#include <cstddef>
#include <new>
#include <utility>

template <class T> class list {
public:
	list() = default;
	list(const list &) = delete;
	list &operator=(const list &) = delete;
	~list() { clear(); }

	// Makes an object of type U at the end of the list, or returns nullptr if there is
	// no memory for it.
	template <class U = T, class... Args> U *add(Args &&...args)
	{
		U *object = new (std::nothrow) U(std::forward<Args>(args)...);
		node *entry = object ? new (std::nothrow) node{ object, nullptr } : nullptr;

		if (!entry) {
			delete object;
			return nullptr;
		}
		*end = entry;
		end = &entry->next;
		count++;
		return object;
	}

	void clear()
	{
		while (node *entry = first) {
			first = entry->next;
			delete entry->object;
			delete entry;
		}
		end = &first;
		count = 0;
	}

	std::size_t size() const { return count; }

	template <class F> void for_each(F &&use) const
	{
		for (node *entry = first; entry; entry = entry->next)
			use(*entry->object);
	}

private:
	struct node {
		T *object;
		node *next;
	};
	node *first = nullptr;
	node **end = &first;
	std::size_t count = 0;
};
