// The review desk by single keys: each presses a button that is on the page. And words chosen by
// selecting them in the source. Without this file every button and box still works.
"use strict";

const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");

// Whoever speaks to the computer, or has keys of their own, turns single keys off.
const keysOff = () => localStorage.getItem("keys") === "off";
for (const button of document.querySelectorAll("[data-keys-off]")) {
  const say = () => (button.textContent = keysOff() ? "Turn single keys on" : "Turn single keys off");
  button.hidden = false;
  say();
  button.addEventListener("click", () => {
    localStorage.setItem("keys", keysOff() ? "on" : "off");
    say();
  });
}

document.addEventListener("keydown", (event) => {
  if (keysOff()) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (typing(event.target) || !document.querySelector("[data-desk]")) return;
  if (event.key === "o" || event.key === "m") {
    const box = document.querySelector(event.key === "o" ? "[data-focus=o]" : "#note");
    if (box) {
      event.preventDefault();
      box.focus();
    }
    return;
  }
  if (event.key === "Enter" && (!chosen() || event.target.closest("button, a, summary"))) return;
  const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (!button) return;
  event.preventDefault();
  if (button.tagName === "SUMMARY") {
    button.parentElement.open = !button.parentElement.open;
    button.focus();
  } else {
    button.click();
  }
});

// The choices send who was chosen; the note goes with whatever is sent.
for (const button of document.querySelectorAll("button[data-act]")) {
  button.addEventListener("click", () => {
    button.form.querySelector("input[name=act]").value = button.dataset.act;
  });
}
document.addEventListener("submit", (event) => {
  const note = document.querySelector("#note");
  const form = event.target;
  if (note && note.value && form.method === "post" && !form.contains(note) && !form.elements.note) {
    const copy = document.createElement("input");
    Object.assign(copy, { type: "hidden", name: "note", value: note.value });
    form.append(copy);
  }
});

// A selection in the source, as places in it: code points, as the archive counts them.
function place(node, offset) {
  const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-offset]");
  if (!run) return null;
  const inside = node.nodeType === Node.TEXT_NODE ? run.textContent.slice(0, offset) : offset ? run.textContent : "";
  return Number(run.dataset.offset) + [...inside].length;
}

function chosen() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const source = document.querySelector("[data-source]");
  if (!source || !source.contains(range.commonAncestorContainer)) return null;
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : [start, end, selection.toString()];
}

for (const form of document.querySelectorAll("form[data-words]")) {
  const hidden = form.querySelector("input[name=segments]");
  const words = form.querySelector("textarea");
  let pieces = [];
  form.querySelector("[data-script]").hidden = false;
  for (const button of form.querySelectorAll("[data-use]")) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => {
      const found = chosen();
      if (!found) return;
      pieces = button.dataset.use === "more" ? [...pieces, found] : [found];
      pieces.sort((a, b) => a[0] - b[0]);
      hidden.value = pieces.map(([start, end]) => `${start}-${end}`).join(",");
      words.value = pieces.map(([, , text]) => text).join(" … ");
      form.querySelector("details")?.setAttribute("open", "");
      const send = form.querySelector("button[name=act]");
      send.focus();
    });
  }
  words.addEventListener("input", () => (hidden.value = "")); // what is typed counts from then on
}

// Names while one types.
for (const input of document.querySelectorAll("input[data-names]")) {
  const list = document.getElementById(input.getAttribute("list"));
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (input.value.trim().length < 2) return;
      try {
        const answer = await fetch(`${input.dataset.names}?q=${encodeURIComponent(input.value)}`);
        const { names } = await answer.json();
        list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
      } catch {
        // without names the box still takes one
      }
    }, 120);
  });
}
