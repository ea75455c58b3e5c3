// SPDX-License-Identifier: Apache-2.0
// The corrections of the article that is shown: their list, undo and redo, the panel, and the files they leave in.
//
// makeEdits() is given what it needs of the page: draw() shows everything anew, details() shows a record or a form, sentences() and ontology() ask the
// service, once. What was read stays as it is; reply() is what it is with the corrections so far.

import { PARTS, annotationOf, apply, kindOf, pack, sentenceLines } from "./correct.js";
import { entityForm, eventForm, newEntityForm, newEventForm, newRelationForm, quoteForm, relationForm, sayCorrection } from "./editor.js";
import { el, markedSpan } from "./view.js";

const $ = (id) => document.getElementById(id);
const FORMS = { entity: entityForm, event: eventForm, relation: relationForm, quote: quoteForm };
const NONE = { types: [], modes: [] };

export function makeEdits({ draw, details, fail, say, save, fetchSentences, fetchOntology }) {
  const state = { original: null, text: "", done: [], undone: [], lost: [], fresh: 0, model: null, marked: null, sentences: null, ontology: NONE };
  const quads = () => new Map([...(state.original?.events ?? []).map((event) => [event.type, event.quad_class]), ...state.ontology.types.map((row) => [row.type, row.quad_class])]);
  const numberOf = (correction) => Number(/^h(\d+)$/.exec(correction[kindOf(correction)]?.id)?.[1] ?? 0);

  /* Before a form opens: what types there are, and where sentences end. */
  async function prepare() {
    if (state.ontology === NONE) state.ontology = await fetchOntology();
    state.sentences ??= await fetchSentences();
  }

  async function open(make) {
    try {
      await prepare();
    } catch (error) {
      return fail({ title: "Nothing can be corrected now", detail: `The service did not say what it takes: ${error.message}` });
    }
    details({ form: make() });
    document.querySelector("#details input, #details select")?.focus();
  }

  function sentenceAt({ start, end }) {
    return (state.sentences ?? []).findIndex((sentence) => sentence.start <= start && end <= sentence.end);
  }

  function change(done, undone, what) {
    Object.assign(state, { done, undone });
    draw();
    say(`${what} ${done.length === 1 ? "1 correction" : `${done.length} corrections`}.`);
  }

  /* Adds a correction; then names the record that is shown afterwards, by its id or, a quote, its start. Returns why it cannot be, else nothing. */
  function correct(correction, then) {
    const done = [...state.done, correction];
    const { lost } = apply(state.original, done, quads());
    if (lost.length > state.lost.length) return `This cannot be done: ${lost[lost.length - 1].why}.`;
    change(done, [], "Corrected.");
    const kind = then && kindOf(then);
    const record = kind && state.model.reply[PARTS[kind]].find((one) => then[kind] === (kind === "quote" ? one.start : one.id));
    details(record ? (kind === "event" ? { events: [record] } : { [kind]: record }) : null);
    (document.querySelector("#details .correct") ?? document.querySelector("[role=tab][aria-selected=true]")).focus({ preventScroll: true }); // the form is gone
    return undefined;
  }

  function undo() {
    change(state.done.slice(0, -1), [state.done[state.done.length - 1], ...state.undone], "Undone.");
    details(null);
  }

  function redo() {
    change([...state.done, state.undone[0]], state.undone.slice(1), "Done again.");
    details(null);
  }

  function showPanel() {
    $("edits-count").textContent = state.done.length || "";
    $("edits-undo").disabled = !state.done.length;
    $("edits-redo").disabled = !state.undone.length;
    $("edits-files").hidden = !state.done.length;
    $("edits-list").replaceChildren(...state.done.slice(-100).map((correction) => el("li", { dir: "auto" }, sayCorrection(correction, state.original), state.lost.some((one) => one.correction === correction) ? el("span", { class: "flag" }, "found nothing") : null)));
  }

  /* What is shown: the reply with its corrections, and what forms ask of the model. */
  function equip(model) {
    state.model = model;
    Object.assign(model, {
      correct, sentenceAt,
      edit: (what) => open(() => FORMS[kindOf(what)](state.model, what[kindOf(what)])),
      addEvent: ({ start, end, text, type }) => {
        state.marked = { start, end, text };
        return open(() => newEventForm(state.model, type));
      },
      freshId: () => `h${++state.fresh}`,
      ontology: () => ({ types: state.ontology.types.map((row) => row.type) }),
      modesOf: (type) => state.ontology.modes.filter((row) => row.type === type).map((row) => row.mode),
      marked: () => state.marked,
    });
    showPanel();
  }

  function reply() {
    const { reply: corrected, lost } = apply(state.original, state.done, quads());
    state.lost = lost;
    return state.done.length ? corrected : state.original;
  }

  /* A new article; corrections of it where they come from a file. */
  async function begin(text, original, corrections = []) {
    Object.assign(state, { original, text, done: [], undone: [], lost: [], marked: null, sentences: null, fresh: 0 });
    if (!corrections.length) return;
    if (state.ontology === NONE) state.ontology = await fetchOntology();
    Object.assign(state, { done: corrections, fresh: Math.max(0, ...corrections.map(numberOf)) });
  }

  async function saveAnnotation(kind) {
    try {
      await prepare();
    } catch (error) {
      return fail({ title: "The annotation was not made", detail: `The service did not say where sentences end: ${error.message}` });
    }
    const annotation = annotationOf(state.model.reply, state.sentences, state.text);
    if (kind === "json") save(JSON.stringify(annotation, null, 1) + "\n", `${annotation.id}.json`, "application/json");
    else save(kind === "txt" ? state.text : sentenceLines(state.sentences), `${annotation.id}.${kind}`, "text/plain");
  }

  document.addEventListener("selectionchange", () => {
    const marked = state.model && markedSpan(state.model);
    if (!marked) return;
    state.marked = marked;
    const field = document.querySelector("#details form [name=words]");
    if (!field) return;
    field.value = marked.text;
    field.dispatchEvent(new Event("input"));
  });
  $("edits-entity").addEventListener("click", () => open(() => newEntityForm(state.model)));
  $("edits-event").addEventListener("click", () => open(() => newEventForm(state.model)));
  $("edits-relation").addEventListener("click", () => open(() => newRelationForm(state.model)));
  $("edits-undo").addEventListener("click", undo);
  $("edits-redo").addEventListener("click", redo);
  $("edits-save").addEventListener("click", () => save(pack(state.text, state.original, state.done), "corrections.json", "application/json"));
  $("edits-reply").addEventListener("click", () => save(JSON.stringify(state.model.reply, null, 1) + "\n", "corrected.json", "application/json"));
  for (const kind of ["json", "txt", "sents"]) $(`edits-${kind}`).addEventListener("click", () => saveAnnotation(kind));
  return { begin, reply, equip, lost: () => state.lost, count: () => state.done.length };
}
