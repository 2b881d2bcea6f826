local t = {}
for i = 1, 5000 do t[i] = i * i end
assert(#t == 5000)
for i = 1, 5000, 2 do t[i] = nil end
local count = 0
for _ in pairs(t) do count = count + 1 end
print(count)
local s = {}
for i = 1, 3000 do s["key" .. i] = i end
for i = 1, 3000, 3 do s["key" .. i] = nil end
count = 0
for _, v in pairs(s) do count = count + v end
print(count)
print(table.concat({ 1, 2, 3.5, "x" }, ", "), table.unpack({ 1, 2, nil, 4 }, 1, 4))
local l = { 1, 2, 3 }
table.insert(l, 4); table.insert(l, 1, 0); print(table.remove(l), table.remove(l, 1), table.concat(l, " "))
print(table.concat(table.move({ 1, 2, 3 }, 1, 3, 2), " "), select("#", nil, nil), select(-1, 1, 2, 3))
local V = {}
V.__index = V
V.__add = function(a, b) return setmetatable({ a[1] + b[1] }, V) end
V.__eq = function(a, b) return a[1] == b[1] end
V.__lt = function(a, b) return a[1] < b[1] end
V.__le = function(a, b) return a[1] <= b[1] end
V.__call = function(self, x) return self[1] + x end
V.__tostring = function(self) return "V(" .. self[1] .. ")" end
V.__len = function() return 99 end
V.__concat = function(a, b) return tostring(a) .. "&" .. tostring(b) end
V.__close = function(self) print("closing", self) end
local a, b = setmetatable({ 1 }, V), setmetatable({ 2 }, V)
print(tostring(a + b), a == b, a < b, a <= b, a(10), #a, a .. b, rawlen(a), rawequal(a, a))
do local c <close> = a; local d <const> = 5; print("in block", d) end
local log = {}
local proxy = setmetatable({}, { __index = function(_, k) log[#log + 1] = k; return k end,
	__newindex = function(_, k, v) log[#log + 1] = k .. "=" .. v end })
local _ = proxy.one; proxy.two = 2
print(table.concat(log, " "))
goto over
print("never")
::over::
print(load("return ...", "chunk", "t", {})(7), load("syntax error here"))
print(#string.dump(function() return 1 end) > 0, load(string.dump(function(x) return x * 2 end))(21))
