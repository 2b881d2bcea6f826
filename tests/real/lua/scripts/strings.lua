for _, f in ipairs { "%d", "%5d", "%-5d|", "%05d", "%+d", "%x", "%#x", "%X", "%o", "%c", "%i" } do
	print(f, string.format(f, 77))
end
for _, f in ipairs { "%f", "%.0f", "%10.3f", "%-12.4f|", "%e", "%.3E", "%g", "%.17g", "%a", "%+.2f" } do
	for _, x in ipairs { 0.0, 1.5, -2.75, 1e100, 1e-7, 123456789.125, math.pi, -0.0, 5e-324 } do
		io.write(string.format(f, x), " ")
	end
	print()
end
print(string.format("%q", 'a "quoted"\n\0 string\r'), string.format("%q", 1 / 3))
print(string.format("%10s|%-10s|%.3s|%s", "right", "left", "cut off", nil))
print(("x"):rep(3, "-"), ("hello"):upper(), ("abc"):reverse(), ("abc"):byte(1, -1))
print(("key = value"):match("^(%w+)%s*=%s*(%w+)$"))
print(("the quick brown fox"):gsub("%w+", function(w) return w:sub(1, 1):upper() .. w:sub(2) end))
print(("a,b,,c"):find(",,", 1, true), ("f(a(b)c)d"):match("%b()"))
for k, v in ("a=1, b=2, c=3"):gmatch("(%w+)=(%w+)") do io.write(k, "->", v, ";") end
print()
print(string.pack("<i4d>s2", 1, 2.5, "xyz"):byte(1, -1))
print(string.unpack("<i4", "\1\2\3\4"), #string.pack("z", "four"))
print(utf8.char(72, 228, 8364, 0x1F600), utf8.len("häß€"), utf8.codepoint("€", 1))
for p, c in utf8.codes("aé€") do io.write(p, ":", c, " ") end
print()
print(tostring(1e15), tostring(1e16), 2^53, 2^63, 1e300 * 1e10, -1e300 * 1e10)
print(tonumber("0x1p-2"), tonumber("  12  "), tonumber("1e"), tonumber("zz", 36), tonumber("8", 8))
print("10" + 5, "3" * "4", 10 .. 20, #"\u{7FFFFFFF}")
