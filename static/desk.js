// The review desk by single keys: each presses a button that is on the page. And words chosen by
// selecting them in the source. Without this file every button and box still works.
// What comes next takes the place of what is decided, without a new page: so all that belongs to one page is set up
// by `begin`.
"use strict";

const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");

// Whoever speaks to the computer, or has keys of their own, turns single keys off.
const keysOff = () => localStorage.getItem("keys") === "off";
function offerKeysOff(button) {
  const say = () => (button.textContent = keysOff() ? button.dataset.keysOn : button.dataset.keysOff);
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
let shownAt = performance.now();
let sent = false; // something is on its way to the server
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

// What comes next is asked for while an editor reads, as it will be once this one is decided.
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
let coming = {};
function askAhead() {
  const { ahead, at } = document.querySelector("[data-ahead]")?.dataset ?? {};
  const mine = (coming = {});
  if (!ahead) return;
  const ask = async () => {
    try {
      const answer = await fetch(ahead, { priority: "low", headers: { "X-Ahead": at || "1" } });
      if (answer.ok && !answer.redirected) Object.assign(mine, { address: ahead, page: parsed(await answer.text()) });
    } catch {
      // it is asked for when it is needed
    }
  };
  "requestIdleCallback" in window ? requestIdleCallback(ask, { timeout: 1500 }) : setTimeout(ask, 300);
}

// Which statement the page that was asked for ahead shows, and in which state: the server says whether it still does.
function shownAhead() {
  const look = coming.page?.querySelector("#judge [name=look]")?.value;
  return look ? `${coming.page.querySelector("[data-at]").dataset.at}-${look}` : "";
}

function show(page, address) {
  const main = document.querySelector("main");
  const fresh = document.adoptNode(page.querySelector("main"));
  if (!history.state?.desk) history.replaceState({ desk: true }, "");
  main.replaceWith(fresh);
  document.title = page.title;
  history.pushState({ desk: true }, "", address);
  window.scrollTo(0, 0);
  (fresh.querySelector("[autofocus]") ?? fresh).focus({ preventScroll: true });
  sent = false;
  shownAt = performance.now();
  begin();
}
window.addEventListener("popstate", (event) => event.state?.desk && location.reload());

// Ask the server, and show what it answers; `otherwise` is what a browser does by itself.
async function goOn(address, asked, otherwise) {
  sent = true;
  let answer, page;
  try {
    answer = await fetch(address, asked);
    page = parsed(await answer.text());
  } catch {
    sent = false;
    return otherwise();
  }
  const moved = page.querySelector("[data-moved]");
  if (moved && coming.page) {
    // Decided and kept: what was asked for ahead, with what has changed on every page since.
    for (const part of moved.querySelectorAll("[data-part]"))
      coming.page.querySelector(`[data-part=${part.dataset.part}]`).replaceWith(coming.page.adoptNode(part));
    coming.page.querySelector("[data-take]")?.remove();
    return show(coming.page, coming.address);
  }
  if (moved || !page.querySelector(".desk-nav")) return location.assign(answer.url); // to sign in again, for one
  return show(page, answer.url);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || !form.closest(".judging")) return;
  event.preventDefault();
  const told = new FormData(form);
  const by = event.submitter;
  if (by?.name) told.append(by.name, by.value);
  goOn(form.action, { method: "POST", body: new URLSearchParams(told), headers: { "X-Shown": shownAhead() } }, () => {
    if (by?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: by.name, value: by.value }));
    form.submit();
  });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".judging .bar a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (!sent) goOn(link.href, {}, () => location.assign(link.href));
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

function offerWords(form) {
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
function suggestPeople(input) {
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
let missed = null;
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
function offerMissed() {
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

// Looking takes nothing: what lies open here is taken onto this desk by a form, which needs no press of a button.
function take(form) {
  const told = new FormData(form);
  told.set("act", "take");
  fetch(form.action, { method: "POST", body: told, redirect: "manual" }).then(
    () => form.remove(),
    () => {}, // the button is left
  );
}

function begin() {
  const each = (selector, what) => document.querySelectorAll(selector).forEach((one) => what(one));
  each("button[data-keys-off]", offerKeysOff);
  each("form[data-words]", offerWords);
  each("input[data-people]", suggestPeople);
  missed = document.querySelector("form[data-missed]");
  if (missed) offerMissed();
  each("form[data-take]", take);
  askAhead();
}
begin();

// Whoever comes back to an article that is judged as a whole is where they were.
const back = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
if (back && back.matches(".judged-here")) {
  back.focus({ preventScroll: true });
  back.scrollIntoView({ block: "center" });
}
