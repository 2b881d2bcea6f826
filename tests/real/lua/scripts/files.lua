local f = assert(io.open("written.tmp", "w+"))
for i = 1, 1000 do f:write(i, " ", i / 8, "\n") end
print(f:seek("cur"), f:seek("set", 0), f:read("n", "n", "l"))
print(f:read("l"), f:read(4), #f:read("a"), f:read("l"), f:seek("end"))
f:close()
local lines = 0
for l in io.lines("written.tmp") do lines = lines + 1 end
print(lines, io.type(f), io.type(io.stdout), io.type(1))
local a = assert(io.open("written.tmp", "a")); a:setvbuf("full", 100); a:write("the end"); a:close()
for l in io.lines("written.tmp", "L") do if l:find "end" then print(l) end end
print(os.rename("written.tmp", "renamed.tmp"), (io.open("written.tmp")))
print(os.remove("renamed.tmp"), (os.remove("renamed.tmp")))
local t = io.tmpfile(); t:write("temporary"); t:seek("set"); print(t:read("a")); t:close()
print(pcall(f.read, f)); print((pcall(io.lines, "no such file")))
print(os.date("!%Y-%m-%d %H:%M:%S", 86400 * 365), os.time { year = 2000, month = 1, day = 1, hour = 12 } > 0)
print(os.getenv("NO_SUCH_VARIABLE_AT_ALL"), os.setlocale(nil), os.setlocale("C"), os.setlocale("xx_YY"))
print(os.date("!*t", 951782400).yday, os.difftime(5, 3))
