/* Copies what journalists take: the clean text, the link, a quote with its author, a caption with
   its credit. Without it, everything is still there to be selected. */
(() => {
  const status = document.querySelector(".press-copied");
  const article = document.querySelector(".press-release");
  if (!status || !article) return;
  const words = status.dataset;
  const LEFT_OUT =
    ".headerlink, .press-summary, .press-copy, .press-tags, .press-hi-res, .press-box, script, style";
  const BLOCKS = new Set(
    ("ADDRESS ARTICLE ASIDE BLOCKQUOTE CAPTION DD DETAILS DIV DL DT FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 " +
      "HR LI OL P PRE SECTION SUMMARY TABLE TBODY THEAD TR UL").split(" ")
  );

  const flat = (text) => text.replace(/[ \t\r\n]+/g, " ").replace(/( ·)+ ?$/, "").trim();

  /* The lines of an element: one for each block, cells of a row side by side. */
  const lines = (root) => {
    const copied = root.cloneNode(true);
    copied.querySelectorAll(LEFT_OUT).forEach((node) => node.remove());
    const found = [];
    const walk = (node, mark) => {
      let run = "";
      const flush = () => {
        if (flat(run)) found.push(mark + flat(run));
        run = "";
      };
      for (const child of node.childNodes) {
        if (BLOCKS.has(child.tagName)) {
          flush();
          walk(child, child.tagName === "LI" ? "– " : child.tagName === "P" ? mark : "");
        } else if (child.nodeType !== Node.COMMENT_NODE) {
          run += child.textContent;
          if (/^T[HD]$/.test(child.tagName)) run += " ";
        }
      }
      flush();
    };
    walk(copied, "");
    return found;
  };

  const QUOTES = { fr: ["«\u00a0", "\u00a0»"], de: ["„", "“"] };
  const quoted = (figure) => {
    const quote = figure.querySelector("blockquote");
    const language = quote.closest("[lang]").lang.split("-")[0];
    const [open, close] = QUOTES[language] || ["“", "”"];
    const said = lines(quote).join("\n");
    const marked = /^[«“„"]/.test(said) ? said : open + said + close;
    return [marked, ...[...figure.querySelectorAll("figcaption")].flatMap(lines)].join("\n— ");
  };

  const link = () => {
    const canonical = document.querySelector('link[rel="canonical"]');
    return canonical ? canonical.href : location.href.split("#")[0];
  };

  const write = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  };

  let timer;
  const button = (label, text) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", async () => {
      const copied = text();
      const done = await write(copied);
      made.focus();
      const shown = copied.length > 60 ? copied.slice(0, 60) + "…" : copied;
      status.textContent = done ? words.done.replace("{words}", () => shown) : words.failed;
      clearTimeout(timer);
      timer = setTimeout(() => (status.textContent = ""), 8000);
    });
    return made;
  };

  const place = (element, ...buttons) => {
    const row = document.createElement(element.tagName === "FIGCAPTION" ? "span" : "p");
    row.className = "press-copy";
    if (status.lang) row.lang = status.lang;
    row.append(...buttons);
    element.append(row);
  };

  article.querySelectorAll(".press-quote").forEach((figure) => {
    const caption = figure.querySelector("figcaption") || figure;
    place(caption, button(words.quote, () => quoted(figure)));
  });
  article.querySelectorAll(".press-image figcaption").forEach((caption) => {
    place(caption, button(words.caption, () => lines(caption).join(" ")));
  });
  place(
    article.querySelector(".press-summary") || article,
    button(words.text, () => lines(article).join("\n\n")),
    button(words.link, link)
  );
})();
