// SPDX-License-Identifier: Apache-2.0
// Corrections by hand: what they are, how they change a reply, and the forms in which they leave and come back (docs/formats.md, "Corrections").
//
// The reply of the service is never changed. A list of corrections is kept beside it, and applied to a copy from the first to the last whenever one is
// made, undone or read from a file; undoing is leaving out the last. A correction names a record by its id and the place of its first mention, so that
// it still finds it in the reply of a newer engine, where ids differ; one that finds nothing is told, not guessed. Nothing here touches the document.

export const FORMAT = "dragoman-corrections/1";
const BY_HAND = "by hand";

/* ---- naming records -------------------------------------------------------------------------- */

/* The kinds of records that are corrected, each with the part of the reply that has them. */
export const PARTS = { entity: "entities", event: "events", relation: "relations", quote: "quotes" };
export const kindOf = (correction) => Object.keys(PARTS).find((kind) => correction[kind]);

/* Where a record stands: mentions of an entity or event, the words that state a relation, a quote itself. */
const placesOf = (record) => record.mentions ?? [record.evidence ?? record];

/* The same words may state several relations, so that one of these is named by its type too. A quote has no id. */
export function refOf(record) {
  const { start, end } = placesOf(record)[0];
  return { ...(record.id ? { id: record.id } : {}), ...(record.evidence ? { type: record.type } : {}), start, end };
}

const isAt = (record, { start, end }) => placesOf(record).some((place) => place.start === start && place.end === end);

function find(records, ref) {
  const there = records.filter((record) => isAt(record, ref));
  const named = there.find((record) => record.id === ref.id);
  if (named || there[0]?.mentions) return named ?? there[0];
  const same = there.filter((record) => !ref.type || record.type === ref.type);
  return same.length === 1 ? same[0] : undefined;
}

class Lost extends Error {}

function need(records, ref) {
  const record = ref && find(records, ref);
  if (!record) throw new Lost(`no record ${ref?.id ?? ""} at ${ref?.start}–${ref?.end}`);
  return record;
}

/* ---- entities ---------------------------------------------------------------------------------- */

/* Everything that refers to an entity refers to another one, or to its words alone. */
function redirect(reply, from, to) {
  const turn = (holder, key) => {
    if (holder?.[key] !== from.id) return;
    if (to) holder[key] = to.id;
    else delete holder[key];
  };
  for (const event of reply.events) {
    for (const party of [...event.source, ...event.target]) {
      const named = party.entity === from.id;
      turn(party, "entity");
      if (named && !to) Object.assign(party, { text: party.text ?? from.name, ...(from.country ? { country: from.country } : {}) });
    }
    turn(event.place, "entity");
    if (event.attribution?.speaker === from.id && !to && !event.attribution.text) event.attribution.text = from.name;
    turn(event.attribution, "speaker");
  }
  for (const quote of reply.quotes) turn(quote, "speaker");
  for (const relation of reply.relations) for (const key of ["subject", "object"]) turn(relation, key);
  reply.relations = reply.relations.filter((relation) => relation.subject && (relation.object || relation.label) && relation.subject !== relation.object);
}

const ENTITY = {
  set(reply, change) {
    const entity = need(reply.entities, change.entity);
    for (const key of ["type", "name", "country"]) if (change[key]) entity[key] = change[key];
    if (change.country === null) delete entity.country;
    if (change.country !== undefined || change.type) delete entity.actor_code; // coded of what was there before
    for (const { place } of reply.events) if (place?.entity === entity.id) Object.assign(place, { name: entity.name }, entity.country ? { country: entity.country } : {});
    if (change.country !== undefined || change.name) for (const key of ["latitude", "longitude", "coordinates_of", "ids", "candidates"]) delete entity[key];
    entity.corrected = true;
  },
  delete(reply, change) {
    const entity = need(reply.entities, change.entity);
    reply.entities.splice(reply.entities.indexOf(entity), 1);
    redirect(reply, entity, null);
  },
  join(reply, change) {
    const [entity, into] = [need(reply.entities, change.entity), need(reply.entities, change.into)];
    if (entity === into) throw new Lost("an entity is not joined with itself");
    reply.entities.splice(reply.entities.indexOf(entity), 1);
    into.mentions = [...into.mentions, ...entity.mentions.filter((mention) => !isAt(into, mention))].sort((a, b) => a.start - b.start);
    into.corrected = true;
    redirect(reply, entity, into);
  },
  add(reply, change) {
    const { id, type, name, country, mentions } = change.entity;
    for (const mention of mentions) takeMention(reply, mention);
    reply.entities.push({ id, type, name, ...(country ? { country } : {}), confidence: 1, corrected: true, mentions: structuredClone(mentions) });
  },
  "mention-delete"(reply, change) {
    const entity = need(reply.entities, change.entity);
    takeMention(reply, change, entity);
  },
  "mention-add"(reply, change) {
    const entity = need(reply.entities, change.entity);
    const { start, end, text, kind, sentence } = change;
    takeMention(reply, change, undefined, entity);
    entity.mentions = [...entity.mentions, { start, end, text, kind, sentence }].sort((a, b) => a.start - b.start);
    entity.corrected = true;
  },
};

/* Takes a mention from whoever has it; an entity that has no other goes. */
function takeMention(reply, at, owner, except) {
  for (const entity of owner ? [owner] : [...reply.entities]) {
    const left = entity.mentions.filter((mention) => mention.start !== at.start || mention.end !== at.end);
    if (left.length === entity.mentions.length) {
      if (owner) throw new Lost("the mention is not there");
      continue;
    }
    if (left.length || entity === except) Object.assign(entity, { mentions: left, corrected: true });
    else ENTITY.delete(reply, { entity: refOf(entity) });
  }
}

/* ---- events -------------------------------------------------------------------------------------- */

function partiesOf(reply, parties) {
  return parties.map((party) => (party.entity ? { ...party, entity: need(reply.entities, party.entity).id } : structuredClone(party)));
}

function placeOf(reply, place) {
  if (!place.entity) return { name: place.name, ...(place.country ? { country: place.country } : {}), basis: BY_HAND, confidence: 1 };
  const { id, name, country, latitude, longitude } = need(reply.entities, place.entity);
  return { entity: id, name, ...(country ? { country } : {}), ...(latitude !== undefined ? { latitude, longitude } : {}), basis: BY_HAND, confidence: 1 };
}

/* The fields that a person sets; null takes one away. quads: class of each type. */
function setEvent(reply, event, change, quads) {
  if (change.type && change.type !== event.type) {
    Object.assign(event, { type: change.type, quad_class: quads.get(change.type) ?? event.quad_class });
    delete event.mode;
  }
  if (change.type || change.mode !== undefined) for (const key of ["cameo", "goldstein", "intensity"]) delete event[key];
  if (change.mode) event.mode = change.mode;
  else if (change.mode === null) delete event.mode;
  if (change.tense) event.tense = change.tense;
  if (change.negated !== undefined) event.negated = change.negated;
  for (const role of ["source", "target"]) if (change[role]) event[role] = partiesOf(reply, change[role]);
  if (change.place) event.place = placeOf(reply, change.place);
  else if (change.place === null) delete event.place;
  if (change.date) event.date = { start: change.date.start, end: change.date.end ?? change.date.start, basis: BY_HAND, confidence: 1 };
  else if (change.date === null) delete event.date;
  delete event.fingerprint;
  event.corrected = true;
}

const EVENT = {
  set(reply, change, quads) {
    setEvent(reply, need(reply.events, change.event), change, quads);
  },
  delete(reply, change) {
    const event = need(reply.events, change.event);
    reply.events.splice(reply.events.indexOf(event), 1);
    for (const other of reply.events) if (other.about) other.about = other.about.filter((id) => id !== event.id);
  },
  join(reply, change) {
    const [event, into] = [need(reply.events, change.event), need(reply.events, change.into)];
    if (event === into) throw new Lost("an event is not joined with itself");
    EVENT.delete(reply, change);
    into.mentions = [...into.mentions, ...event.mentions.filter((mention) => !isAt(into, mention))].sort((a, b) => a.start - b.start);
    into.corrected = true;
  },
  add(reply, change, quads) {
    const { id, type, mentions } = change.event;
    const event = { id, type, quad_class: quads.get(type) ?? 1, tense: "past", negated: false, source: [], target: [], mentions: structuredClone(mentions), confidence: 1 };
    setEvent(reply, event, change.event, quads);
    const at = reply.events.findIndex((other) => other.mentions[0].start > mentions[0].start);
    reply.events.splice(at < 0 ? reply.events.length : at, 0, event);
  },
};

/* ---- relations and quotes ------------------------------------------------------------------------ */

/* The fields that a person sets; null takes one away. What two records are to each other needs two, or one and a label. */
function setRelation(reply, relation, change) {
  if (change.type) relation.type = change.type;
  for (const key of ["subject", "object"]) if (change[key]) relation[key] = need(reply.entities, change[key]).id;
  for (const key of ["object", "label"]) if (change[key] === null) delete relation[key];
  if (change.label) relation.label = change.label;
  if (!relation.type || !relation.subject) throw new Lost("a relation needs a type and who");
  if (relation.subject === relation.object) throw new Lost("a relation is between two");
  if (!relation.object && !relation.label) throw new Lost("a relation needs another side or a label");
  relation.corrected = true;
}

const RELATION = {
  set(reply, change) {
    const relation = need(reply.relations, change.relation);
    const changed = { ...relation };
    setRelation(reply, changed, change); // all of it or nothing
    reply.relations.splice(reply.relations.indexOf(relation), 1, changed);
  },
  delete(reply, change) {
    const relation = need(reply.relations, change.relation);
    reply.relations.splice(reply.relations.indexOf(relation), 1);
  },
  add(reply, change) {
    const { id, evidence } = change.relation;
    const { start, end, text, sentence } = evidence;
    const relation = { id, confidence: 1, evidence: { start, end, text, sentence } };
    setRelation(reply, relation, change.relation);
    const at = reply.relations.findIndex((other) => other.evidence.start > start);
    reply.relations.splice(at < 0 ? reply.relations.length : at, 0, relation);
  },
};

const QUOTE = {
  /* An entity, words alone, or nobody. The words that named the former speaker go, unless they name the new one too. */
  set(reply, change) {
    const quote = need(reply.quotes, change.quote);
    const { speaker } = change;
    const entity = speaker?.entity && need(reply.entities, speaker.entity);
    if (!(entity && quote.attribution && isAt(entity, quote.attribution))) delete quote.attribution;
    delete quote.speaker;
    if (entity) quote.speaker = entity.id;
    else if (speaker) quote.attribution = { text: speaker.text };
    quote.corrected = true;
  },
  delete(reply, change) {
    const quote = need(reply.quotes, change.quote);
    reply.quotes.splice(reply.quotes.indexOf(quote), 1);
  },
};

const ACTS = { entity: ENTITY, event: EVENT, relation: RELATION, quote: QUOTE };

/* A corrected copy of the reply, and the corrections that found nothing to correct: {reply, lost: [{correction, why}]}. */
export function apply(original, corrections, quads) {
  const reply = structuredClone(original);
  for (const part of ["entities", "relations", "events", "quotes"]) reply[part] ??= [];
  const lost = [];
  for (const correction of corrections) {
    const kind = kindOf(correction);
    const act = kind && Object.hasOwn(ACTS[kind], correction.do) && ACTS[kind][correction.do];
    try {
      if (!act) throw new Lost(`unknown correction ${correction.do}`);
      act(reply, correction, quads);
    } catch (error) {
      lost.push({ correction, why: error instanceof Lost ? error.message : `not of the documented form (${error.message})` });
    }
  }
  return { reply, lost };
}

/* ---- out and in -------------------------------------------------------------------------------- */

export function pack(text, reply, corrections) {
  const { id, document: about, engine } = reply;
  return JSON.stringify({ format: FORMAT, id, ...(about.published ? { published: about.published } : {}), digest: about.digest, engine, text, corrections }, null, 1) + "\n";
}

/* The content of a file of corrections. Throws an Error that says what is wrong with it. */
export function unpack(source) {
  let file;
  try {
    file = JSON.parse(source);
  } catch {
    throw new Error("It is not JSON.");
  }
  if (file?.format !== FORMAT) throw new Error(`Its format is ${JSON.stringify(file?.format)}, not "${FORMAT}".`);
  if (typeof file.text !== "string" || !Array.isArray(file.corrections)) throw new Error("It has no text or no list of corrections.");
  if (file.published !== undefined && !/^\d{4}-\d\d-\d\d$/.test(file.published)) throw new Error("Its day of publication is no date.");
  if (!file.corrections.every((one) => one && typeof one.do === "string" && Object.keys(PARTS).filter((kind) => one[kind]).length === 1)) throw new Error("One of its corrections is not of the documented form.");
  return file;
}

/* ---- as an annotation of the corpus (docs/corpus.md) ------------------------------------------- */

const CORPUS_TYPES = new Set(["PERSON", "ORGANIZATION", "GPE", "LOCATION", "FACILITY", "NORP"]);
const span = ({ start, end, text }) => ({ start, end, text });

/* Dates of the corpus are one day, month or year. */
function dateOf(date) {
  if (!date?.start) return null;
  const { start, end = start } = date;
  if (start === end) return start;
  if (start.slice(0, 7) === end.slice(0, 7)) return start.slice(0, 7);
  return start.slice(0, 4) === end.slice(0, 4) ? start.slice(0, 4) : start;
}

/* number of the sentence that holds a span, or -1. */
function sentenceOf(sentences, { start, end }) {
  let [low, high] = [0, sentences.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle].end < end) low = middle + 1;
    else high = middle;
  }
  return low < sentences.length && sentences[low].start <= start ? low : -1;
}

function unique(list, key) {
  return [...new Map(list.map((one) => [key(one), one])).values()];
}

function mentionOf(event, mention, sentence, reply, ids, sentences) {
  const inside = (at) => at.start !== undefined && sentenceOf(sentences, at) === sentence;
  const args = (role) => event[role].filter(inside).map((party) => ({ ...span(party), ...(ids.has(party.entity) ? { entity: ids.get(party.entity) } : {}) }));
  const home = reply.entities.find((entity) => entity.id === event.place?.entity);
  return { sentence, trigger: span(mention), source: args("source"), target: args("target"), place: (home?.mentions ?? []).filter((one) => one.kind === "name" && inside(one)).slice(0, 1).map(span), time: [] };
}

export function annotationOf(reply, sentences, text) {
  const points = Array.from(text); // offsets count code points
  const at = (thing) => sentenceOf(sentences, thing);
  const slice = (start, end) => points.slice(start, end).join("");
  const kept = reply.entities.filter((entity) => CORPUS_TYPES.has(entity.type) && entity.mentions.some((mention) => mention.kind === "name" && at(mention) >= 0));
  const ids = new Map(kept.map((entity, i) => [entity.id, `e${i + 1}`]));
  const names = new Map(reply.entities.map((entity) => [entity.id, entity]));
  const who = (party) => {
    if (ids.has(party.entity)) return { entity: ids.get(party.entity) };
    const country = party.country ?? names.get(party.entity)?.country;
    return { text: party.text ?? names.get(party.entity)?.name ?? party.country ?? "unknown", ...(country ? { country } : {}) };
  };
  const speaker = (said) => (said?.speaker || said?.text ? who({ entity: said.speaker, text: said.text }) : null);
  const cueOf = (quote) => {
    const sentence = sentences[at(quote)];
    const found = quote.cue && sentence ? slice(sentence.start, sentence.end).indexOf(quote.cue) : -1;
    if (found < 0) return {};
    const start = sentence.start + Array.from(slice(sentence.start, sentence.end).slice(0, found)).length;
    return { cue: { start, end: start + Array.from(quote.cue).length, text: quote.cue } };
  };
  return {
    id: reply.id.replace(/[^A-Za-z0-9_-]/g, "_"),
    published: reply.document.published ?? null,
    entities: kept.map((entity) => ({
      id: ids.get(entity.id), type: entity.type, name: entity.name, country: entity.country ?? null,
      mentions: unique(entity.mentions.filter((mention) => at(mention) >= 0).map((mention) => ({ sentence: at(mention), ...span(mention), kind: mention.kind })), (m) => `${m.start} ${m.end}`),
    })),
    relations: reply.relations.filter((r) => ids.has(r.subject) && (ids.has(r.object) || (!r.object && r.label))).map((r) => ({ type: r.type, subject: ids.get(r.subject), object: ids.get(r.object) ?? null, label: r.label ?? null, sentence: r.evidence.sentence })),
    events: reply.events.filter((event) => event.mentions.some((mention) => at(mention) >= 0)).map((event, i) => ({
      id: `v${i + 1}`, type: event.type, mode: event.mode ?? null, contexts: (event.contexts ?? []).slice(0, 3), core: true,
      source: event.source.map(who), target: event.target.map(who), tense: event.tense, negated: event.negated, attribution: speaker(event.attribution),
      place: event.place?.name ?? null, date: dateOf(event.date),
      mentions: event.mentions.filter((mention) => at(mention) >= 0).map((mention) => mentionOf(event, mention, at(mention), reply, ids, sentences)),
    })),
    quotes: reply.quotes.filter((quote) => at({ start: quote.start, end: quote.start + 1 }) >= 0).map((quote) => ({
      speaker: speaker({ speaker: quote.speaker, text: quote.attribution?.text }), ...cueOf(quote), content: { start: quote.start, end: quote.end, text: quote.text }, sentence: at({ start: quote.start, end: quote.start + 1 }),
    })),
  };
}

export const sentenceLines = (sentences) => sentences.map(({ start, end }, i) => `${i}\t${start}\t${end}\n`).join("");
