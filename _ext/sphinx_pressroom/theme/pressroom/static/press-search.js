/* The search page: asks Pagefind's indexes, one for each language of the releases, and shows what
   they find. No module: browsers load none from a file, and readers of files are to be told. */

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
  let waiting = []; // found and not shown yet: a list for each index, in order
  let byDate = false;
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

  function sum(counts) {
    const total = {};
    for (const [term, count] of counts.flatMap((one) => Object.entries(one ?? {}))) {
      total[term] = (total[term] ?? 0) + count;
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

  function wanted(picks, without) {
    const entries = Object.entries(picks).filter(([name]) => name !== without);
    return Object.fromEntries(entries.map(([name, terms]) => [name, { any: terms }]));
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
  async function count(term, picks, found) {
    for (const group of groups) {
      const name = group.dataset.filter;
      const own = picks[name] ? await ask(term, wanted(picks, name)) : found;
      const counts = sum(own.map((one) => one.filters[name]));
      for (const label of group.querySelectorAll("label")) {
        const number = counts[label.control.value] ?? 0;
        label.classList.toggle("press-search-empty", !number);
        label.lastElementChild.textContent = `(${number})`;
      }
    }
  }

  async function ask(term, filters, sort = {}) {
    const empty = !term && !Object.keys(filters).length;
    const answers = (await indexes).map(async (index) => {
      if (empty) return { results: [], filters: await index.filters() };
      const answer = await index.search(term || null, { filters, sort });
      return (await isMeant(term, answer.results[0])) ? answer : { results: [], filters: {} };
    });
    return Promise.all(answers);
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
    const found = await ask(term, wanted(picks), newest ? { date: "desc" } : {});
    if (mine !== turn) return;
    waiting = found.map((one) => [...one.results]);
    byDate = newest;
    const total = waiting.reduce((number, hits) => number + hits.length, 0);
    const entries = await next();
    if (mine !== turn) return;
    list.replaceChildren(...entries);
    list.hidden = !total;
    more.hidden = total <= PAGE;
    order.parentElement.hidden = !term || total < 2;
    part(".press-search-clear").hidden = !Object.keys(picks).length;
    const words = total ? room.dataset.count.replace("{count}", total) : room.dataset.none;
    part("[role=status]").textContent = term || Object.keys(picks).length ? words : "";
    await count(term, picks, found);
  }

  /* Take the best of all lists; each is in order already. */
  async function next() {
    const heads = waiting.map((hits) =>
      hits.slice(0, PAGE).map(async (hit) => {
        return { hit, hits, key: byDate ? (await hit.data()).meta.moment : hit.score };
      }),
    );
    const best = (await Promise.all(heads.flat()))
      .sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0))
      .slice(0, PAGE);
    best.forEach(({ hits }) => hits.shift());
    return Promise.all(best.map(async ({ hit }) => entry(await hit.data())));
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
    more.hidden = !waiting.some((hits) => hits.length);
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
    indexes = Promise.all(languages.map(open)).then(async (opened) => {
      const totals = await Promise.all(opened.map((index) => index.filters()));
      for (const group of groups) {
        const name = group.dataset.filter;
        fill(group, sum(totals.map((one) => one[name])), query.getAll(name));
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
