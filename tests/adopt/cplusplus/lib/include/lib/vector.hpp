#pragma once
#include <concepts>
#include <cstddef>
#include <new>
#include <utility>

namespace lib {

template <std::movable T> class Vector {
public:
	Vector() = default;
	Vector(const Vector &) = delete;
	~Vector()
	{
		for (std::size_t i = 0; i < size_; i++)
			data_[i].~T();
		operator delete(data_);
	}

	void push(T &&item)
	{
		if (size_ == capacity_)
			grow();
		new (data_ + size_++) T(std::move(item));
	}
	std::size_t size() const { return size_; }
	T &back() { return data_[size_ - 1]; }

private:
	void grow()
	{
		std::size_t capacity = capacity_ ? capacity_ * 2 : 2;
		T *data = static_cast<T *>(operator new(capacity * sizeof(T)));

		for (std::size_t i = 0; i < size_; i++) {
			new (data + i) T(std::move(data_[i]));
			data_[i].~T();
		}
		operator delete(data_);
		data_ = data;
		capacity_ = capacity;
	}

	T *data_ = nullptr;
	std::size_t size_ = 0, capacity_ = 0;
};

} // namespace lib
