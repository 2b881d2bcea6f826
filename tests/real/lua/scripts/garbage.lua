local finalized = 0
for i = 1, 2000 do setmetatable({}, { __gc = function() finalized = finalized + 1 end }) end
collectgarbage()
print(finalized)
local weak = setmetatable({}, { __mode = "v" })
for i = 1, 100 do weak[i] = {} end
local kept = {}
weak[101] = kept
collectgarbage(); collectgarbage()
local n = 0
for _ in pairs(weak) do n = n + 1 end
print(n, weak[101] == kept)
local eph = setmetatable({}, { __mode = "k" })
do local k = {}; eph[k] = { k } end
collectgarbage(); print(next(eph))
local before = collectgarbage("count")
local big = {}
for i = 1, 20000 do big[i] = { i, tostring(i) } end
print(collectgarbage("count") > before + 1000)
big = nil
collectgarbage(); print(collectgarbage("count") < before + 500)
print(collectgarbage("generational"), collectgarbage("incremental"))
for round = 1, 50 do
	local t = {}
	for i = 1, 500 do t[i] = ("s"):rep(i % 50) .. i end
	assert(#table.concat(t) > 0)
end
collectgarbage("generational")
for round = 1, 50 do local t = {} for i = 1, 500 do t[i] = { round, i } end end
collectgarbage("incremental")
print("done")
