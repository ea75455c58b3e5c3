/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The older names of event types, out of data/ontology/aliases.tsv: a row names a type of today and
 * may ask for a mode or a root of the CAMEO code as well (INVESTIGATE is ACCUSE with the mode
 * investigate, FIGHT is ASSAULT with a code of 19 or 20). Of the rows that hold the one that asks
 * for most is the name.
 */
#include "labels.h"

#include "../lib/base/slice.h"

static const struct {
    const char *value, *scheme; /* as a caller writes it; as the table does, NULL: today's */
} SCHEMES[API_LABELS] = {[API_PLOVER_2_0] = {"plover-2.0", NULL},
    [API_PLOVER_2018] = {"plover-2018", "PLOVER-2018"},
    [API_PLOVER_2016] = {"plover-2016", "PLOVER-2016"},
    [API_PAIRS_15] = {"pairs-15", "PLV"}};

bool api_labels_find(drg_slice value, api_labels *labels) {
    for (unsigned i = 0; i < API_LABELS; i++)
        if (drg_slice_is(value, SCHEMES[i].value)) {
            *labels = (api_labels)i;
            return true;
        }
    return false;
}

const char *api_labels_name(api_labels labels) {
    return SCHEMES[labels].value;
}

static drg_slice cell(const drg_table *table, size_t row, const char *column) {
    return drg_table_cell(table, row, drg_table_column(table, column));
}

static bool lists(drg_slice list, drg_slice value) {
    drg_slice one;
    while (drg_slice_cut(&list, '|', &one))
        if (drg_slice_equal(one, value))
            return true;
    return false;
}

/* How much a row asks for and gets; 0: it does not hold. */
static unsigned fit(
    const drg_table *table, size_t row, const char *type, drg_slice mode, drg_slice root) {
    drg_slice wanted = cell(table, row, "mode"), roots = cell(table, row, "roots");
    if (!lists(cell(table, row, "type"), drg_slice_of(type)) ||
        (wanted.size && !drg_slice_equal(wanted, mode)) || (roots.size && !lists(roots, root)))
        return 0;
    return 1u + (wanted.size != 0) + (roots.size != 0);
}

api_label api_label_of(const api_view *view, drg_event_type type, drg_slice mode, drg_slice cameo) {
    static const uint8_t quads[DRG_EVENT_TYPES] = {
        1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4}; /* PLOVER 2.0, of the types in order */
    const char *name = drg_event_type_name(type), *scheme;
    api_label label = {drg_slice_of(name), (unsigned)type < DRG_EVENT_TYPES ? quads[type] : 0};
    scheme = SCHEMES[view->article->options.labels].scheme;
    drg_slice root = {cameo.data, cameo.size < 2 ? cameo.size : 2};
    unsigned best = 0;
    for (size_t row = 0; scheme && view->aliases && row < drg_table_rows(view->aliases); row++) {
        unsigned fits = drg_slice_is(cell(view->aliases, row, "scheme"), scheme)
                            ? fit(view->aliases, row, name, mode, root)
                            : 0;
        drg_slice quad = cell(view->aliases, row, "quad");
        if (fits <= best || quad.size != 1)
            continue;
        best = fits;
        label = (api_label){cell(view->aliases, row, "name"), (unsigned)(quad.data[0] - '0')};
    }
    return label;
}
