// The review desk by single keys: each presses a button that is on the page. And words chosen by
// selecting them in the source. Without this file every button and box still works.
"use strict";

const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");

// Whoever speaks to the computer, or has keys of their own, turns single keys off.
const keysOff = () => localStorage.getItem("keys") === "off";
for (const button of document.querySelectorAll("button[data-keys-off]")) {
  const say = () => (button.textContent = keysOff() ? "Turn single keys on" : "Turn single keys off");
  button.hidden = false;
  say();
  button.addEventListener("click", () => {
    localStorage.setItem("keys", keysOff() ? "on" : "off");
    say();
  });
}

// A second press of the same key, or of a button, belongs to the statement that it was meant for: it neither sends twice
// nor decides what comes up next.
const SAME_PRESS = 700; // milliseconds between two presses, or since what comes up next has been on the screen
const shownAt = performance.now();
let sent = false;
function isSecondPress(key) {
  const [last, at] = (sessionStorage.getItem("pressed") || " 0").split(" ");
  const soon = Date.now() - Number(at) < SAME_PRESS || performance.now() - shownAt < SAME_PRESS / 2;
  return last === key && soon && Date.now() - Number(at) < 10 * SAME_PRESS;
}
const note = (key) => sessionStorage.setItem("pressed", `${key} ${Date.now()}`);
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.target.matches("[data-take]")) return;
  if (sent) event.preventDefault();
  sent = true;
});
window.addEventListener("pageshow", () => (sent = false));

// In an article that is judged as a whole, keys are meant for the statement that is stepped to.
const inside = () => [...document.querySelectorAll(".judged-here")];
const stepped = () => document.activeElement?.closest?.(".judged-here");
function step(by) {
  const all = inside();
  const here = all.indexOf(stepped());
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))];
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}
const IN_WHOLE = { a: "[value=approve], [value=restore]", x: "[value=not]", t: "[value=title]", q: "[value=scare]" };
function pressInside(key) {
  if (key === "j" || key === "k") {
    step(key === "j" ? 1 : -1);
    return true;
  }
  const form = stepped();
  if (!form) return false;
  if (key === "o") {
    location.assign(form.dataset.open);
    return true;
  }
  const button = /^[0-9]$/.test(key)
    ? form.querySelector(`[data-answer="${key}"]`)
    : IN_WHOLE[key] && form.querySelector(IN_WHOLE[key]);
  button?.click();
  return Boolean(button);
}

document.addEventListener("keydown", (event) => {
  if (keysOff()) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (typing(event.target) || !document.querySelector("[data-desk]")) return;
  if (event.key !== "Tab" && !["j", "k"].includes(event.key) && !event.key.startsWith("Arrow")) {
    if (event.repeat || isSecondPress(event.key)) {
      event.preventDefault();
      return;
    }
  }
  if (pickWords(event)) return;
  if (document.querySelector("[data-whole]") && pressInside(event.key)) {
    note(event.key);
    event.preventDefault();
    return;
  }
  if (event.key === "o" || event.key === "m") {
    const box = document.querySelector(event.key === "o" ? "[data-focus=o]" : "#note");
    if (box) {
      event.preventDefault();
      box.focus({ preventScroll: true });
      box.scrollIntoView({ block: "center" }); // there is room for who is suggested below it
    }
    return;
  }
  if (event.key === "Enter" && (!chosen() || event.target.closest("button, a, summary"))) return;
  // With Shift, an answer is that of the others here as well.
  const alike = document.querySelector("#alike");
  const digit = event.shiftKey && event.code.startsWith("Digit") ? event.code.slice(5) : "";
  const all = alike && event.shiftKey && (digit || /^[ATQX]$/.test(event.key));
  const key = all ? digit || event.key.toLowerCase() : event.key;
  const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (!button) return;
  event.preventDefault();
  if (button.tagName === "SUMMARY") {
    button.parentElement.open = !button.parentElement.open;
    button.focus();
    return;
  }
  if (all) alike.checked = true;
  if (button.type === "submit") note(event.key); // what only opens or chooses decides nothing
  button.click();
});

// The note goes with whatever is sent, and Enter in it sends nothing.
document.addEventListener("submit", (event) => {
  const box = document.querySelector("#note");
  const form = event.target;
  if (box && box.value && form.method === "post" && !form.contains(box) && !form.elements.note) {
    const copy = document.createElement("input");
    Object.assign(copy, { type: "hidden", name: "note", value: box.value });
    form.append(copy);
  }
});

// What comes next is asked for while an editor reads: the server has then read its article.
const ahead = document.querySelector("[data-ahead]")?.dataset.ahead;
if (ahead) {
  const ask = () => fetch(ahead, { priority: "low", headers: { "X-Ahead": "1" } }).catch(() => {});
  "requestIdleCallback" in window ? requestIdleCallback(ask, { timeout: 1500 }) : setTimeout(ask, 300);
}

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

// People while one types: each with office, country and years. Arrow keys choose, Enter takes the chosen one; a name
// that nobody has is the last of the list, with what it seems to be.
let lists = 0;
for (const input of document.querySelectorAll("input[data-people]")) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `people-${(lists += 1)}`, role: "listbox", className: "people", hidden: true });
  list.setAttribute("aria-label", input.labels[0]?.textContent.trim() || "");
  (input.closest(".box, .field, .someone") || input.parentElement).append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id }))
    input.setAttribute(name, value);
  let [timer, at, asked] = [0, -1, 0];
  const options = () => [...list.children];
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) input.removeAttribute("aria-activedescendant");
  };
  show(false);
  const point = (to) => {
    at = to;
    options().forEach((one, n) => one.setAttribute("aria-selected", String(n === at)));
    at < 0 ? input.removeAttribute("aria-activedescendant") : input.setAttribute("aria-activedescendant", options()[at].id);
  };
  const take = (one) => {
    show(false);
    if (!one.dataset.choose || !input.form || "fill" in input.dataset) {
      input.value = one.dataset.name;
      if (one.dataset.name && "fill" in input.dataset) return;
    }
    const act = input.form.querySelector("[name=act][type=hidden]");
    const add = (name, value) => input.form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    if (one.dataset.choose) {
      input.value = "";
      add("choose", one.dataset.choose);
    } else {
      add("kind", one.dataset.kind);
      add("country", one.dataset.country);
      act ? add("new", "1") : add("act", "add");
    }
    input.form.requestSubmit ? input.form.requestSubmit() : input.form.submit();
  };
  const line = (name, about, data, n) => {
    const one = Object.assign(document.createElement("li"), { role: "option", id: `${list.id}-${n}` });
    Object.assign(one.dataset, data);
    one.append(Object.assign(document.createElement("b"), { textContent: name }));
    one.append(Object.assign(document.createElement("span"), { textContent: about }));
    one.addEventListener("mousedown", (event) => event.preventDefault());
    one.addEventListener("click", () => take(one));
    return one;
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const mine = (asked += 1);
    timer = setTimeout(async () => {
      if (input.value.trim().length < 2) return show(false);
      try {
        const address = new URL(input.dataset.people, location.href);
        address.searchParams.set("q", input.value);
        const { people, new: fresh } = await (await fetch(address)).json();
        if (mine !== asked) return;
        const rows = people.map((one, n) => line(one.name, one.about, { choose: one.pk, name: one.name }, n));
        if (fresh && !("fill" in input.dataset))
          rows.push(line(fresh.name, fresh.about, { name: fresh.name, kind: fresh.kind, country: fresh.country }, rows.length));
        list.replaceChildren(...rows);
        show(rows.length > 0);
        point(-1);
      } catch {
        // without names the box still takes one
      }
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = options().length - 1;
    if (event.key === "ArrowDown") point(at >= last ? 0 : at + 1);
    else if (event.key === "ArrowUp") point(at <= 0 ? last : at - 1);
    else if (event.key === "Enter" && at >= 0) take(options()[at]);
    else if (event.key === "Escape") {
      event.stopPropagation();
      show(false);
    } else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(() => show(false), 150));
}

// What was missed: words selected with the mouse, a finger or the arrow keys; then who said them.
const missed = document.querySelector("form[data-missed]");
let words = []; // [span, start, end] of each word of the text, once it is gone through by keys
let [from, to] = [-1, -1];
function allWords() {
  return [...document.querySelectorAll("[data-source] [data-offset]")].flatMap((run) =>
    [...run.firstChild.data.matchAll(/\S+/g)].map((word) => [run.firstChild, word.index, word.index + word[0].length]),
  );
}
function pickWords(event) {
  if (!missed) return false;
  if (event.key === "i" && from < 0) {
    words = allWords();
    const near = stepped()?.previousElementSibling;
    from = to = Math.max(0, words.findIndex(([node]) => near?.contains(node)));
  } else if (from < 0) {
    return false;
  } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    const by = event.key === "ArrowRight" ? 1 : -1;
    to = Math.min(words.length - 1, Math.max(event.shiftKey ? from : 0, to + by));
    if (!event.shiftKey) from = to;
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const by = event.key === "ArrowDown" ? 1 : -1;
    const paragraph = (n) => words[n][0].parentElement.parentElement;
    const here = paragraph(to);
    let n = to;
    while (n + by >= 0 && n + by < words.length && paragraph(n) === here) n += by;
    to = event.shiftKey ? Math.max(from, n) : n;
    if (!event.shiftKey) from = to;
  } else if (event.key === "Escape") {
    from = to = -1;
    document.getSelection().removeAllRanges();
    event.preventDefault();
    return true;
  } else if (/^[0-9]$/.test(event.key)) {
    const button = missed.querySelector(`[data-answer="${event.key}"]`);
    event.preventDefault();
    note(event.key);
    button?.click();
    return true;
  } else if (event.key === "Enter") {
    event.preventDefault();
    missed.querySelector(".who-said button")?.focus();
    return true;
  } else {
    return false;
  }
  event.preventDefault();
  const [first, start] = words[from];
  const [last, , end] = words[to];
  document.getSelection().setBaseAndExtent(first, start, last, end);
  first.parentElement.scrollIntoView({ block: "nearest" });
  return true;
}
if (missed) {
  const hidden = missed.querySelector("[name=segments]");
  const shown = missed.querySelector("[data-shown]");
  const more = missed.querySelector("[data-more]");
  const forget = missed.querySelector("[data-forget]");
  let [kept, now] = [[], null];
  missed.querySelector("[data-script]").hidden = false;
  const tell = () => {
    const pieces = [...kept, ...(now ? [now] : [])].sort((a, b) => a[0] - b[0]);
    hidden.value = pieces.map(([start, end]) => `${start}-${end}`).join(",");
    shown.textContent = pieces.map(([, , text]) => text).join(" … ");
    shown.hidden = more.hidden = forget.hidden = !pieces.length;
    missed.querySelector("[data-plain]").hidden = pieces.length > 0;
    missed.closest(".missed").toggleAttribute("data-open", pieces.length > 0);
  };
  document.addEventListener("selectionchange", () => {
    const found = chosen();
    if (found) [now] = [found];
    if (found) tell();
  });
  more.addEventListener("click", () => {
    if (now) kept.push(now);
    now = null;
    tell();
  });
  forget.addEventListener("click", () => {
    [kept, now, from, to] = [[], null, -1, -1];
    document.getSelection().removeAllRanges();
    tell();
  });
  for (const button of missed.querySelectorAll("button")) button.addEventListener("mousedown", (event) => event.preventDefault());
}

// Whoever comes back to an article that is judged as a whole is where they were.
const back = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
if (back && back.matches(".judged-here")) {
  back.focus({ preventScroll: true });
  back.scrollIntoView({ block: "center" });
}

// Looking takes nothing: what lies open here is taken onto this desk by a form, which needs no press of a button.
for (const form of document.querySelectorAll("form[data-take]")) {
  const told = new FormData(form);
  told.set("act", "take");
  fetch(form.action, { method: "POST", body: told, redirect: "manual" }).then(
    () => form.remove(),
    () => {}, // the button is left
  );
}
