// The search box suggests names while somebody types: a combobox with a list, by the ARIA pattern.
// Without this file the box is an ordinary form.
"use strict";

const said = document.body.dataset; // the sentences that this file says, in the language of the page

for (const input of document.querySelectorAll("input[data-suggest]")) suggest(input);

function suggest(input) {
  const form = input.form;
  const list = document.createElement("ul");
  const told = document.createElement("p");
  const id = `${input.id}-names`;
  let names = [];
  let chosen = -1;
  let timer = 0;
  let asked = 0;
  const known = new Map();

  list.id = id;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", said.names);
  list.hidden = true;
  told.className = "vh";
  told.setAttribute("role", "status");
  const place = input.closest(".field") ?? form;
  place.classList.add("suggests");
  place.append(list, told);
  Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
  }).forEach(([name, value]) => input.setAttribute(name, value));

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 90);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) {
        if (event.key === "ArrowDown") ask();
      } else {
        const size = names.length + 1; // one place is the box itself
        choose(((chosen + 1 + (event.key === "ArrowDown" ? 1 : size - 1)) % size) - 1);
      }
      event.preventDefault();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first Escape closes the list, the next one empties the box
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(Number(option.dataset.number));
  });

  async function ask() {
    const text = input.value.trim();
    const turn = ++asked;
    if (text.length < 2) return close();
    if (!known.has(text)) {
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`);
        if (!answer.ok) return close();
        const kinds = input.dataset.kinds?.split(" ");
        known.set(text, (await answer.json()).suggestions.filter((name) => !kinds || kinds.includes(name.kind)));
      } catch {
        return close(); // no connection: the form still works
      }
    }
    // A slow answer must not overwrite a later one, nor open the list behind somebody who left.
    if (turn === asked && document.activeElement === input && input.value.trim() === text) {
      show(known.get(text));
    }
  }

  function show(found) {
    names = found;
    chosen = -1;
    list.replaceChildren(
      ...names.map((name, number) => {
        const option = document.createElement("li");
        option.id = `${id}-${number}`;
        option.dataset.number = number;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        const label = document.createElement("b");
        const detail = document.createElement("span");
        label.textContent = name.label;
        detail.textContent = `${name.kind}, ${name.detail}`;
        option.append(label, " ", detail);
        return option;
      }),
    );
    const open = names.length > 0;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    input.removeAttribute("aria-activedescendant");
    told.textContent = open
      ? (names.length === 1 ? said.nameOne : said.nameMany.replace("{n}", names.length))
      : said.nameNone;
  }

  function choose(number) {
    chosen = number;
    for (const option of list.children) {
      option.setAttribute("aria-selected", String(Number(option.dataset.number) === number));
    }
    if (number < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", `${id}-${number}`);
      list.children[number].scrollIntoView({ block: "nearest" });
    }
  }

  function take(number) {
    const fills = "kinds" in input.dataset; // one box of several: the form is sent when all are filled
    input.value = fills ? names[number].label : names[number].query;
    close();
    if (!fills) form.requestSubmit();
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}

// Buttons that copy, shown only where the browser can.
if (navigator.clipboard) {
  const told = document.createElement("p");
  told.className = "vh";
  told.setAttribute("role", "status");
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const label = button.textContent;
    let timer = 0;
    button.hidden = false;
    if (!told.isConnected) button.closest("main").append(told);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
        button.textContent = said.copied;
      } catch {
        button.textContent = said.notCopied;
      }
      told.textContent = button.textContent;
      clearTimeout(timer);
      timer = setTimeout(() => (button.textContent = label), 2000);
    });
  }
}

// An address of a statement that names no page leads to the one that has it, where the article is long.
const asked = location.hash.match(/^#s(\w+)$/)?.[1];
if (asked && document.querySelector("[data-pages]") && !document.getElementById(`s${asked}`) && !location.search.includes("at=")) {
  location.replace(`?at=${asked}${location.hash}`);
}

// In an article, j and k go from statement to statement; the links beside each do the same. Whoever
// speaks to the computer, or has keys of their own, turns them off.
const statements = [...document.querySelectorAll(".para .said[id]")];
if (statements.length > 1) {
  const hint = document.querySelector("[data-keys]");
  const button = hint?.querySelector("button");
  const off = () => localStorage.getItem("keys") === "off";
  const say = () => button && (button.textContent = off() ? said.keysOn : said.keysOff);
  if (hint) hint.hidden = false;
  say();
  button?.addEventListener("click", () => {
    localStorage.setItem("keys", off() ? "on" : "off");
    say();
  });
  document.addEventListener("keydown", (event) => {
    if (off() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key !== "j" && event.key !== "k") return;
    const here = statements.findIndex((statement) => `#${statement.id}` === location.hash);
    const next = event.key === "j" ? here + 1 : here - 1;
    const target = statements[Math.max(0, Math.min(statements.length - 1, next))];
    location.replace(`#${target.id}`);
    target.focus({ preventScroll: true });
    event.preventDefault();
  });
}

// A collection: its address holds it, and this browser remembers the address. Without this every link and form still
// works; a statement is then added on the page of the collection.
const kept = {
  get query() { try { return localStorage.getItem("collection") ?? ""; } catch { return ""; } },
  set query(text) { try { localStorage.setItem("collection", text); } catch { /* remembered by nobody */ } },
};
const MOST = 100; // statements, and below characters of an address, as on the server
const LONGEST = 4000;
const numbersIn = (query) => (new URLSearchParams(query).get("s") ?? "").split(".").filter(Boolean);
const withNumbers = (query, numbers) => {
  const parts = new URLSearchParams(query);
  parts.set("v", "1");
  parts.set("s", [...new Set([...numbersIn(query), ...numbers])].join("."));
  return parts.toString().replaceAll("%3A", ":");
};
const collectionLink = document.querySelector("a[data-collection]");

function sayCollection() {
  const numbers = numbersIn(kept.query);
  if (collectionLink) {
    collectionLink.dataset.label ??= collectionLink.textContent;
    collectionLink.textContent = numbers.length ? `${collectionLink.dataset.label} (${numbers.length})` : collectionLink.dataset.label;
    collectionLink.search = kept.query;
  }
  for (const link of document.querySelectorAll("a[data-gather]")) {
    if (!numbers.includes(link.dataset.gather)) continue;
    link.firstChild.textContent = said.gathered;
    link.search = kept.query;
    link.dataset.in = "";
  }
}

function keep(query) {
  if (numbersIn(query).length > MOST || query.length > LONGEST) return false;
  kept.query = query;
  sayCollection();
  return true;
}

sayCollection();
window.addEventListener("storage", sayCollection); // gathered in another window
const gathering = document.createElement("p");
gathering.className = "vh";
gathering.setAttribute("role", "status");
document.body.append(gathering);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-gather]");
  if (!link || "in" in link.dataset || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const done = keep(withNumbers(kept.query, [link.dataset.gather]));
  if (!done) link.firstChild.textContent = said.gatherFull;
  gathering.textContent = link.firstChild.textContent;
});

// On the page of a collection: the reader's own is remembered as it is changed, another's only when it is asked for.
const collectionPage = document.querySelector("[data-collected]");
if (collectionPage) {
  const here = collectionPage.dataset.collected;
  const changing = () => { try { return sessionStorage.getItem("collection-changed"); } catch { return null; } };
  const settle = (value) => { try { value ? sessionStorage.setItem("collection-changed", value) : sessionStorage.removeItem("collection-changed"); } catch { /* as above */ } };
  if (changing()) {
    settle("");
    kept.query = here;
  } else if (!here && kept.query) {
    location.replace(`?${kept.query}`);
  }
  const mine = new URLSearchParams(here).toString() === new URLSearchParams(kept.query).toString();
  if (mine || !kept.query) {
    const change = () => settle("1");
    for (const one of document.querySelectorAll("form[data-edit]")) one.addEventListener("submit", change);
    for (const one of document.querySelectorAll("a[data-edit]")) one.addEventListener("click", change);
  }
  const acts = collectionPage.querySelector("[data-mine]");
  acts.hidden = !here;
  acts.querySelector("[data-is-mine]").hidden = !mine;
  for (const button of acts.querySelectorAll("button[data-keep]")) {
    button.hidden = mine || (button.dataset.keep === "add" && !kept.query);
    button.addEventListener("click", () => {
      if (keep(button.dataset.keep === "all" ? here : withNumbers(kept.query, numbersIn(here)))) location.assign(`?${kept.query}`);
      else button.textContent = said.gatherFull;
    });
  }
  sayCollection();
}
