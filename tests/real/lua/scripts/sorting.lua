local seed = 1
local function random(n) seed = (seed * 1103515245 + 12345) % 2147483648; return seed // 65536 % n end
for _, size in ipairs { 0, 1, 2, 10, 100, 5000 } do
	local t = {}
	for i = 1, size do t[i] = random(1000) end
	table.sort(t)
	for i = 2, size do assert(t[i - 1] <= t[i]) end
	table.sort(t, function(x, y) return x > y end)
	for i = 2, size do assert(t[i - 1] >= t[i]) end
	print(size, t[1], t[size])
end
local words = {}
for w in ("the quick brown fox jumps over the lazy dog again and again"):gmatch("%a+") do words[#words + 1] = w end
table.sort(words)
print(table.concat(words, " "))
print(pcall(table.sort, { 3, 1, 2, 5, 4, 9, 8, 7 }, function() return true end))
-- the eight queens
local N, board, found = 8, {}, 0
local function ok(n, c)
	for i = 1, n - 1 do
		if board[i] == c or math.abs(board[i] - c) == n - i then return false end
	end
	return true
end
local function add(n)
	if n > N then found = found + 1; if found == 1 then print(table.concat(board, " ")) end return end
	for c = 1, N do if ok(n, c) then board[n] = c; add(n + 1) end end
end
add(1)
print(found)
