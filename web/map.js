// SPDX-License-Identifier: Apache-2.0
// Events and places on a map, drawn here as SVG: outlines come with the page (world.js), nothing is asked of anybody.
//
// The projection is equirectangular with its true parallel at the middle of what is shown: x = longitude * cos(latitude of the middle), y = -latitude.
// Straight to compute and right in shape where one looks; towards the poles it widens, as all its kin. Marks keep their size whatever the scale: each
// place has one mark for each type of event, told apart by form and colour of the type's class. A place that is a state without a position of its own
// stands where the state's name would. Names are put where they cover no other, most events first; one that finds no room is in the table below.

import { UNITS, LAND, BORDERS, STATES } from "./world.js";
import { QUADS, el, sortable, svg, words } from "./view.js";

const WIDE = { width: 900, height: 500 };
const NARROW = { width: 380, height: 400 };
const MOST = 60; // pixels a degree: closer, the outlines are too coarse
const PLACES = 300; // drawn at most
const CROWD = 80; // of them moved aside
const GAP = 23; // from mark to mark of one place
const FORMS = ["", "M0-9A9 9 0 1 0 0 9A9 9 0 1 0 0-9z", "M-8-8H8V8H-8z", "M0-10L10 8H-10z", "M0-11L11 0L0 11L-11 0z"]; // by class

/* ---- what stands where ------------------------------------------------------------------------- */

function positionOf(thing) {
  if (thing.latitude !== undefined) return { latitude: thing.latitude, longitude: thing.longitude, exact: true };
  const state = STATES[thing.country];
  return state && thing.name === state[0] ? { latitude: state[2], longitude: state[1], exact: false } : null;
}

/* Places of the events, then those that the article only names: {name, country, latitude, longitude, exact, events, entity}. */
export function placesOf(model, events) {
  const places = new Map();
  const at = (thing, entity) => {
    const position = positionOf(thing);
    if (!position) return null;
    const key = `${position.latitude.toFixed(3)} ${position.longitude.toFixed(3)}`;
    if (!places.has(key)) places.set(key, { ...position, name: thing.name, country: thing.country, entity, events: [] });
    return places.get(key);
  };
  const left = [];
  for (const event of events) {
    const place = event.place && at(event.place, model.entities.get(event.place.entity));
    if (place) place.events.push(event);
    else left.push(event);
  }
  for (const entity of model.entities.values())
    if (["GPE", "LOCATION", "FACILITY"].includes(entity.type)) at(entity, entity);
  return { places: [...places.values()].sort((a, b) => b.events.length - a.events.length).slice(0, PLACES), left };
}

/* [type, events of that type], most frequent first. */
function typesOf(place) {
  const types = new Map();
  for (const event of place.events) types.set(event.type, [...(types.get(event.type) ?? []), event]);
  return [...types].sort((a, b) => b[1].length - a[1].length);
}

/* ---- the view: a middle and a scale ------------------------------------------------------------ */

function project(view, box, longitude, latitude) {
  return [box.width / 2 + (longitude - view.longitude) * view.scale * view.squeeze, box.height / 2 - (latitude - view.latitude) * view.scale];
}

function settle(view, box) {
  view.scale = Math.max(box.width / 360, Math.min(MOST, view.scale));
  view.latitude = Math.max(-80, Math.min(80, view.latitude));
  view.longitude = Math.max(-180, Math.min(180, view.longitude));
  view.squeeze = Math.cos((Math.min(70, Math.abs(view.latitude)) * Math.PI) / 180);
}

/* Shows all of the points with some of what is around; at least ten degrees. */
function fit(view, box, points) {
  const range = (values, least) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return [(low + high) / 2, Math.max(least, high - low)];
  };
  const [longitude, wide] = range(points.map((p) => p.longitude), 10);
  const [latitude, high] = range(points.map((p) => p.latitude), 6);
  Object.assign(view, { longitude, latitude, scale: MOST });
  settle(view, box);
  view.scale = Math.min((box.width * 0.74) / (wide * view.squeeze), (box.height * 0.68) / high);
  settle(view, box);
}

const shown = (places) => (places[0].events.length ? places.filter((place) => place.events.length) : places);

function whole(view, box) {
  Object.assign(view, { longitude: 8, latitude: 18, scale: 0 });
  settle(view, box);
}

/* ---- drawing ----------------------------------------------------------------------------------- */

const typeWords = (types) => types.map(([type, list]) => `${words(type)}${list.length > 1 ? ` ${list.length}` : ""}`).join(", ");
const placeName = (place) => `${place.name}${place.country && !(STATES[place.country] ?? [])[0]?.includes(place.name) ? `, ${place.country}` : ""}`;

/* A thing to press by pointer or key. */
function pressable(node, label, act) {
  for (const [name, value] of Object.entries({ role: "button", tabindex: "0", "aria-label": label })) node.setAttribute(name, value);
  node.append(svg("title", {}, label));
  node.addEventListener("click", act);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  return node;
}

function drawPlace(place, x, y, model) {
  const group = svg("g", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
  const types = typesOf(place);
  if (!types.length)
    group.append(pressable(svg("g", { class: "spot" }, svg("circle", { r: 12, class: "hit" }), svg("circle", { r: 4 })), `${place.name}: named in the article`, () => model.select({ entity: place.entity })));
  types.forEach(([type, list], i) => {
    const mark = svg("g", { class: `marker q-${list[0].quad_class}${place.exact ? "" : " vague"}`, transform: `translate(${(i - (types.length - 1) / 2) * GAP} 0)` },
      svg("path", { d: FORMS[list[0].quad_class] }), list.length > 1 ? svg("text", { y: 4, "text-anchor": "middle" }, String(list.length)) : "");
    group.append(pressable(mark, `${placeName(place)}${place.exact ? "" : " (somewhere there)"}: ${typeWords([[type, list]])}`, () => model.select({ events: list })));
  });
  return group;
}

/* Where the marks of each place stand: at it, or pushed aside where they would cover others; a fixed number of rounds. Quadratic, hence CROWD. */
function spread(seen) {
  const boxes = seen.slice(0, CROWD).filter((one) => one.place.events.length);
  for (let round = 0; round < 30; round++)
    for (let i = 0; i < boxes.length; i++)
      for (let j = 0; j < i; j++) {
        const [a, b] = [boxes[i], boxes[j]];
        const [dx, dy] = [a.x - b.x, a.y - b.y];
        const [over, under] = [(a.wide + b.wide) / 2 - Math.abs(dx), 22 - Math.abs(dy)];
        if (over <= 0 || under <= 0) continue;
        const push = under / 2 + 0.5;
        a.y += dy < 0 ? -push : push;
        b.y -= dy < 0 ? -push : push;
      }
}

/* Boxes that are taken; takes() says whether there was room, and takes it. */
function room() {
  const taken = [];
  return (x, y, width, height) => {
    const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    if (taken.some((t) => t[0] < box[2] && box[0] < t[2] && t[1] < box[3] && box[1] < t[3])) return false;
    taken.push(box);
    return true;
  };
}

function labelPlace(place, x, y, takes) {
  const types = typesOf(place);
  const name = place.name.length > 28 ? `${place.name.slice(0, 27)}…` : place.name;
  const told = typeWords(types.slice(0, 3)) + (types.length > 3 ? ", …" : "");
  const width = Math.max(name.length * 7, told.length * 5.6) + 6;
  const height = told ? 28 : 15;
  const side = types.length ? (types.length * GAP) / 2 : 6;
  const spots = [[x, y + 14 + height / 2], [x, y - 14 - height / 2], [x + side + width / 2, y], [x - side - width / 2, y]];
  const spot = spots.find(([u, v]) => takes(u, v, width, height));
  if (!spot) return "";
  const [u, v] = spot;
  const top = v - height / 2 + 12;
  return svg("g", { class: types.length ? "label" : "label faint", "aria-hidden": "true" }, svg("text", { x: u, y: top, "text-anchor": "middle" }, name), told ? svg("text", { x: u, y: top + 13, "text-anchor": "middle", class: "told" }, told) : "");
}

function draw(marks, ground, view, box, places, model) {
  settle(view, box);
  const [x0, y0] = project(view, box, 0, 0);
  ground.setAttribute("transform", `translate(${x0} ${y0}) scale(${(view.scale * view.squeeze) / UNITS} ${view.scale / UNITS})`);
  const takes = room();
  const seen = places.map((place) => {
    const [x, y] = project(view, box, place.longitude, place.latitude);
    return { place, x, y, at: [x, y], wide: Math.max(1, typesOf(place).length) * GAP };
  }).filter(({ x, y }) => x > -20 && x < box.width + 20 && y > -20 && y < box.height + 20);
  spread(seen);
  for (const { x, y, wide } of seen) takes(x, y, wide * 0.9, 18);
  const labels = seen.map(({ place, x, y }) => labelPlace(place, x, y, takes));
  const leaders = seen.filter(({ x, y, at }) => Math.hypot(x - at[0], y - at[1]) > 5).map(({ x, y, at }) => svg("path", { d: `M${at[0]} ${at[1]}L${x} ${y}`, class: "leader", "aria-hidden": "true" }));
  const states = Object.values(STATES).filter((state) => state[3] * view.scale * view.scale > 2600).sort((a, b) => b[3] - a[3]).map(([name, longitude, latitude]) => {
    const [x, y] = project(view, box, longitude, latitude);
    const inside = x > 30 && x < box.width - 30 && y > 10 && y < box.height - 10;
    return inside && takes(x, y, name.length * 7.5, 14) ? svg("text", { x, y: y + 4, class: "state", "text-anchor": "middle", "aria-hidden": "true" }, name) : "";
  });
  marks.replaceChildren(...states, ...leaders, ...labels, ...seen.map(({ place, x, y }) => drawPlace(place, x, y, model)));
}

/* ---- moving about ------------------------------------------------------------------------------ */

function zoom(view, factor) { view.scale *= factor; }

function pan(view, box, right, down) {
  view.longitude += (right * box.width * 0.2) / (view.scale * view.squeeze);
  view.latitude -= (down * box.height * 0.2) / view.scale;
}

function tools(view, box, places, redraw) {
  const button = (label, sign, act) => el("button", { type: "button", "aria-label": label, title: label, onclick: () => { act(); redraw(); } }, sign);
  return el("div", { class: "map-tools", role: "group", "aria-label": "Move the map" },
    button("Closer", "+", () => zoom(view, 1.6)), button("Farther", "−", () => zoom(view, 1 / 1.6)),
    button("Left", "←", () => pan(view, box, -1, 0)), button("Right", "→", () => pan(view, box, 1, 0)),
    button("Up", "↑", () => pan(view, box, 0, -1)), button("Down", "↓", () => pan(view, box, 0, 1)),
    button("Fit the places of events", "fit", () => fit(view, box, shown(places))), button("The whole world", "world", () => whole(view, box)));
}

/* Dragging, the wheel with Ctrl (as pinching comes), a double click, arrows and + - on the map itself. */
function follow(drawing, view, box, redraw) {
  let from = null;
  const scale = () => box.width / drawing.getBoundingClientRect().width;
  drawing.addEventListener("pointerdown", (event) => { if (!event.target.closest("[role=button]")) { from = [event.clientX, event.clientY]; drawing.setPointerCapture(event.pointerId); } });
  drawing.addEventListener("pointermove", (event) => {
    if (!from) return;
    view.longitude -= ((event.clientX - from[0]) * scale()) / (view.scale * view.squeeze);
    if (event.pointerType === "mouse") view.latitude += ((event.clientY - from[1]) * scale()) / view.scale;
    from = [event.clientX, event.clientY];
    redraw();
  });
  for (const type of ["pointerup", "pointercancel"]) drawing.addEventListener(type, () => { from = null; });
  drawing.addEventListener("dblclick", () => { zoom(view, 1.6); redraw(); });
  drawing.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(view, event.deltaY < 0 ? 1.2 : 1 / 1.2);
    redraw();
  }, { passive: false });
  drawing.addEventListener("keydown", (event) => {
    if (event.target !== drawing || event.ctrlKey || event.metaKey) return;
    const act = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], "+": 1.6, "=": 1.6, "-": 1 / 1.6 }[event.key];
    if (!act) return;
    event.preventDefault();
    if (Array.isArray(act)) pan(view, box, ...act);
    else zoom(view, act);
    redraw();
  });
}

function placeTable(root, model, places) {
  const link = (event) => el("button", { type: "button", class: `link q-${event.quad_class}`, onclick: () => model.select({ events: [event] }) }, words(event.type));
  const named = (place) => (place.entity ? el("button", { type: "button", class: "link", onclick: () => model.select({ entity: place.entity }) }, place.name) : place.name);
  sortable(root, "Places", [
    ["Place", (p) => p.name, named],
    ["Country", (p) => p.country],
    ["Events", (p) => -p.events.length, (p) => p.events.slice(0, 30).flatMap((event, i) => (i ? [", ", link(event)] : [link(event)]))],
    ["Latitude", (p) => p.latitude, (p) => `${p.latitude.toFixed(2)}${p.exact ? "" : " (middle)"}`, "number"],
    ["Longitude", (p) => p.longitude, (p) => p.longitude.toFixed(2), "number"],
  ], places);
}

export function showMap(root, model, events) {
  const { places, left } = placesOf(model, events);
  if (!places.length) return root.replaceChildren(el("p", { class: "empty" }, "No place here has a position."));
  const box = matchMedia("(max-width: 36rem)").matches ? NARROW : WIDE;
  const view = {};
  fit(view, box, shown(places));
  const still = { "vector-effect": "non-scaling-stroke" };
  const ground = svg("g", { "aria-hidden": "true" }, svg("path", { d: LAND, class: "land", ...still }), svg("path", { d: BORDERS, class: "border", ...still }));
  const marks = svg("g");
  const drawing = svg("svg", { viewBox: `0 0 ${box.width} ${box.height}`, class: "map", tabindex: "0", role: "group", "aria-label": `Map of ${places.length} places; arrow keys move it, plus and minus change its scale; the same as a table below` }, ground, marks);
  const redraw = () => draw(marks, ground, view, box, places, model);
  follow(drawing, view, box, redraw);
  redraw();
  const table = el("div");
  placeTable(table, model, places);
  const key = (quad) => el("span", { class: `check q-${quad}` }, svg("svg", { viewBox: "-12 -12 24 24", class: "form", "aria-hidden": "true" }, svg("path", { d: FORMS[quad] })), QUADS[quad]);
  root.replaceChildren(
    el("p", { class: "legend" }, [1, 2, 3, 4].map(key), el("span", { class: "hint" }, "hollow: somewhere in that state · dot: only named")),
    tools(view, box, places, redraw),
    drawing,
    el("p", { class: "hint" }, left.length ? `${left.length} of ${events.length} events have no place with a position. ` : "", "Outlines: Natural Earth. Borders take no position."),
    el("h3", { class: "more" }, "As a table"), table);
}
