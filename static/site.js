// The search box suggests names while somebody types: a combobox with a list, by the ARIA pattern.
// Without this file the box is an ordinary form.
"use strict";

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
  list.setAttribute("aria-label", "Names that begin so");
  list.hidden = true;
  told.className = "vh";
  told.setAttribute("role", "status");
  form.classList.add("suggests");
  form.append(list, told);
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
        known.set(text, (await answer.json()).suggestions);
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
      ? `${names.length} ${names.length === 1 ? "name" : "names"}. Arrow keys choose.`
      : "No name begins so. Enter searches all words.";
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
    input.value = names[number].query;
    close();
    form.requestSubmit();
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
        button.textContent = "Copied";
      } catch {
        button.textContent = "The browser did not allow it";
      }
      told.textContent = button.textContent;
      clearTimeout(timer);
      timer = setTimeout(() => (button.textContent = label), 2000);
    });
  }
}

// In an article, j and k go from statement to statement; the links beside each do the same. Whoever
// speaks to the computer, or has keys of their own, turns them off.
const statements = [...document.querySelectorAll(".para .said[id]")];
if (statements.length > 1) {
  const hint = document.querySelector("[data-keys]");
  const button = hint?.querySelector("button");
  const off = () => localStorage.getItem("keys") === "off";
  const say = () => button && (button.textContent = off() ? "Turn keys on" : "Turn keys off");
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
