// Filters, verdicts and keys. The page holds all there is to read; nothing here makes text of it.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const say = (text) => { one("#live").textContent = text; };

  // A browser may forbid to store anything; then verdicts live as long as the page.
  const slot = `corroborate:reviews:${document.body.dataset.report}`;
  const kept = {
    read(key) {
      try { return localStorage.getItem(key); } catch { return null; }
    },
    write(key, value) {
      try { localStorage.setItem(key, value); return true; } catch { return false; }
    },
  };

  // What is found by filters: cards, facts of one article, findings about no fact.
  const items = all("[data-v]").map((element) => ({
    element,
    verdict: element.dataset.v,
    kind: element.dataset.k,
    sources: element.dataset.s.split(" "),
    codes: element.dataset.c.split(" "),
    row: null,
    words: null,
    findings: all(".finding", element),
  }));
  const itemOf = new Map(items.map((item) => [item.element, item]));
  const rows = new Map(all("tbody th a").map((a) => [a.hash.slice(1), a.closest("tr")]));
  for (const item of items) item.row = rows.get(item.element.id) ?? null;
  // What a decision of the desk brings up is settled where that decision stands: no verdict for it.
  const findings = items.flatMap((item) => item.findings).filter((finding) => finding.dataset.fp);
  const isOpen = (finding) => Boolean(finding.dataset.fp) && !("old" in finding.dataset);
  const open = findings.filter(isOpen);
  const nameOf = (finding) => one("a", finding).textContent;
  // Where j and k stop: each finding, and each card without one.
  const stops = items
    .filter((item) => item.element.matches(".card"))
    .flatMap((item) => (item.findings.length ? item.findings : [item.element]));

  /* Reviews */

  const NAMES = new Map(all("button", one("#verdicts").content)
    .map((button) => [button.value, button.firstChild.data.trim()]));
  let reviews = new Map();
  const undo = [];

  let keeps = true;
  function load() {
    if (!keeps) return;
    reviews = new Map();
    try {
      for (const [print, review] of Object.entries(JSON.parse(kept.read(slot)) ?? {})) {
        if (review && typeof review === "object") reviews.set(print, review);
      }
    } catch { /* What somebody else wrote there is not ours. */ }
  }

  function store() {
    keeps = kept.write(slot, JSON.stringify(Object.fromEntries(reviews)));
    if (keeps) return;
    say("This browser keeps nothing for this page. Download your reviews before you close it.");
  }

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  function change(finding, fields) {
    const print = finding.dataset.fp;
    load(); // Another tab may have added some.
    const before = reviews.get(print) ?? null;
    const review = { ...before, ...fields, when: today(), who: one("#who").value.trim() };
    put(print, review.verdict || review.notes ? review : null);
    show(finding);
    progress();
    return before;
  }

  // A note is kept as it is written, and undone as a whole.
  let writing = null;
  function write(finding, notes) {
    const before = change(finding, { notes });
    if (writing !== finding) undo.push({ finding, before });
    writing = finding;
  }

  function put(print, review) {
    if (review) reviews.set(print, review);
    else reviews.delete(print);
    store();
  }

  function judge(finding, verdict) {
    const same = reviews.get(finding.dataset.fp)?.verdict === verdict;
    undo.push({ finding, before: change(finding, { verdict: same ? "" : verdict }) });
    const words = same ? "Verdict taken back" : NAMES.get(verdict);
    say(`${words}: ${nameOf(finding)}. ${one("#progress").textContent}.`);
  }

  function takeBack() {
    const last = undo.pop();
    if (!last) return say("Nothing to undo.");
    load();
    put(last.finding.dataset.fp, last.before);
    show(last.finding);
    progress();
    go(last.finding);
    say(`Undone: ${nameOf(last.finding)}.`);
  }

  // Buttons are made for findings that come near: there may be thousands.
  function dress(finding) {
    if (one(".review", finding)) return;
    textOf(itemOf.get(finding.closest("[data-v]"))); // as it is without buttons
    finding.append(one("#verdicts").content.cloneNode(true));
    finding.setAttribute("role", "group");
    finding.setAttribute("aria-label", nameOf(finding));
  }

  function show(finding) {
    if (!finding.dataset.fp) return;
    dress(finding);
    const review = reviews.get(finding.dataset.fp);
    for (const button of all(".review button", finding)) {
      button.setAttribute("aria-pressed", String(button.value === review?.verdict));
    }
    const note = one("textarea", finding);
    if (note !== document.activeElement) note.value = review?.notes ?? "";
    const parts = [NAMES.get(review?.verdict), review?.who, review?.when, review?.notes];
    one(".said", finding).textContent =
      review?.verdict ? `Review: ${parts.filter(Boolean).join(", ")}` : "";
  }

  const isDone = (finding) => Boolean(reviews.get(finding.dataset.fp)?.verdict);

  function progress() {
    const done = open.filter(isDone).length;
    one("#progress").textContent =
      open.length ? `${done} of ${open.length} reviewed` : "Nothing to review";
    one("#next").hidden = done === open.length;
    one("#download").disabled = !findings.some(isDone);
  }

  // Strings of TOML: quotes, backslashes and control characters are escaped.
  const quoted = (text) => `"${text.replace(/["\\]/g, "\\$&")
    .replace(/[\u0000-\u001f\u007f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")}"`;

  // The name of the fact that a finding is about, from the heading of its card.
  function factOf(finding) {
    const heading = one("h3", finding.closest(".card"));
    const words = Array.from(heading?.childNodes ?? []).filter((node) => !/^[ab]$/.test(node.localName ?? ""));
    return words.map((node) => node.textContent).join("").trim();
  }

  function toml() {
    const name = one("#who").value.trim();
    const done = findings.filter(isDone).sort((a, b) => (a.dataset.fp < b.dataset.fp ? -1 : 1));
    const entries = done.map((finding) => {
      const data = finding.dataset;
      const review = reviews.get(data.fp);
      const fields = [
        ["fingerprint", quoted(data.fp)],
        ["verdict", quoted(review.verdict)],
        ["who", quoted(review.who || name)],
        ["when", /^\d{4}-\d\d-\d\d$/.test(review.when) ? review.when : today()],
        ["notes", quoted(review.notes ?? "")],
        ["code", quoted(data.code)],
        ["draft", quoted(data.draft)],
        ["quote", quoted(data.quote)],
        ["fact", quoted(data.fact ?? factOf(finding))],
      ];
      const lines = fields.filter(([, value]) => value !== '""').map(([key, value]) => `${key} = ${value}`);
      return `\n[[review]]\n${lines.join("\n")}\n`;
    });
    return `version = 1\n${entries.join("")}`;
  }

  // Who decides signs. Who does not want to is asked once.
  let asked = false;
  function isSigned() {
    const hasName = (finding) => reviews.get(finding.dataset.fp).who;
    if (asked || one("#who").value.trim() || findings.filter(isDone).every(hasName)) return true;
    asked = true;
    one("#progress").textContent = "Write your name, or download once more without it";
    say(one("#progress").textContent);
    one("#who").focus();
    return false;
  }

  function download() {
    if (!isSigned()) return;
    progress();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([toml()], { type: "application/toml" }));
    link.download = "reviews.toml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say("reviews.toml was downloaded.");
  }

  /* Filters: their state stands in the address, after the place that is shown. */

  const form = one("#filters");
  const FIELDS = ["verdict", "kind", "source", "code", "q", "todo"];

  function state() {
    const params = new URLSearchParams();
    for (const name of FIELDS) {
      const field = form.elements[name];
      const value = field.type === "checkbox" ? (field.checked ? "1" : "") : field.value.trim();
      if (value) params.set(name, value);
    }
    return params;
  }

  const isLeft = (finding) => isOpen(finding) && !isDone(finding);
  const textOf = (item) => (item.words ??= item.element.textContent.toLowerCase());
  const disputed = new Set(["contradict", "tension"]);

  function matches(item, wanted) {
    const verdict = wanted.get("verdict");
    const words = (wanted.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    return (!verdict || item.verdict === verdict || (verdict === "disputed" && disputed.has(item.verdict)))
      && (!wanted.has("kind") || item.kind === wanted.get("kind"))
      && (!wanted.has("source") || item.sources.includes(wanted.get("source")))
      && (!wanted.has("code") || item.codes.includes(wanted.get("code")))
      && (!wanted.has("todo") || item.findings.some(isLeft))
      && words.every((word) => textOf(item).includes(word));
  }

  function filter() {
    const wanted = state();
    let count = 0;
    for (const item of items) {
      const shown = matches(item, wanted);
      item.element.hidden = !shown;
      if (item.row) item.row.hidden = !shown;
      count += shown;
    }
    for (const table of all(".scroll")) showTable(table, wanted.size > 0);
    for (const heading of all("#overview h3")) heading.hidden = !isAboveSome(heading);
    const text = `${count} of ${items.length} facts and findings shown`;
    one("#shown").textContent = text;
    return text;
  }

  // A table without rows is of no use, and one with rows that somebody asked for is not folded.
  function showTable(table, filtered) {
    const hidden = all("tbody tr", table).every((row) => row.hidden);
    const fold = table.closest(".quiet");
    (fold ?? table).hidden = hidden;
    if (fold && filtered && !hidden) fold.open = true;
  }

  function isAboveSome(heading) {
    let next = heading.nextElementSibling;
    while (next?.hidden) next = next.nextElementSibling;
    return Boolean(next) && next.localName !== "h3";
  }

  function address(place) {
    const params = state();
    if (!params.size) return place ? `#${place}` : location.pathname + location.search;
    if (place) params.set("at", place);
    return `#${params}`;
  }

  function fill(params) {
    for (const name of FIELDS) {
      const field = form.elements[name];
      if (field.type === "checkbox") field.checked = params.has(name);
      else field.value = params.get(name) ?? "";
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    filter();
  }

  // A place alone leaves the filters as they are.
  function fromAddress() {
    const hash = location.hash.slice(1);
    const params = new URLSearchParams(hash.includes("=") ? hash : "");
    if (hash.includes("=") || !hash) fill(params);
    const target = document.getElementById(params.get("at") ?? decode(hash));
    if (target) go(target);
  }

  function decode(hash) {
    try { return decodeURIComponent(hash); } catch { return ""; }
  }

  let waiting = 0;
  function filterSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      say(filter());
      history.replaceState(null, "", address());
    }, 120);
  }

  /* Going places */

  let here = null;
  let there = null;

  function mark(element) {
    here?.classList.remove("here");
    here = element;
    here?.classList.add("here");
  }

  // Shows an element, whatever hides it, and gives it the focus.
  function go(element) {
    const item = itemOf.get(element.closest("[data-v]"));
    if (item?.element.hidden) fill(new URLSearchParams());
    for (let up = element.parentElement; up; up = up.parentElement) {
      if (up.localName === "details") up.open = true;
    }
    item?.findings.forEach(show);
    if (stops.includes(element)) mark(element);
    // Focus alone is not shown after a click.
    there?.classList.remove("there");
    there = element.matches("section") ? null : element;
    there?.classList.add("there");
    if (!element.matches("a[href], button, input, textarea")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: element.offsetHeight > innerHeight / 2 ? "start" : "center" });
  }

  function follow(event) {
    const link = event.target.closest("a[href^='#']");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.hash.includes("=")) return;
    const target = document.getElementById(decode(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    go(target);
    history.pushState(null, "", address(target.id));
  }

  function step(by) {
    const visible = (stop) => !stop.closest("[hidden]");
    let index = here ? stops.indexOf(here) : by > 0 ? -1 : stops.length;
    do index += by; while (stops[index] && !visible(stops[index]));
    if (stops[index]) return go(stops[index]);
    return say(by > 0 ? "This is the last one." : "This is the first one.");
  }

  function withFinding(act) {
    const there = here?.matches(".finding") && !here.closest("[hidden]");
    if (!there) return say("Go to a finding first, with j or k.");
    return here.dataset.fp ? act(here) : say("This takes no verdict: settle it where it stands.");
  }

  // The next finding without a verdict, from here on; after the last, the first.
  function next() {
    const from = stops.indexOf(here) + 1;
    const left = [...stops.slice(from), ...stops.slice(0, from)].filter(isLeft);
    const shown = left.find((stop) => !stop.closest("[hidden]")) ?? left[0];
    return shown ? go(shown) : say("All findings are reviewed.");
  }

  function openSource() {
    const link = here && (one("a[href^='#t']", here) ?? one("a[href^='#t']", here.closest("[data-v]")));
    return link ? link.click() : say("Go to a fact first, with j or k.");
  }

  /* Keys */

  const letters = one("#letters");
  const help = one("#help");
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    u: takeBack,
    o: openSource,
    n: () => withFinding((finding) => one("textarea", finding).focus()),
    "/": () => form.elements.q.focus(),
    "?": () => help.showModal(),
  };
  for (const button of all("button", one("#verdicts").content)) {
    const key = button.getAttribute("aria-keyshortcuts");
    KEYS[key] = () => withFinding((finding) => judge(finding, button.value));
  }

  function press(event) {
    const field = event.target.closest?.("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && field) return field.blur();
    if (field || help.open || !letters.checked) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key]();
  }

  /* The start */

  document.documentElement.classList.add("live");
  load();
  findings.filter((finding) => reviews.has(finding.dataset.fp)).forEach(show);
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((entry) => entry.isIntersecting)) {
      itemOf.get(entry.target).findings.forEach(show);
      near.unobserve(entry.target);
    }
  }, { rootMargin: "1500px" });
  for (const item of items) if (item.findings.length) near.observe(item.element);
  // What has nothing to act on is not shown.
  form.hidden = items.length < 2;
  one("#bar").hidden = stops.length === 0;
  for (const part of [one("#who").parentElement, one("#download")]) part.hidden = findings.length === 0;
  one("#who").value = kept.read("corroborate:who") ?? "";
  letters.checked = kept.read("corroborate:letters") !== "off";
  progress();
  filter();
  fromAddress();

  // What is far away is laid out when nobody waits: until then Tab makes a browser lay out each part
  // again for each element that it looks at.
  const unseen = all(".card, .source, .many tbody");
  const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 100));
  function layOut() {
    for (const part of unseen.splice(0, 50)) part.classList.add("laid");
    if (unseen.length) idle(layOut);
  }
  idle(layOut);

  // Before that, the first stop is given: it is the one that a browser has to look for everywhere.
  let fresh = true;
  for (const kind of ["focusin", "pointerdown"]) addEventListener(kind, () => { fresh = false; }, { once: true });
  addEventListener("keydown", (event) => {
    const forward = event.key === "Tab" && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!fresh || !forward) return;
    event.preventDefault();
    one(".skip").focus();
  });

  addEventListener("hashchange", fromAddress);
  addEventListener("storage", (event) => {
    if (event.key !== slot) return;
    load();
    findings.filter((finding) => one(".review", finding)).forEach(show);
    progress();
  });
  form.addEventListener("input", filterSoon);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filterSoon));
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    const finding = event.target.closest(".finding");
    if (finding) mark(finding);
    const button = event.target.closest(".review button");
    if (button) judge(button.closest(".finding"), button.value);
    else follow(event);
  });
  document.addEventListener("input", (event) => {
    const note = event.target.closest(".review textarea");
    if (note) write(note.closest(".finding"), note.value);
  });
  document.addEventListener("change", () => { writing = null; });
  document.addEventListener("focusin", (event) => {
    const finding = event.target.closest(".finding");
    if (finding) mark(finding);
  });
  one("#who").addEventListener("change", (event) => kept.write("corroborate:who", event.target.value.trim()));
  letters.addEventListener("change", () => kept.write("corroborate:letters", letters.checked ? "on" : "off"));
  one("#download").addEventListener("click", download);
  one("#next").addEventListener("click", next);
  one("#keys").addEventListener("click", () => help.showModal());
  one("#close").addEventListener("click", () => help.close());
})();
