// SPDX-License-Identifier: Apache-2.0
// Events as a graph of actors and along time, as SVG and lists made here.
//
// The graph is laid out by springs (Fruchterman and Reingold 1991): all pairs of nodes push, edges pull, in a fixed number of rounds from
// a fixed start, so that the same reply looks the same each time. That is quadratic in nodes, hence only the actors with most events.

import { QUADS, day, el, parties, percent, svg, words } from "./view.js";

const NODES = 30;
const ROUNDS = 250;
const WIDE = { width: 900, height: 560, margin: 90 };
const NARROW = { width: 380, height: 560, margin: 62 }; // a phone: letters keep their size

function collect(model, events) {
  const nodes = new Map();
  const edges = new Map();
  const keyOf = (p) => p.entity ?? `:${model.party(p)}`;
  const visit = (p) => {
    const key = keyOf(p);
    if (!nodes.has(key)) nodes.set(key, { key, name: model.party(p), entity: model.entities.get(p.entity), weight: 0 });
    nodes.get(key).weight++;
    return key;
  };
  for (const event of events) {
    const sources = event.source.map(visit);
    const targets = event.target.map(visit);
    for (const source of sources)
      for (const target of targets) {
        if (source === target) continue;
        const key = `${source}\n${target}`;
        if (!edges.has(key)) edges.set(key, { source, target, events: [] });
        edges.get(key).events.push(event);
      }
  }
  const paired = new Set([...edges.values()].flatMap((edge) => [edge.source, edge.target]));
  const ranked = [...nodes.values()].filter((node) => paired.has(node.key)).sort((a, b) => b.weight - a.weight);
  const kept = new Set(ranked.slice(0, NODES).map((node) => node.key));
  const drawn = [...edges.values()].filter((edge) => kept.has(edge.source) && kept.has(edge.target));
  const alone = [...nodes.values()].filter((node) => !paired.has(node.key)).map((node) => node.name);
  return { nodes: ranked.slice(0, NODES), edges: drawn, left: ranked.length - kept.size, alone };
}

function layOut(nodes, edges, box) {
  const side = 150;
  nodes.forEach((node, i) => {
    const angle = i * 2.399963; // the golden angle: a start without symmetry to get stuck in
    Object.assign(node, { x: side * Math.sqrt(i) * Math.cos(angle), y: side * Math.sqrt(i) * Math.sin(angle) });
  });
  const at = new Map(nodes.map((node) => [node.key, node]));
  const force = (a, b, strength) => {
    const [x, y] = [a.x - b.x || 0.1, a.y - b.y || 0.1];
    const distance = Math.max(1, Math.hypot(x, y));
    const push = strength(distance) / distance;
    a.dx += x * push; a.dy += y * push;
    b.dx -= x * push; b.dy -= y * push;
  };
  for (let round = 0; round < ROUNDS; round++) {
    const heat = side * 0.3 * (1 - round / ROUNDS) + 1;
    for (const node of nodes) Object.assign(node, { dx: -node.x * 0.35, dy: -node.y * 0.55 }); // towards the middle, so that parts stay together
    for (let i = 0; i < nodes.length; i++) for (let j = 0; j < i; j++) force(nodes[i], nodes[j], (d) => (side * side) / d);
    for (const edge of edges) force(at.get(edge.source), at.get(edge.target), (d) => -(d * d) / side / 2);
    for (const node of nodes) {
      const length = Math.max(1, Math.hypot(node.dx, node.dy));
      node.x += (node.dx / length) * Math.min(length, heat);
      node.y += (node.dy / length) * Math.min(length, heat);
    }
  }
  fit(nodes, box);
  for (const edge of edges) { // names stand on the side from which fewer edges come
    const [a, b] = [at.get(edge.source), at.get(edge.target)];
    a.below = (a.below ?? 0) + Math.sign(b.y - a.y);
    b.below = (b.below ?? 0) + 2 * Math.sign(a.y - b.y);
  }
  for (const node of nodes) node.above = node.below > 0;
  return at;
}

/* Into the drawing's box, with room for names at its borders. */
function fit(nodes, { width, height, margin: side }) {
  for (const [axis, size, margin] of [["x", width, side], ["y", height, 36]]) {
    const values = nodes.map((node) => node[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    for (const node of nodes) node[axis] = high > low ? margin + ((node[axis] - low) / (high - low)) * (size - 2 * margin) : size / 2;
  }
}

const worst = (edge) => Math.max(...edge.events.map((event) => event.quad_class));

function drawEdge(edge, at, model) {
  const [a, b] = [at.get(edge.source), at.get(edge.target)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const [x1, y1, x2, y2] = [a.x + ux * a.r, a.y + uy * a.r, b.x - ux * (b.r + 7), b.y - uy * (b.r + 7)];
  const [cx, cy] = [(x1 + x2) / 2 - uy * length * 0.12, (y1 + y2) / 2 + ux * length * 0.12];
  const quad = worst(edge);
  const label = `${a.name} → ${b.name}: ${edge.events.map((event) => words(event.type)).join(", ")}`;
  const path = svg("path", { d: `M${x1} ${y1}Q${cx} ${cy} ${x2} ${y2}`, class: `edge q-${quad}`, "stroke-width": Math.min(6, 1 + edge.events.length), "marker-end": `url(#arrow-${quad})` });
  const wide = svg("path", { d: `M${x1} ${y1}Q${cx} ${cy} ${x2} ${y2}`, class: "edge-hit" }, svg("title", {}, label));
  wide.addEventListener("click", () => model.select({ events: edge.events }));
  return svg("g", {}, path, wide);
}

function drawNode(node, model) {
  const name = node.name.length > 24 ? `${node.name.slice(0, 23)}…` : node.name;
  const group = svg("g", { class: "node", transform: `translate(${node.x} ${node.y})` },
    svg("title", {}, node.name), svg("circle", { r: node.r, class: node.entity ? `t-${node.entity.type}` : "t-none" }), svg("text", { y: node.above ? -node.r - 5 : node.r + 14, "text-anchor": "middle" }, name));
  if (node.entity) group.addEventListener("click", () => model.select({ entity: node.entity }));
  return group;
}

export function showGraph(root, model, events) {
  const { nodes, edges, left, alone } = collect(model, events);
  if (!edges.length) return root.replaceChildren(el("p", { class: "empty" }, "No event here has both a source and a target."));
  for (const node of nodes) node.r = 7 + Math.min(14, 2.5 * Math.sqrt(node.weight));
  const box = matchMedia("(max-width: 36rem)").matches ? NARROW : WIDE;
  const at = layOut(nodes, edges, box);
  const markers = [1, 2, 3, 4].map((quad) =>
    svg("marker", { id: `arrow-${quad}`, viewBox: "0 0 8 8", refX: 4, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { d: "M0 0L8 4L0 8z", class: `head q-${quad}` })));
  const drawing = svg("svg", { viewBox: `0 0 ${box.width} ${box.height}`, class: "graph", role: "img", "aria-label": `Graph of ${nodes.length} actors; the same as a list below` },
    svg("defs", {}, ...markers), ...edges.map((edge) => drawEdge(edge, at, model)), ...nodes.map((node) => drawNode(node, model)));
  root.replaceChildren(
    el("p", { class: "legend" }, [1, 2, 3, 4].map((quad) => el("span", { class: `trigger q-${quad}` }, QUADS[quad]))),
    el("div", { class: "scroll" }, drawing),
    left > 0 ? el("p", { class: "hint" }, `The ${NODES} actors with most events; ${left} more are not drawn.`) : "",
    alone.length ? el("p", { class: "hint", dir: "auto" }, `Without a counterpart: ${alone.slice(0, NODES).join(", ")}${alone.length > NODES ? ", …" : ""}`) : "",
    el("details", {}, el("summary", {}, "As a list"),
      el("ul", {}, edges.map((edge) => el("li", {}, el("button", { type: "button", class: "link", onclick: () => model.select({ events: edge.events }) },
        `${at.get(edge.source).name} → ${at.get(edge.target).name}: ${edge.events.map((event) => words(event.type)).join(", ")}`))))));
}

/* Days from the earliest to the latest, with the events of each; those without a date at the end. */
export function showTimeline(root, model, events) {
  const days = new Map();
  for (const event of events) {
    const key = day(event.date);
    if (!days.has(key)) days.set(key, []);
    days.get(key).push(event);
  }
  if (!events.length) return root.replaceChildren(el("p", { class: "empty" }, "No events to show."));
  const keys = [...days.keys()].sort((a, b) => (a === "") - (b === "") || a.localeCompare(b));
  const entry = (event) => el("li", {},
    el("button", { type: "button", class: `link q-${event.quad_class}`, onclick: () => model.select({ events: [event] }) }, words(event.type)),
    el("span", { dir: "auto" }, ` ${parties(model, event.source)} → ${parties(model, event.target)}`),
    el("small", { class: "hint" }, ` ${event.negated ? "did not happen · " : ""}${event.tense} · ${percent(event.confidence)}`));
  root.replaceChildren(el("ol", { class: "timeline" }, keys.slice(0, 200).map((key) => el("li", {},
    el("h3", {}, key ? el("time", { datetime: key.slice(0, 10) }, key) : "no date"),
    el("ul", {}, days.get(key).slice(0, 100).map(entry),
      days.get(key).length > 100 ? el("li", { class: "hint" }, `and ${days.get(key).length - 100} more: see Events`) : null)))),
    keys.length > 200 ? el("p", { class: "hint" }, `${keys.length - 200} more days: see Events`) : "");
}
