/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints the pairs of names that the relate stage looks at: a line "D path" an article, "P start
 * end start end reversed types feature..." a pair and direction (code points of both names, a bit a
 * relation type that the entities allow, hashes of its features), and "F hash kind a b" where a
 * feature is seen first.
 *
 * usage: pairs [--weights FILE] FILE...    (made and run by fit_relations.py)
 */
#include "../../lib/relation/pair.h"
#include "../article.h"

#include <stdio.h>
#include <stdlib.h>

static unsigned char seen[1 << 21]; /* a bit a hash, by its lower 24 bits */

static void note(void *user, uint32_t hash, const char *kind, drg_slice a, drg_slice b) {
    unsigned char bit = (unsigned char)(1u << (hash & 7));
    (void)user;
    if (seen[hash >> 3 & 0x1fffff] & bit)
        return;
    seen[hash >> 3 & 0x1fffff] |= bit;
    printf("F\t%u\t%s\t%.*s\t%.*s\n", hash, kind, (int)a.size, a.size ? a.data : "", (int)b.size,
        b.size ? b.data : "");
}

static void print_pair(const drg_relator *relator, const drg_pair *pair, bool reversed) {
    const drg_document *document = relator->document;
    drg_pair_features features = {.note = note};
    const drg_mention *subject = reversed ? pair->right : pair->left;
    const drg_mention *object = reversed ? pair->left : pair->right;
    unsigned types = 0;
    for (unsigned t = 0; t < DRG_RELATION_TYPES; t++)
        types |= (unsigned)drg_pair_allows((drg_relation_type)t,
                     drg_relator_entity(relator, subject->entity),
                     drg_relator_entity(relator, object->entity))
                 << t;
    if (!types)
        return;
    drg_pair_look(relator, pair, reversed, &features);
    printf("P %zu %zu %zu %zu %d %u", offset(document, subject->span.start),
        offset(document, subject->span.end), offset(document, object->span.start),
        offset(document, object->span.end), reversed, types);
    for (size_t i = 0; i < features.count; i++)
        printf(" %u", features.hash[i]);
    printf("\n");
}

static int run_file(const drg_engine *engine, const char *path, drg_error *error) {
    drg_input input = {.text = read_file(path)};
    drg_document *document;
    int result = drg_extract(engine, &input, NULL, &document, error);
    if (result)
        return result;
    drg_relator relator = {.document = document, .know = engine->know};
    drg_pair_walk walk = {0};
    drg_pair pair;
    printf("D %s\n", path);
    while (drg_pair_next(document, &walk, &pair)) {
        print_pair(&relator, &pair, false);
        print_pair(&relator, &pair, true);
    }
    drg_document_free(document);
    free((void *)input.text.data);
    return result;
}

int main(int argc, char **argv) {
    const drg_engine_config config = {.model_path = take_weights(&argc, &argv)};
    drg_engine *engine;
    drg_error error = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: pairs FILE...\n");
        return 64;
    }
    int result = drg_engine_open(&config, &engine, &error);
    for (int i = 1; i < argc && !result; i++)
        result = run_file(engine, argv[i], &error);
    if (result) {
        fprintf(stderr, "pairs: %s\n", error.message);
        return 65;
    }
    drg_engine_free(engine);
    return 0;
}
