// Adding and intake: files dropped and sent with progress, words too long for an address, and pages that
// follow a load. Without this file every form works and every page can be looked at again.
"use strict";

const add = document.querySelector("form[data-add]");
if (add) {
  const box = add.elements.file;
  const picked = add.querySelector("[data-picked]");
  const drop = add.querySelector("[data-drop]");
  const warning = add.querySelector("[data-alert]");
  const told = add.querySelector("[data-told]");
  const say = add.dataset;
  add.querySelector("[data-script]").hidden = false;

  // Words that were too long for an address stand behind its "#".
  const handed = new URLSearchParams(location.hash.slice(1)).get("text");
  if (handed) {
    add.elements.text.value = handed;
    document.querySelector("[data-too-long]")?.remove();
    history.replaceState(null, "", location.pathname + location.search);
  }

  const warn = (sentence) => {
    warning.hidden = !sentence;
    warning.textContent = sentence;
  };

  const size = (bytes) =>
    bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

  // The files are those of the box: they can be left out one by one, and those dropped come to those chosen.
  function take(files) {
    const list = new DataTransfer();
    for (const file of files) list.items.add(file);
    box.files = list.files;
    show();
  }

  function show() {
    const files = [...box.files];
    picked.replaceChildren(
      ...files.map((file, number) => {
        const row = document.createElement("li");
        const name = document.createElement("span");
        const measure = document.createElement("span");
        const out = document.createElement("button");
        name.textContent = file.name;
        measure.textContent = size(file.size);
        measure.className = "num";
        Object.assign(out, { type: "button", className: "plain small", textContent: "×" });
        out.setAttribute("aria-label", say.remove.replace("{name}", file.name));
        out.addEventListener("click", () => {
          take(files.filter((_, other) => other !== number));
          (picked.querySelectorAll("button")[Math.min(number, files.length - 2)] ?? box).focus();
        });
        row.append(name, measure, out);
        return row;
      }),
    );
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const many = files.length > Number(say.mostFiles);
    warn(many ? say.tooMany : bytes > Number(say.mostBytes) ? say.tooLarge : "");
    return warning.hidden;
  }

  box.addEventListener("change", show);
  const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");
  let inside = 0;
  document.addEventListener("dragenter", (event) => holdsFiles(event) && drop.toggleAttribute("data-over", ++inside > 0));
  document.addEventListener("dragleave", (event) => holdsFiles(event) && drop.toggleAttribute("data-over", --inside > 0));
  document.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    inside = 0;
    drop.removeAttribute("data-over");
    const folders = [...event.dataTransfer.items].some((item) => item.webkitGetAsEntry?.()?.isDirectory);
    if (folders) return warn(say.folder);
    take([...box.files, ...event.dataTransfer.files]);
    box.focus();
  });

  // Files are sent with progress; a text or an address goes as any form does.
  add.addEventListener("submit", (event) => {
    if (!show()) {
      event.preventDefault();
      return;
    }
    if (!box.files.length) return;
    event.preventDefault();
    const sending = add.querySelector("[data-sending]");
    const bar = sending.querySelector("progress");
    const percent = sending.querySelector("[data-percent]");
    const button = add.querySelector(".send button");
    const request = new XMLHttpRequest();
    let spoken = 0;
    button.disabled = true;
    sending.hidden = false;
    request.upload.addEventListener("progress", (progress) => {
      const done = Math.floor((100 * progress.loaded) / progress.total);
      bar.value = done;
      percent.textContent = done < 100 ? say.sent.replace("{percent}", `${done} %`) : say.kept;
      if (done === 100 || done - spoken >= 25) {
        spoken = done;
        told.textContent = percent.textContent;
      }
    });
    const failed = (sentence) => {
      button.disabled = false;
      sending.hidden = true;
      warn(sentence);
      button.focus();
    };
    request.addEventListener("error", () => failed(say.lost));
    request.addEventListener("load", () => {
      const answer = request.response ?? {};
      if (answer.url) location.assign(answer.url);
      else failed(answer.refused ?? say.lost);
    });
    request.responseType = "json";
    request.open("POST", add.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(new FormData(add));
  });
}

// A load that is being taken in is looked at every few seconds; what is said aloud of it is said seldom.
const live = document.querySelector("[data-live]");
if (live) {
  const told = document.querySelector("[data-told]");
  let spoken = Date.now();
  const follow = async () => {
    if (!live.dataset.live) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector("[data-live]");
      if (answer.ok && next) {
        const ended = !next.dataset.live;
        if (ended && live.matches(".band")) {
          location.reload(); // with what was refused and what came of it
          return;
        }
        // Buttons and links stay as they are, so that nobody loses the one that they are at.
        const held = live.contains(document.activeElement) && document.activeElement !== document.body;
        if (held) refresh(live, next);
        else live.replaceChildren(...next.childNodes);
        live.querySelector("[data-no-script]")?.remove();
        live.dataset.live = next.dataset.live;
        const sentence = next.querySelector("[data-sentence]") ?? live.querySelector("[data-sentence]");
        if (sentence && Date.now() - spoken > 15000) {
          spoken = Date.now();
          told.textContent = sentence.textContent.replace(/\s+/g, " ").trim();
        }
      }
    } catch {
      // no connection: the next look may have one
    }
    setTimeout(follow, 2000);
  };
  document.querySelector("[data-no-script]")?.remove();
  setTimeout(follow, 1500);
}

function refresh(live, next) {
  for (const name of ["progress", ".taken"]) {
    const fresh = next.querySelectorAll(name);
    live.querySelectorAll(name).forEach((old, number) => {
      if (!fresh[number]) return;
      if (name === "progress") old.value = fresh[number].value;
      else old.replaceWith(fresh[number].cloneNode(true));
    });
  }
}
