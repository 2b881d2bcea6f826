/* pci_capability: lists of capabilities, and what MSI and MSI-X say (PCI 3.0,
 * 6.7 and 6.8). */
#include <ingot/pci.h>

#define STATUS_HAS_LIST       0x10u
#define REGISTER_LIST         0x34
#define REGISTER_LIST_CARDBUS 0x14
#define LIST_FIRST            0x40 /* behind the registers that all have */
#define MSI_COUNT_SHIFT       1
#define MSI_COUNT_MASK        0x7u
#define MSI_COUNT_LOG_MAX     5 /* 6 and 7 are reserved */
#define MSI_64_BIT            0x80u
#define MSI_MASKS             0x100u
#define MSIX_COUNT_MASK       0x7ffu
#define MSIX_TABLE            4
#define MSIX_PENDING          8
#define MSIX_BAR_MASK         0x7u
#define MSIX_ENTRY_BYTES      16

static unsigned first_capability(const struct pci_device *device)
{
	unsigned at = device->header == PCI_HEADER_CARDBUS ? REGISTER_LIST_CARDBUS : REGISTER_LIST;

	if (!(pci_read16(device, PCI_STATUS) & STATUS_HAS_LIST))
		return 0;
	return pci_read8(device, at) & 0xfcu;
}

static unsigned next_capability(const struct pci_device *device, unsigned at)
{
	return pci_read8(device, at + 1) & 0xfcu;
}

/* A list that leads in a circle ends after as many steps as there is room for. */
unsigned pci_find_capability(const struct pci_device *device, uint8_t id, unsigned after)
{
	unsigned at = after == 0 ? first_capability(device) : next_capability(device, after);

	for (unsigned i = 0; i < PCI_CAPABILITIES_MAX && at >= LIST_FIRST; i++) {
		if (pci_read8(device, at) == id)
			return at;
		at = next_capability(device, at);
	}
	return 0;
}

const char *pci_get_msi(const struct pci_device *device, struct pci_msi *msi)
{
	unsigned control, log;

	if (device->msi == 0)
		return "the device does not support MSI";
	control = pci_read16(device, device->msi + 2u);
	log = control >> MSI_COUNT_SHIFT & MSI_COUNT_MASK;
	if (log > MSI_COUNT_LOG_MAX)
		return "the MSI capability has a reserved vector count";
	*msi = (struct pci_msi){
		.vector_count = 1u << log,
		.is_64_bit = control & MSI_64_BIT,
		.has_masks = control & MSI_MASKS,
	};
	return NULL;
}

static bool fits(const struct pci_device *device, unsigned bar, uint64_t offset,
                 uint64_t size_bytes)
{
	return bar < PCI_BARS_MAX && !device->bars[bar].is_port &&
	       offset <= device->bars[bar].size_bytes &&
	       size_bytes <= device->bars[bar].size_bytes - offset;
}

const char *pci_get_msix(const struct pci_device *device, struct pci_msix *msix)
{
	uint32_t table, pending;

	if (device->msix == 0)
		return "the device does not support MSI-X";
	table = pci_read32(device, device->msix + MSIX_TABLE);
	pending = pci_read32(device, device->msix + MSIX_PENDING);
	*msix = (struct pci_msix){
		.vector_count = (pci_read16(device, device->msix + 2u) & MSIX_COUNT_MASK) + 1,
		.table_bar = table & MSIX_BAR_MASK,
		.table_offset = table & ~MSIX_BAR_MASK,
		.pending_bar = pending & MSIX_BAR_MASK,
		.pending_offset = pending & ~MSIX_BAR_MASK,
	};
	if (!fits(device, msix->table_bar, msix->table_offset,
	          msix->vector_count * MSIX_ENTRY_BYTES) ||
	    !fits(device, msix->pending_bar, msix->pending_offset, (msix->vector_count + 7) / 8))
		return "the MSI-X table is outside its BAR";
	return NULL;
}
