local function show(...)
	local t = table.pack(...)
	for i = 1, t.n do t[i] = type(t[i]) == "number" and string.format("%.13g", t[i]) or tostring(t[i]) end
	print(table.concat(t, " ", 1, t.n))
end
for x = -3, 3, 0.75 do
	show(x, math.sin(x), math.cos(x), math.tan(x), math.exp(x), math.atan(x), math.floor(x), math.ceil(x))
	if x > 0 then show(math.log(x), math.log(x, 2), math.log(x, 10), math.sqrt(x), x ^ 2.5, math.log(x, 3)) end
	if math.abs(x) <= 1 then show(math.asin(x), math.acos(x)) end
end
show(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7.5, 2), 7 % -3, -7 % 3, 7.5 % -2, 7 // 2, -7 // 2, 7 // 0.0)
show(math.tointeger(3.0), math.tointeger(3.5), math.type(1), math.type(1.0), math.type("1"))
show(math.maxinteger, math.mininteger, math.maxinteger + 1 == math.mininteger, math.huge, -math.huge)
show(0 / 0 ~= 0 / 0, 1 // 0.0, -1 // 0.0, 3 & 5, 3 | 5, 3 ~ 5, ~0, 1 << 62, 1 << 64, -1 >> 60)
show(math.ult(1, -1), math.modf(3.7), math.modf(-3.7), math.max(1, 2.5, -1), math.min(1, 2.5, -1))
math.randomseed(42)
local t = {}
for i = 1, 10 do t[i] = math.random(1, 1000) end
print(table.concat(t, " "), math.random() < 1)
local sum = 0.0
for i = 1, 100000 do sum = sum + 1 / (i * i) end
show(sum, math.pi ^ 2 / 6 - sum)
-- pi by a spigot: integers of 64 bits
local digits, q, r, k, n, l, m = {}, 1, 0, 1, 3, 3, 4
local a = {}
local len = 200
for i = 1, len do a[i] = 2 end
for _ = 1, 60 do
	local carry = 0
	for i = len, 1, -1 do
		local x = 10 * a[i] + carry * i
		a[i] = x % (2 * i - 1)
		carry = x // (2 * i - 1)
	end
	a[1] = carry % 10
	digits[#digits + 1] = carry // 10
end
print(table.concat(digits, " "))
