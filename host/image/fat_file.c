/* fat_file: the content of a FAT volume's files. */
#include "host/image/fat.h"

bool fat_write_files(const struct fat_volume *volume, struct arena scratch)
{
	for (size_t i = 0; i < volume->tree->node_count; i++) {
		struct fat_node *node = &volume->tree->nodes[i];

		if (!fat_node_is_folder(node) &&
		    !image_file_copy(node->file, volume->output,
		                     fat_cluster_offset(volume, node->first_cluster),
		                     node->size_bytes, &node->crc, scratch))
			return false;
	}
	return true;
}
