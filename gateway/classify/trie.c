/*
 * The tree grows as a list of children for each node. Walking wants nodes of
 * one parent beside each other and a node near its first child: packing puts
 * them so.
 */
#include "classify/trie.h"

#define MOST_CLASSES 64

static guint
add_node(struct trie *trie, guint8 class)
{
	struct trie_node node = {class, -1, -1, -1};
	g_array_append_val(trie->nodes, node);
	return trie->nodes->len - 1;
}

struct trie *
trie_new(void)
{
	struct trie *trie = g_new0(struct trie, 1);
	trie->nodes = g_array_new(FALSE, FALSE, sizeof(struct trie_node));
	trie->steps = g_array_new(FALSE, FALSE, sizeof(struct trie_step));
	add_node(trie, 0);
	return trie;
}

void
trie_free(struct trie *trie)
{
	if (!trie)
		return;
	g_array_unref(trie->nodes);
	g_array_unref(trie->steps);
	g_free(trie);
}

static struct trie_node *
node_at(struct trie *trie, gint place)
{
	return &g_array_index(trie->nodes, struct trie_node, place);
}

static guint8
class_for(struct trie *trie, guchar byte)
{
	if (!trie->classes[byte]) {
		trie->known = MIN(trie->known + 1, MOST_CLASSES - 1);
		trie->classes[byte] = (guint8)trie->known;
	}
	return trie->classes[byte];
}

static gint
child_of(struct trie *trie, gint parent, guint8 class)
{
	gint at = node_at(trie, parent)->child;
	while (at >= 0 && node_at(trie, at)->class != class)
		at = node_at(trie, at)->next;
	if (at >= 0)
		return at;
	at = (gint)add_node(trie, class);
	node_at(trie, at)->next = node_at(trie, parent)->child;
	node_at(trie, parent)->child = at;
	return at;
}

gint *
trie_add(struct trie *trie, const char *string)
{
	gint at = 0;
	for (const char *c = string; *c; c++)
		at = child_of(trie, at, class_for(trie, (guchar)*c));
	return &node_at(trie, at)->value;
}

/* Appends the children of a node in the order of their classes, and leaves
 * them to be packed, the first one next. Until a step's turn comes, its first
 * is the node that it stands for. */
static void
pack_children(struct trie *trie, guint32 place, GArray *left)
{
	gint children[MOST_CLASSES];
	guint64 bits = 0;
	gint node =
		(gint)g_array_index(trie->steps, struct trie_step, place).first;
	for (gint at = node_at(trie, node)->child; at >= 0;
	     at = node_at(trie, at)->next) {
		guint8 class = node_at(trie, at)->class;
		bits |= G_GUINT64_CONSTANT(1) << class;
		children[class] = at;
	}
	struct trie_step *step =
		&g_array_index(trie->steps, struct trie_step, place);
	step->bits = bits;
	guint32 first = trie->steps->len;
	step->first = first;
	for (; bits; bits &= bits - 1) {
		gint at = children[__builtin_ctzll(bits)];
		struct trie_step child = {0, (guint32)at,
					  node_at(trie, at)->value};
		g_array_append_val(trie->steps, child);
	}
	for (guint32 i = trie->steps->len; i > first; i--) {
		guint32 child = i - 1;
		g_array_append_val(left, child);
	}
}

void
trie_pack(struct trie *trie)
{
	struct trie_step root = {0, 0, node_at(trie, 0)->value};
	g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint32 next = 0;
	g_array_append_val(trie->steps, root);
	g_array_append_val(left, next);
	while (left->len) {
		next = g_array_index(left, guint32, left->len - 1);
		g_array_set_size(left, left->len - 1);
		pack_children(trie, next, left);
	}
	g_array_set_size(trie->nodes, 0);
}
