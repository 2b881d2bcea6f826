#!/bin/sh
# A boot loader that is signed, and firmware with Secure Boot on, which starts no other.
. "$(dirname "$0")/../tap.sh"

t_need openssl sbsign sbverify mcopy

"$INGOT" -q new hello || exit 1
key() {	# NAME
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" -keyout hello/"$1.key" \
		-out hello/"$1.pem" 2>/dev/null
}
key one && key two || t_fail "keys are made"
image=hello/build/x86_64-os/debug/hello.img
ingot() {
	t_limit 180 "$INGOT" -C hello "$@"
}

t_ok "an image with a signed loader" ingot image --sign one.key one.pem
mcopy -i $image@@1M ::EFI/BOOT/BOOTX64.EFI signed.efi
t_ok "is signed by that key" sbverify --cert hello/one.pem signed.efi
cp $image first.img
sleep 1
t_ok "made again" ingot image --sign one.key one.pem
t_ok "it is the same, though a signature has its time" cmp $image first.img
t_ok "by another key" ingot image --sign two.key two.pem
mcopy -o -i $image@@1M ::EFI/BOOT/BOOTX64.EFI signed.efi
t_ok "it is signed by that" sbverify --cert hello/two.pem signed.efi
t_status "and by no other" 1 sbverify --cert hello/one.pem signed.efi
t_ok "without the option" ingot image
mcopy -o -i $image@@1M ::EFI/BOOT/BOOTX64.EFI signed.efi
t_status "it is not signed" 1 sbverify --cert hello/two.pem signed.efi

# --- What cannot be signed ---------------------------------------------------

t_status "a key of another certificate" 3 ingot image --sign one.key two.pem
t_has "is named" "hello/one.key: error: is not the key of the certificate two.pem" "$t_err"
t_status "no key" 3 ingot image --sign none.key one.pem
t_has "has a place" "hello/none.key: error: cannot read: No such file" "$t_err"
t_status "no certificate" 3 ingot image --sign one.key none.pem
t_has "has one too" "hello/none.pem: error: cannot read: No such file" "$t_err"
t_status "a certificate as the key" 3 ingot image --sign one.pem one.pem
t_has "is no key" "hello/one.pem: error: is not a private key in PEM" "$t_err"
t_has "and how one is made is said" "openssl req -x509" "$t_err"
openssl x509 -in hello/one.pem -outform DER -out hello/one.der
t_status "a certificate in DER" 3 ingot image --sign one.key one.der
t_has "is to be converted" "openssl x509 -inform DER -in one.der" "$t_err"
openssl pkey -in hello/one.key -aes128 -passout pass:x -out hello/locked.key
t_status "a key with a pass phrase" 3 ingot image --sign locked.key one.pem
t_has "is not asked for" "hello/locked.key: error: the private key is encrypted" "$t_err"
sed 3d hello/one.key >hello/damaged.key
t_status "a damaged key" 3 ingot image --sign damaged.key one.pem
t_has "has sbsign's words" \
	"hello/damaged.key: error: sbsign cannot sign with it and one.pem: it ended with status 1" \
	"$t_err"
t_status "no sbsign" 4 env SBSIGN=/none "$INGOT" -C hello image --sign one.key one.pem
t_has "is said by name" 'SBSIGN is set to "/none", which was not found' "$t_err"
t_status "one value" 2 ingot image --sign one.key
t_has "needs a second" "--sign needs two values: KEY CERT" "$t_err"
t_status "a start without UEFI" 2 ingot run --direct --sign one.key one.pem
t_has "has nothing to sign" "--sign: nothing of this is started by UEFI" "$t_err"
t_status "the key is not overwritten" 3 ingot image --sign one.key one.pem -o one.key
t_has "by the image" "hello/one.key: error: not overwritten" "$t_err"
cp hello/ingot.yaml yaml
echo 'image: { firmware: [bios] }' >>hello/ingot.yaml
t_status "an image for the BIOS alone" 2 ingot image --sign one.key one.pem
t_has "neither" "see image.firmware in ingot.yaml" "$t_err"
cp yaml hello/ingot.yaml

# --- Firmware that looks -----------------------------------------------------

# Debian's ovmf has firmware with a key for tests enrolled, and that key.
firmware=/usr/share/OVMF keys=/usr/share/ovmf
if [ ! -e $firmware/OVMF_VARS_4M.snakeoil.fd ] || [ ! -e $keys/PkKek-1-snakeoil.key ]; then
	t_skip "Secure Boot starts a signed loader" "no firmware here has a key that we have"
	t_done
fi
openssl pkey -in $keys/PkKek-1-snakeoil.key -passin pass:snakeoil -out hello/snakeoil.key
cat >snakeoil.json <<END
{ "interface-types": ["uefi"],
  "mapping": { "device": "flash",
    "executable": { "filename": "$firmware/OVMF_CODE_4M.snakeoil.fd", "format": "raw" },
    "nvram-template": { "filename": "$firmware/OVMF_VARS_4M.snakeoil.fd", "format": "raw" } },
  "targets": [{ "architecture": "x86_64", "machines": ["pc-q35-*"] }],
  "features": ["enrolled-keys", "requires-smm", "secure-boot"] }
END
OVMF=$PWD/snakeoil.json
export OVMF
t_ok "Secure Boot starts a loader that is signed by an enrolled key" \
	ingot run --uefi --sign snakeoil.key $keys/PkKek-1-snakeoil.pem
t_has "and its kernel runs" "Hello from hello!"
t_status "one that is signed by another key" 6 ingot run --uefi --sign one.key one.pem
t_has "is refused" "the firmware did not start the boot loader: it printed" "$t_err"
t_has "by Secure Boot" "Access Denied" "$t_err"
t_has "which is explained" "Secure Boot starts only boot loaders that are signed" "$t_err"
t_done
