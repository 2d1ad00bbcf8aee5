/* The search page: asks Pagefind's indexes, one for each language of the releases, and shows what
   they find, narrowed and ordered by a list of all releases. No module: browsers load none from a
   file, and readers of files are to be told. */

"use strict";

(() => {
  const PAGE = 10;
  const room = document.querySelector(".press-search");
  const part = (selector) => room.querySelector(selector);
  const form = part("form");
  const field = form.elements.q;
  const order = form.elements.order;
  const list = part(".press-search-results");
  const more = part(".press-search-more");
  const groups = [...room.querySelectorAll("[data-filter]")];
  const bundle = new URL(room.dataset.bundle, location.href);

  let indexes; // promised
  let releases; // what is listed of each, by the name that indexes give it
  let waiting = []; // found and not shown yet, in order
  let [turn, timer] = [0, 0];

  /* Elements: no HTML is made of texts. */
  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  function marked(excerpt) {
    const texts = excerpt.replace(/(?<=\p{L})'(?=\p{L})/gu, "’").split(/<\/?mark>/);
    const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return texts.map((text, i) => (i % 2 ? make("mark", {}, plain(text)) : plain(text)));
  }

  /* Indexes. Each has an instance of Pagefind's module, which a fragment of the address brings
     about: an instance stems all words in one language, the one that the page has when it is
     made (https://github.com/Pagefind/pagefind/issues/234). */
  async function open(language) {
    const pagefind = await import(new URL(`pagefind.js#${language}`, bundle).href);
    const root = document.documentElement;
    const own = root.lang;
    root.lang = language;
    const index = pagefind.createInstance({});
    root.lang = own;
    await index.init();
    return index;
  }

  /* The list. Of each release it has the part, in the order of their dates; the indexes name a
     release by its part and its place in that. Terms are given by their places, too; a number
     stands for as many more of what is before it. */
  function spread(runs) {
    const all = [];
    for (const one of runs) {
      if (typeof one === "number") for (let i = 0; i < one; i++) all.push(all.at(-1));
      else all.push(one);
    }
    return all;
  }

  async function load() {
    const answer = await fetch(new URL("releases.json", bundle), { cache: "no-cache" });
    const { parts, filters } = await answer.json();
    const sizes = {};
    const rows = Object.entries(filters).map(([name, { terms, releases }]) => [
      name,
      spread(releases).map((own) => own.map((term) => terms[term])),
    ]);
    return new Map(
      spread(parts).map((part, row) => {
        const place = (sizes[part] = (sizes[part] ?? 0) + 1) - 1;
        const terms = rows.map(([name, own]) => [name, own[row]]);
        return [`${part}/${place.toString(16)}`, { row, terms: Object.fromEntries(terms) }];
      }),
    );
  }

  function everything() {
    return [...releases.values()].map((release) => ({ release }));
  }

  function sum(found, name) {
    const total = {};
    for (const { release } of found) {
      for (const term of release.terms[name] ?? []) total[term] = (total[term] ?? 0) + 1;
    }
    return total;
  }

  /* Filters: terms of one filter widen, different filters narrow. */
  function picked() {
    const found = {};
    for (const box of form.querySelectorAll("[data-filter] :checked")) {
      (found[box.name] ??= []).push(box.value);
    }
    return found;
  }

  function narrowed(found, picks, without) {
    const wanted = Object.entries(picks).filter(([name]) => name !== without);
    return found.filter(({ release }) =>
      wanted.every(([name, terms]) => release.terms[name]?.some((term) => terms.includes(term))),
    );
  }

  function ordered(name, totals) {
    const { compare } = new Intl.Collator(document.documentElement.lang || "en");
    const byCount = (a, b) => totals[b] - totals[a] || compare(a, b);
    const terms = Object.keys(totals);
    return name === "year" ? terms.sort().reverse() : terms.sort(byCount);
  }

  function fill(group, totals, chosen) {
    const name = group.dataset.filter;
    const words = JSON.parse(group.dataset.words);
    const terms = ordered(name, totals);
    const boxes = terms.map((term, place) => {
      const box = make("input", { type: "checkbox", name, value: term });
      box.checked = chosen.includes(term);
      const number = make("span", { className: "press-search-number" });
      const label = make("label", {}, box, make("span", {}, words[term] ?? term), " ", number);
      label.hidden = place >= 30 && !box.checked;
      return label;
    });
    const rest = boxes.filter((box) => box.hidden);
    const all = make("button", { type: "button", hidden: !rest.length });
    all.textContent = room.dataset.all.replace("{count}", terms.length);
    all.addEventListener("click", () => {
      rest.forEach((box) => (box.hidden = false));
      all.hidden = true;
      rest[0].querySelector("input").focus();
    });
    group.querySelector("[role=group]").append(...boxes, all);
    group.hidden = terms.length < 2;
    group.open = boxes.some((box) => box.querySelector(":checked"));
  }

  /* Say what each term would find, were its own filter not set. */
  function count(found, picks) {
    for (const group of groups) {
      const name = group.dataset.filter;
      const counts = sum(narrowed(found, picks, name), name);
      for (const label of group.querySelectorAll("label")) {
        const number = counts[label.control.value] ?? 0;
        label.classList.toggle("press-search-empty", !number);
        label.lastElementChild.textContent = `(${number})`;
      }
    }
  }

  /* Give what has a term, without a term all that there is. While files are being published a
     browser may get an index and a list that differ. */
  async function ask(term) {
    const answers = (await indexes).map(async (index) => {
      const { results } = await index.search(term || null);
      return (await isMeant(term, results[0])) ? results : [];
    });
    return (await Promise.all(answers))
      .flat()
      .map((hit) => ({ hit, release: releases.get(hit.id.split("-")[0]) }))
      .filter(({ release }) => release);
  }

  /* For a word that it does not know Pagefind takes any beginning of it, "un" for "university"
     (https://github.com/Pagefind/pagefind/issues/599); half of the word is asked for here. */
  async function isMeant(term, best) {
    if (!term || !best) return true;
    const { content, raw_content: raw, locations } = await best.data();
    if (!locations.length || raw.includes("\u200b")) return true;
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const texts = content.split(/\s+/);
    const found = plain(locations.map((place) => texts[place]).join(" "));
    const words = plain(term).match(/[\p{L}\p{N}]+/gu) ?? [""];
    return words.some((word) => found.includes(word.slice(0, Math.max(3, word.length / 2))));
  }

  async function run() {
    clearTimeout(timer);
    const mine = ++turn;
    const term = field.value.trim();
    const picks = picked();
    const newest = !term || order.value === "date";
    remember(term);
    await indexes;
    const asked = term || Object.keys(picks).length;
    const all = asked ? await ask(term) : everything();
    if (mine !== turn) return;
    waiting = asked ? narrowed(all, picks) : [];
    waiting.sort((a, b) => (!newest && b.hit.score - a.hit.score) || b.release.row - a.release.row);
    const total = waiting.length;
    const entries = await next();
    if (mine !== turn) return;
    list.replaceChildren(...entries);
    list.hidden = !total;
    more.hidden = total <= PAGE;
    order.parentElement.hidden = !term || total < 2;
    part(".press-search-clear").hidden = !Object.keys(picks).length;
    const words = total ? room.dataset.count.replace("{count}", total) : room.dataset.none;
    part("[role=status]").textContent = asked ? words : "";
    count(all, picks);
  }

  async function next() {
    return Promise.all(waiting.splice(0, PAGE).map(async ({ hit }) => entry(await hit.data())));
  }

  function entry({ raw_url: url, meta, excerpt }) {
    const path = url.split("/").filter((name, place) => place || name);
    const href = new URL(`../${path.map(encodeURIComponent).join("/")}`, bundle).href;
    const title = make("h2", {}, make("a", { href }, meta.title));
    const text = make("p", { className: "press-search-excerpt" }, ...marked(excerpt), " …");
    if (meta.language !== document.documentElement.lang) title.lang = text.lang = meta.language;
    const date = meta.date ? [make("p", { className: "press-search-date" }, meta.date)] : [];
    return make("li", {}, title, ...date, text);
  }

  async function proceed() {
    const mine = turn;
    const entries = await next();
    if (mine !== turn) return;
    list.append(...entries);
    more.hidden = !waiting.length;
    entries[0]?.querySelector("a").focus();
  }

  /* The address holds the query, for bookmarks and the way back. */
  function remember(term) {
    const query = new URLSearchParams(new FormData(form));
    if (!term) query.delete("q");
    if (order.value !== "date") query.delete("order");
    history.replaceState(null, "", String(query) ? `?${query}` : location.pathname);
  }

  function fail(error) {
    console.error(error);
    form.hidden = true;
    part(".press-search-failed").hidden = false;
  }

  function listen() {
    const now = () => run().catch(fail);
    form.addEventListener("submit", (event) => (event.preventDefault(), now()));
    form.addEventListener("change", (event) => event.target !== field && now());
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(now, 250);
    });
    part(".press-search-clear").addEventListener("click", () => {
      form.querySelectorAll("[data-filter] :checked").forEach((box) => (box.checked = false));
      field.focus();
      now();
    });
    more.addEventListener("click", () => proceed().catch(fail));
  }

  async function start() {
    const query = new URLSearchParams(location.search);
    field.value = query.get("q") ?? "";
    if (query.get("order") === "date") order.value = "date";
    const languages = room.dataset.languages.match(/\S+/g) ?? [];
    const listed = languages.length ? load() : new Map();
    indexes = Promise.all([listed, ...languages.map(open)]).then(([list, ...opened]) => {
      releases = list;
      for (const group of groups) {
        const name = group.dataset.filter;
        fill(group, sum(everything(), name), query.getAll(name));
      }
      return opened;
    });
    form.hidden = false;
    listen();
    await indexes;
    await run();
  }

  if (location.protocol === "file:") part(".press-search-file").hidden = false;
  else start().catch(fail);
})();
