local function generate(n)
	return coroutine.wrap(function() for i = 1, n do coroutine.yield(i, i * i) end return "end" end)
end
for a, b in generate(3) do print(a, b) if a == "end" then break end end
local co = coroutine.create(function(a, b)
	local c = coroutine.yield(a + b)
	local d, e = coroutine.yield(c * 2)
	error("from within " .. d .. e)
end)
print(coroutine.resume(co, 1, 2)); print(coroutine.resume(co, 10)); print(coroutine.resume(co, "x", "y"))
print(coroutine.status(co), coroutine.resume(co))
print(coroutine.isyieldable(), select(2, coroutine.running()))
local function permute(a, n)
	n = n or #a
	if n <= 1 then coroutine.yield(table.concat(a)) return end
	for i = 1, n do
		a[n], a[i] = a[i], a[n]; permute(a, n - 1); a[n], a[i] = a[i], a[n]
	end
end
local all = {}
for p in coroutine.wrap(function() permute { "a", "b", "c", "d" } end) do all[#all + 1] = p end
print(#all, table.concat(all, " "))
-- a yield across pcall, a sort and a metamethod
print(select(2, coroutine.resume(coroutine.create(function()
	return pcall(function() coroutine.yield("yielded across pcall") end)
end))))
local many = {}
for i = 1, 200 do many[i] = coroutine.wrap(function() local s = 0 while true do s = s + i coroutine.yield(s) end end) end
local total = 0
for _ = 1, 20 do for i = 1, 200 do total = total + many[i]() end end
print(total)
local closed = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() print("closed") end }) coroutine.yield() end)
coroutine.resume(closed); print(coroutine.close(closed), coroutine.status(closed))
