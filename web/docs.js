// SPDX-License-Identifier: Apache-2.0
// The API reference: the contract of this very service, shown by Swagger UI, every operation to be tried here or with the curl line beside it.
//
// The contract names one address of the service as an example. Here it is this one: in the list of servers, so that what is tried stays
// within the page's policy, and in the curl lines, so that they run as they stand.

const EXAMPLE = "http://127.0.0.1:8080";
const base = new URL(".", location.href).href.replace(/\/$/, "");

function dark(query) {
  document.documentElement.classList.toggle("dark-mode", query.matches);
}

/*
 * What the library leaves out for those who do not see or point: names of its fields, boxes that scroll by key, no link inside a button.
 * It draws anew at will, so this is done after each change, to what has not had it.
 */
function mend(root) {
  for (const field of root.querySelectorAll("select:not([aria-label]), textarea:not([aria-label]), input:not([aria-label])")) {
    const name = field.closest("[data-param-name]")?.dataset.paramName ?? field.closest("label")?.textContent ?? field.placeholder;
    field.setAttribute("aria-label", name || (field.id === "servers" ? "Server" : field.tagName === "TEXTAREA" ? "Request body" : "Media type"));
  }
  for (const label of root.querySelectorAll("label[id$=_select]")) label.removeAttribute("id"); // which the field beside it has too
  for (const box of root.querySelectorAll("pre:not([tabindex]), .table-container:not([tabindex])")) box.tabIndex = 0;
  for (const link of root.querySelectorAll("button a[href]")) link.removeAttribute("href");
  for (const table of root.querySelectorAll("table[role=region]:not([aria-label])")) table.setAttribute("aria-label", `Responses ${table.id}`);
}

function keepMending(root) {
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mend(root);
    });
  }).observe(root, { childList: true, subtree: true });
}

async function start() {
  const root = document.getElementById("reference");
  const query = matchMedia("(prefers-color-scheme: dark)");
  dark(query);
  query.addEventListener("change", dark);
  keepMending(root);
  try {
    const response = await fetch("openapi.json");
    if (!response.ok) throw new Error(`openapi.json: ${response.status}`);
    const spec = JSON.parse((await response.text()).replaceAll(EXAMPLE, base));
    window.ui = window.SwaggerUIBundle({
      spec,
      domNode: root,
      deepLinking: true,
      displayRequestDuration: true,
      docExpansion: "list",
      defaultModelsExpandDepth: 0,
      tryItOutEnabled: true,
      validatorUrl: null,
      syntaxHighlight: { activated: false },
      persistAuthorization: false,
    });
  } catch (error) {
    root.textContent = `The reference cannot be shown (${error.message}). The contract itself: openapi.yaml`;
  }
}

start();
