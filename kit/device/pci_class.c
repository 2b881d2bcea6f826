/* pci_class: PCI class codes in words (PCI Code and ID Assignment 1.11). */
#include <ingot/pci.h>

#define OTHER 0xff /* any subclass without a line of its own */

static const struct {
	uint8_t base_class, subclass;
	const char *name;
} names[] = {
	{ 0x00, 0x01, "VGA-compatible device (pre-2.0)" },
	{ 0x00, OTHER, "device without a class" },
	{ 0x01, 0x00, "SCSI controller" },
	{ 0x01, 0x01, "IDE controller" },
	{ 0x01, 0x02, "floppy controller" },
	{ 0x01, 0x04, "RAID controller" },
	{ 0x01, 0x05, "ATA controller" },
	{ 0x01, 0x06, "SATA controller" },
	{ 0x01, 0x07, "SAS controller" },
	{ 0x01, 0x08, "NVMe controller" },
	{ 0x01, OTHER, "storage controller" },
	{ 0x02, 0x00, "Ethernet controller" },
	{ 0x02, 0x80, "network controller" },
	{ 0x02, OTHER, "network controller" },
	{ 0x03, 0x00, "VGA controller" },
	{ 0x03, 0x02, "3D controller" },
	{ 0x03, OTHER, "display controller" },
	{ 0x04, 0x00, "video device" },
	{ 0x04, 0x01, "audio device" },
	{ 0x04, 0x03, "HD audio device" },
	{ 0x04, OTHER, "multimedia device" },
	{ 0x05, 0x00, "RAM" },
	{ 0x05, 0x01, "flash memory" },
	{ 0x05, OTHER, "memory" },
	{ 0x06, 0x00, "host bridge" },
	{ 0x06, 0x01, "ISA bridge" },
	{ 0x06, 0x04, "PCI bridge" },
	{ 0x06, 0x07, "CardBus bridge" },
	{ 0x06, 0x09, "semi-transparent PCI bridge" },
	{ 0x06, OTHER, "bridge" },
	{ 0x07, 0x00, "serial port" },
	{ 0x07, 0x01, "parallel port" },
	{ 0x07, 0x02, "multiport serial controller" },
	{ 0x07, 0x03, "modem" },
	{ 0x07, OTHER, "communication controller" },
	{ 0x08, 0x00, "interrupt controller" },
	{ 0x08, 0x01, "DMA controller" },
	{ 0x08, 0x02, "timer" },
	{ 0x08, 0x03, "real-time clock" },
	{ 0x08, 0x05, "SD host controller" },
	{ 0x08, 0x06, "IOMMU" },
	{ 0x08, OTHER, "system device" },
	{ 0x09, 0x00, "keyboard controller" },
	{ 0x09, 0x02, "mouse controller" },
	{ 0x09, OTHER, "input device" },
	{ 0x0a, OTHER, "docking station" },
	{ 0x0b, OTHER, "processor" },
	{ 0x0c, 0x00, "FireWire controller" },
	{ 0x0c, 0x03, "USB controller" },
	{ 0x0c, 0x05, "SMBus controller" },
	{ 0x0c, 0x06, "InfiniBand controller" },
	{ 0x0c, OTHER, "serial bus controller" },
	{ 0x0d, 0x11, "Bluetooth controller" },
	{ 0x0d, OTHER, "wireless controller" },
	{ 0x0e, OTHER, "I/O processor" },
	{ 0x0f, OTHER, "satellite controller" },
	{ 0x10, OTHER, "encryption controller" },
	{ 0x11, OTHER, "signal processor" },
	{ 0x12, OTHER, "accelerator" },
	{ 0x13, OTHER, "instrumentation" },
};

/* Lines of a class end with that of all other subclasses. */
const char *pci_get_class_name(uint8_t base_class, uint8_t subclass)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (names[i].base_class == base_class &&
		    (names[i].subclass == subclass || names[i].subclass == OTHER))
			return names[i].name;
	return "unknown device";
}
