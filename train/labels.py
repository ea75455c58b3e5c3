# SPDX-License-Identifier: Apache-2.0
"""Every label of the reading engine, in the order of the rows of its heads."""

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()

DEPREL = """acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt
conj cop csubj csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark nmod nmod:desc
nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis punct
reparandum root vocative xcomp""".split()

NAMES = "PERSON ORGANIZATION GPE LOCATION FACILITY NORP EVENT PRODUCT MISC DATE MONEY".split()

TYPES = """AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE
COERCE ASSAULT""".split()

ROLES = "source target place time".split()

TENSES = "past ongoing future hypothetical".split()

# the modes of each type; the head has one row a (type, mode) pair and row 0 for "none"
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": """abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone
heavy-weapons crowd-control unconventional""",
}
MODE_ROWS = ["none"] + [f"{t}/{m}" for t in TYPES for m in MODES.get(t, "").split()]

CONTEXTS = """military intelligence executive legislative election political_institutions pro_democracy pro_autocracy
economic legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality
diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology terrorism cbrn
cyber misinformation crime corruption illegal_drugs trafficking""".split()

# yes/no questions about a trigger
FLAGS = "negated attributed core".split()


def bio(kinds):
    """O, then B and I of each kind: row 1 + 2 i is B, row 2 + 2 i is I of kind i."""
    return ["O"] + [f"{p}-{k}" for k in kinds for p in "BI"]


NAME_ROWS = bio(NAMES)
TRIGGER_ROWS = bio(TYPES)
ROLE_ROWS = bio(ROLES)
QUOTE_PARTS = "source cue content".split()  # three separate BIO taggers: they overlap
QUOTE_ROWS = ["O", "B", "I"]


def name_mask(kinds, prefix):
    """Bit mask of the rows `prefix`-kind: what a corpus with coarser types allows a word to be."""
    return sum(1 << NAME_ROWS.index(f"{prefix}-{k}") for k in kinds)

SHAPE_NOISE = 0.04  # how often a sentence is read in headline casing while training
PIECE_NOISE = 0.06  # how often a piece is hidden while training
