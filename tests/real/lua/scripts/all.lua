-- Runs every script; each prints what it finds, and asserts what it knows.
for _, name in ipairs { "strings", "maths", "tables", "sorting", "coroutines",
	"errors", "garbage", "files" } do
	print("== " .. name)
	local ok, message = pcall(dofile, name .. ".lua")
	print("== " .. name .. ": " .. (ok and "good" or "BAD " .. tostring(message)))
end
