/*
 * A list of blocks; the first holds the arena itself.
 */
#include "classify/arena.h"

#define BLOCK ((gsize)16 * 1024)
#define ALIGNMENT 16

struct block {
	struct block *before;
	gsize size;
	_Alignas(ALIGNMENT) char bytes[];
};

struct arena {
	struct block *last;
	gsize used; /* of the last block */
};

static struct block *
block_new(struct block *before, gsize size)
{
	struct block *block = g_malloc(sizeof *block + size);
	block->before = before;
	block->size = size;
	return block;
}

struct arena *
arena_new(void)
{
	struct block *block = block_new(NULL, BLOCK);
	struct arena *arena = (struct arena *)(void *)block->bytes;
	arena->last = block;
	arena->used = ALIGNMENT * 2;
	return arena;
}

void *
arena_take(struct arena *arena, gsize size)
{
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (size > arena->last->size - arena->used) {
		arena->last = block_new(arena->last, MAX(size, BLOCK));
		arena->used = 0;
	}
	void *taken = arena->last->bytes + arena->used;
	arena->used += size;
	return taken;
}

void
arena_free(struct arena *arena)
{
	struct block *block = arena->last;
	while (block) {
		struct block *before = block->before;
		g_free(block);
		block = before;
	}
}
