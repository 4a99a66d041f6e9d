// Opens HTML reports in Chromium and checks what a fact-checker does with them.
//
//     node report.mjs [--verbose] [--max-bytes N] [--max-elements N] [--max-load MS] [--binary PATH]
//         REPORT.html...
//     node report.mjs shots FOLDER [--width PX] [--height PX] REPORT.html...
//
// One line for each check that does not hold, and one for each report; all checks with --verbose.
// With --binary what a page gives for download is read by the program too.
// 0: all hold; 1: one does not; 2: wrong arguments; 3: nothing was checked, since there is no
// browser or no playwright-core. CHROMIUM names the browser; else it is sought in PATH.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { end, launch, parsed, settled, watch } from "./browser.mjs";

const WIDTHS = [360, 800, 1440];
const THEMES = ["light", "dark"];
// axe takes a minute for hundreds of cards, and laying out thousands at once takes minutes; larger
// reports have the same parts.
const AXE_MOST_BYTES = 400_000;
const LAYOUT_MOST_BYTES = 2_000_000;
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// A page is loaded so often, and the least counts.
const LOADS = 3;
// Of the work to load a large page.
const SCRIPT_SHARE = 0.25;

const wrong = end(2);

function options(argv) {
  const found = {
    shots: null, verbose: false, most: Infinity, elements: Infinity, load: Infinity, binary: null,
    width: 1440, height: 900, files: [],
  };
  const rest = [...argv];
  const number = (name) => {
    const value = Number(rest.shift());
    return value > 0 ? value : wrong(`${name} needs a number`);
  };
  if (rest[0] === "shots") found.shots = resolve(rest.splice(0, 2)[1] ?? wrong("name a folder"));
  while (rest.length) {
    const next = rest.shift();
    if (next === "--verbose") found.verbose = true;
    else if (next === "--max-bytes") found.most = number(next);
    else if (next === "--max-elements") found.elements = number(next);
    else if (next === "--max-load") found.load = number(next);
    else if (next === "--binary") found.binary = resolve(rest.shift() ?? wrong("name a binary"));
    else if (next === "--width") found.width = number(next);
    else if (next === "--height") found.height = number(next);
    else if (next.startsWith("-")) wrong(`${next} is no option`);
    else found.files.push(resolve(next));
  }
  if (!found.files.length) wrong("name at least one HTML report");
  for (const file of found.files) if (!existsSync(file)) wrong(`${file} is not there`);
  return found;
}

/** One report in one browser: opens pages, and counts what they must not do. */
class Report {
  constructor(browser, file, axe, limits) {
    Object.assign(this, { browser, file, axe, limits, held: 0, failed: 0, left: [], wrongs: [] });
    this.name = basename(file);
    this.address = pathToFileURL(file).href;
    this.text = readFileSync(file, "utf8");
  }

  check(what, holds, detail = "") {
    if (holds) this.held += 1;
    else this.failed += 1;
    if (holds && !this.limits.verbose) return;
    console.log(`${holds ? "ok  " : "FAIL"} ${this.name}: ${what}${detail === "" ? "" : ` (${detail})`}`);
  }

  skip(what, why) {
    this.left.push(`${what}: ${why}`);
  }

  close() {
    const left = this.left.length ? `; not checked: ${this.left.join("; ")}` : "";
    console.log(`${this.failed ? "FAIL" : "ok  "} ${this.name}: ${this.held} checks hold, ${this.failed} fail; ` +
      `${this.measured}${left}`);
    return this.failed;
  }

  /** A page with the report; an empty one where there is no hash. */
  async open(settings = {}, hash = "") {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 }, acceptDownloads: true, ...settings,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(this.text.length > LAYOUT_MOST_BYTES ? 60_000 : 15_000);
    watch(page, this.address, (kind, text) => this.wrongs.push(`${kind}: ${text.slice(0, 200)}`));
    if (hash !== null) await page.goto(this.address + hash);
    return page;
  }
}

const hash = (text) => createHash("sha256").update(text).digest("base64");

/** The file itself: one style, one script, a policy of their hashes, and no way around it. */
async function policy(report) {
  const page = await report.open();
  const found = await page.evaluate(() => ({
    policy: document.querySelector("meta[http-equiv]")?.content ?? "",
    style: document.querySelector("style")?.textContent ?? "",
    script: document.querySelector("script")?.textContent ?? "",
    scripts: document.querySelectorAll("script").length,
    styles: document.querySelectorAll("style, link, [style]").length,
    loading: document.querySelectorAll("img, iframe, object, embed, video, audio, base, form[action]").length,
    handlers: Array.from(document.querySelectorAll("*"))
      .filter((e) => Array.from(e.attributes).some((a) => a.name.startsWith("on"))).length,
    addresses: Array.from(document.querySelectorAll("[href]"))
      .filter((e) => !/^(#|https?:\/\/)/.test(e.getAttribute("href"))).length,
    references: Array.from(document.querySelectorAll("[href^='#']"))
      .map((e) => decodeURIComponent(e.getAttribute("href").slice(1)))
      .filter((id) => !id.includes("=") && !document.getElementById(id)).slice(0, 3),
    twice: Object.entries(Object.groupBy(document.querySelectorAll("[id]"), (e) => e.id))
      .filter(([, all]) => all.length > 1).map(([id]) => id).slice(0, 3),
    hidden: /[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/.test(document.body.textContent),
    headings: document.querySelectorAll("h1").length,
    language: document.documentElement.lang,
  }));
  const expected = `default-src 'none'; style-src 'sha256-${hash(found.style)}'; ` +
    `script-src 'sha256-${hash(found.script)}'; base-uri 'none'; form-action 'none'`;
  report.check("the policy names the style and the script by their hashes", found.policy === expected);
  report.check("one script, one style", found.scripts === 1 && found.styles === 1);
  report.check("nothing in it loads or handles events", found.loading + found.handlers === 0);
  report.check("links lead into the page or to the web", found.addresses === 0);
  report.check("every link finds its place", found.references.length === 0, found.references.join(" "));
  report.check("every id is there once", found.twice.length === 0, found.twice.join(" "));
  report.check("no invisible characters", !found.hidden);
  report.check("one headline and a language", found.headings === 1 && found.language === "en");
  await page.context().close();
}

/**
 * Size and work. The elements of the page are counted, since they are the same on each machine; how
 * many are laid out at a given moment depends on how many frames the browser had time for, so that
 * only the style of a card is looked at that is out of view. Of the time that the page's thread works
 * the script's part is held against the whole of the same load. The time itself is told, and judged
 * only where somebody who knows the machine gives a limit.
 */
async function speed(report) {
  const { most, elements, load } = report.limits;
  const bytes = statSync(report.file).size;
  report.measured = `${(bytes / 1e6).toFixed(2)} MB`;
  report.check("size", bytes <= most, report.measured);
  const loads = [];
  for (let time = 0; time < LOADS; time += 1) loads.push(await loaded(report));
  const least = Object.fromEntries(Object.keys(loads[0]).map((key) => [key, Math.min(...loads.map((l) => l[key]))]));
  report.measured += `, ${least.elements} elements, loaded in ${least.all} ms (${least.own} ms of work)`;
  report.check("elements", least.elements <= elements, least.elements);
  if (bytes > AXE_MOST_BYTES) {
    report.check("a card waits until it comes into view", loads.every((l) => l.waits));
    report.check("script while it is loaded", least.script <= SCRIPT_SHARE, least.script.toFixed(2));
  }
  report.check("load", least.own <= load, `${least.own} ms of work, ${least.all} ms in all`);
}

async function loaded(report) {
  const page = await report.open({}, null);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const counted = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await counted();
  await page.goto(report.address);
  const after = await counted();
  const worked = (kind) => after[`${kind}Duration`] - before[`${kind}Duration`];
  const found = await page.evaluate(() => {
    const probe = document.querySelector(".card")?.cloneNode();
    probe?.classList.remove("laid");
    if (probe) document.querySelector(".card").after(probe);
    const waits = !probe || getComputedStyle(probe).contentVisibility === "auto";
    probe?.remove();
    const all = Math.round(performance.getEntriesByType("navigation")[0].loadEventEnd);
    return { all, waits, elements: document.querySelectorAll("*").length };
  });
  await page.context().close();
  const work = worked("Task");
  return { ...found, own: Math.round(work * 1000), script: worked("Script") / work };
}

async function widths(report) {
  if (report.text.length > LAYOUT_MOST_BYTES) return report.skip("widths", "a large report");
  for (const width of WIDTHS) {
    const page = await report.open({ viewport: { width, height: 900 } });
    const over = await page.evaluate(async () => {
      for (const e of document.querySelectorAll(".card, .source, tbody")) e.style.contentVisibility = "visible";
      for (const e of document.querySelectorAll("details")) e.open = true;
      await new Promise((done) => requestAnimationFrame(done));
      return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    });
    report.check(`no sideways scroll at ${width} px`, over <= 0, `${over} px over`);
    const small = await page.evaluate(() =>
      Array.from(document.querySelectorAll("button, select, input, textarea, summary"))
        .filter((e) => e.checkVisibility())
        .map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([text]) => text).slice(0, 3));
    report.check(`targets of 24 px at least at ${width} px`, small.length === 0, small.join(" "));
    const apart = await page.evaluate(() => Array.from(document.querySelectorAll("figure")).filter((figure) => {
      const [words, bars] = ["ul", ":scope > svg"].map((part) => figure.querySelector(part).getBoundingClientRect());
      const off = ["left", "top", "width", "height"].some((side) => Math.abs(words[side] - bars[side]) > 1);
      return off || getComputedStyle(figure.querySelector("svg")).position !== "static";
    }).length);
    report.check(`bars stand behind their words at ${width} px`, apart === 0, apart);
    await page.context().close();
  }
  return undefined;
}

async function withoutScript(report) {
  const page = await report.open({ javaScriptEnabled: false });
  // To ask each of thousands takes minutes.
  const invisible = (selector) => page.locator(selector).evaluateAll((all) => {
    const every = Math.ceil(all.length / 300);
    return all.filter((e, index) => index % every === 0 && !e.checkVisibility()).length;
  });
  const parts = [".card", ".finding", ".quotes > li", ".singles > li", "figure", ".source", ".text", "summary"];
  let missing = 0;
  for (const part of parts) missing += await invisible(part);
  report.check("without JavaScript every card and text is there", missing === 0, missing);
  const shown = await page.locator("#filters, #bar, #help, .keys").evaluateAll((all) =>
    all.filter((e) => e.checkVisibility()).length);
  report.check("without JavaScript nothing is shown that needs it", shown === 0);
  const start = page.locator(".start a");
  if (await start.count()) {
    const place = (await start.getAttribute("href")).slice(1);
    await start.click();
    const seen = await page.locator(`[id='${place}']`).evaluate((e) => e.getBoundingClientRect().top < innerHeight);
    report.check("without JavaScript links lead to their places", seen && page.url().endsWith(`#${place}`));
  }
  const fold = await page.$("details:not([open]) > summary");
  if (fold) {
    await fold.click();
    report.check("without JavaScript what is folded opens",
      await fold.evaluate((e) => e.parentElement.open && e.nextElementSibling.checkVisibility()));
  }
  await page.context().close();
}

async function print(report) {
  if (report.text.length > LAYOUT_MOST_BYTES) return report.skip("print", "a large report");
  const page = await report.open();
  await page.emulateMedia({ media: "print" });
  const wrong = await page.evaluate(() => ({
    shown: Array.from(document.querySelectorAll("nav, form, #bar, .review button, .skip, .start"))
      .filter((e) => e.checkVisibility()).length,
    broken: Array.from(document.querySelectorAll(".card"))
      .filter((e) => getComputedStyle(e).breakInside !== "avoid").length,
    folded: Array.from(document.querySelectorAll("details :is(li, td)"))
      .filter((e) => !e.checkVisibility({ contentVisibilityAuto: true })).length,
  }));
  report.check("print hides navigation and buttons", wrong.shown === 0);
  report.check("print keeps cards unbroken", wrong.broken === 0);
  report.check("print shows what is folded", wrong.folded === 0, wrong.folded);
  const pdf = await page.pdf({ format: "A4" });
  report.check("it prints", pdf.subarray(0, 5).toString() === "%PDF-", `${(pdf.length / 1e6).toFixed(2)} MB`);
  await page.context().close();
  return undefined;
}

async function accessible(report) {
  if (report.text.length > AXE_MOST_BYTES) return report.skip("axe", "a large report");
  for (const colorScheme of THEMES) {
    const page = await report.open({ colorScheme });
    const first = page.locator(".finding[data-fp]").first();
    if (await first.count()) {
      await page.keyboard.press("j");
      await first.locator("button").first().click();
    }
    // The bar that sticks to the bottom would lie on whatever is there at that moment.
    await page.evaluate(() => {
      for (const e of document.querySelectorAll(".card, .source")) e.style.contentVisibility = "visible";
      for (const e of document.querySelectorAll("details")) e.open = true;
      document.querySelector("#bar").style.position = "static";
    });
    await settled(page);
    await page.evaluate(report.axe);
    // Themes differ in colours only.
    const runOnly = colorScheme === "light"
      ? { type: "tag", values: AXE_TAGS } : { type: "rule", values: ["color-contrast"] };
    const axe = async (what, root) => {
      const found = await page.evaluate(([selector, only]) =>
        window.axe.run(document.querySelector(selector), { runOnly: only }), [root, runOnly]);
      const words = found.violations.map((v) => `${v.id}: ${v.nodes.length}× ${v.nodes[0].html.slice(0, 120)}`);
      report.check(`axe finds nothing ${what} in the ${colorScheme} theme`, words.length === 0,
        words.join("; ") || `${found.passes.length} rules`);
    };
    await axe("on the page", "html");
    const silent = await page.evaluate(() => {
      const hidden = (e) => e.closest("[aria-hidden=true]");
      const words = (figure) => Array.from(figure.querySelectorAll("li")).filter((e) => e.textContent.trim());
      return {
        svg: Array.from(document.querySelectorAll("svg")).filter((e) => !hidden(e)).length,
        figures: Array.from(document.querySelectorAll("figure"))
          .filter((e) => !e.querySelector("figcaption")?.textContent || words(e).length < 2).length,
      };
    });
    report.check(`every picture has its text in the ${colorScheme} theme`, silent.svg + silent.figures === 0);
    if (await page.locator("#keys").isVisible()) {
      await page.locator("#keys").click();
      await axe("in the list of keys", "#help");
    }
    await page.context().close();
  }
  const page = await report.open();
  const landmarks = await page.evaluate(() => ["header", "nav", "main", "footer", "[role=status]"]
    .filter((name) => document.querySelectorAll(`body > ${name}`).length !== 1));
  report.check("a header, a navigation, a main part, a footer and a live region", landmarks.length === 0, landmarks.join(" "));
  await page.context().close();
  return undefined;
}

/** Filters: their state is in the address, survives a reload, and is taken back. */
async function filters(report) {
  const page = await report.open();
  const shown = () => page.locator("[data-v]:not([hidden])").count();
  page.setDefaultTimeout(10_000);
  const all = await shown();
  if (all < 2) {
    report.skip("filters", "nothing to filter");
    return page.context().close();
  }
  await page.keyboard.press("/");
  await page.keyboard.type("zzqqxx j");
  // The whole of it: a reload before the last letter would keep less.
  await page.waitForFunction(() => decodeURIComponent(location.hash.replaceAll("+", " ")).includes("q=zzqqxx j"));
  report.check("a text that is nowhere hides everything", (await shown()) === 0);
  await page.reload();
  report.check("filters survive a reload", (await shown()) === 0 && (await page.locator("[name=q]").inputValue()) === "zzqqxx j");
  await page.getByRole("button", { name: "Show all" }).click();
  await page.waitForFunction(() => location.hash === "");
  report.check("all is shown again", (await shown()) === all);
  const verdict = await page.locator("[data-v]").first().getAttribute("data-v");
  if (verdict && /^[a-z]+$/.test(verdict)) {
    const expected = await page.locator(`[data-v=${verdict}]`).count();
    await page.locator("[name=verdict]").selectOption(verdict);
    await page.waitForFunction(() => location.hash.includes("verdict="));
    report.check("a verdict filters facts and rows", (await shown()) === expected);
    await page.goto(`${report.address}#verdict=${verdict}&source=nobody`);
    report.check("an address with unknown values breaks nothing", (await shown()) === expected);
    await page.getByRole("button", { name: "Show all" }).click();
  }
  for (const [name, key] of [["kind", "k"], ["source", "s"], ["code", "c"]]) {
    const value = await page.locator(`[name=${name}] option`).nth(1).getAttribute("value").catch(() => null);
    if (!value) continue;
    const expected = await page.locator("[data-v]").evaluateAll((all, [data, wanted]) =>
      all.filter((e) => e.dataset[data].split(" ").includes(wanted)).length, [key, value]);
    await page.locator(`[name=${name}]`).selectOption(value);
    await page.waitForFunction((field) => location.hash.includes(`${field}=`), name);
    report.check(`the filter by ${name} shows what has it`, (await shown()) === expected);
    const empty = await page.locator("#overview .scroll:not([hidden])").evaluateAll((all) =>
      all.filter((e) => e.checkVisibility() && !e.querySelector("tbody tr:not([hidden])")).length);
    report.check(`the filter by ${name} leaves no table empty`, empty === 0);
    await page.getByRole("button", { name: "Show all" }).click();
    await page.waitForFunction(() => location.hash === "");
  }
  await page.context().close();
  return undefined;
}

/** Links lead from a claim to its text and back, also when a filter hides the card. */
async function links(report) {
  const page = await report.open();
  const link = page.locator(".card a[href^='#t'], .singles a[href^='#t']").first();
  if (!(await link.count())) {
    report.skip("links", "no claims");
    return page.context().close();
  }
  const id = (await link.getAttribute("href")).slice(1);
  await link.click();
  await settled(page);
  const focused = () => page.evaluate(() => document.activeElement?.id);
  const outlined = (place) => page.locator(`[id='${place}']`).evaluate((e) => getComputedStyle(e).outlineStyle !== "none");
  report.check("a quotation leads to its place in the article", (await focused()) === id);
  report.check("the place is marked", await outlined(id));
  const mark = page.locator(`[id='${id}'][href]`);
  if (await mark.count()) {
    const card = (await mark.getAttribute("href")).slice(1);
    await page.locator("[name=q]").fill("zzqqxx");
    await page.waitForFunction(() => location.hash.includes("zzqqxx"));
    await mark.click();
    await settled(page);
    const seen = await page.locator(`[id='${card}']`).evaluate((e) => e.checkVisibility());
    report.check("its mark leads back, whatever is filtered", seen && (await focused()) === card);
    report.check("the claim is marked, the place no longer", (await outlined(card)) && !(await outlined(id)));
  }
  await page.context().close();
  return undefined;
}

async function review(report) {
  const page = await report.open();
  const first = page.locator(".finding[data-fp]").first();
  if (!(await first.count())) {
    report.skip("review", "no findings");
    return page.context().close();
  }
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
    await settled(page);
  };
  const pressed = () => first.locator("button[aria-pressed=true]").evaluateAll((all) => all.map((b) => b.value).join());
  await press("j");
  report.check("j goes to the first finding", await first.evaluate((e) => e === document.activeElement));
  await press("2");
  report.check("2 says false alarm", (await pressed()) === "false-alarm");
  report.check("it is announced", (await page.locator("#live").textContent()).startsWith("False alarm"));
  await press("Control+3");
  report.check("keys with Ctrl are the browser's", (await pressed()) === "false-alarm");
  const note = 'two\nlines, "quotes", a \\ and \u0007 j2u';
  await press("n");
  await page.keyboard.insertText(note);
  report.check("letters in a note are letters", (await first.locator("textarea").inputValue()) === note && (await pressed()) === "false-alarm");
  await press("Escape");
  await unsigned(report, page);
  await page.locator("#who").fill("A. Reader");
  await page.locator("#who").blur();
  await page.reload();
  report.check("verdict, note and name survive a reload",
    (await pressed()) === "false-alarm" && (await first.locator("textarea").inputValue()) === note &&
    (await page.locator("#who").inputValue()) === "A. Reader");
  await press("j", "1");
  report.check("1 confirms, in the place of another verdict", (await pressed()) === "confirmed");
  await press("3");
  const drafts = await page.locator("article.source h3").evaluateAll((all) => all.some((e) => e.textContent.endsWith("(draft)")));
  report.check("3 says fix the draft, where there is one", (await pressed()) === (drafts ? "fix-draft" : "confirmed"));
  if (!drafts) await press("4");
  await press("u");
  report.check("u takes it back", (await pressed()) === "confirmed");
  await press("1");
  report.check("the same verdict again removes it", (await pressed()) === "");
  await press("4");
  report.check("4 asks for a source", (await pressed()) === "needs-source");
  await first.getByRole("button", { name: "Confirmed" }).click();
  report.check("buttons do the same by mouse", (await pressed()) === "confirmed");
  await download(report, page, first, note);
  await keysOff(report, page, press);
  await onwards(report, page, press, first);
  await page.context().close();
  return undefined;
}

/** A browser may forbid to store anything; then verdicts live as long as the page. */
async function unkept(report) {
  const page = await report.open({}, null);
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new Error("forbidden"); };
  });
  await page.goto(report.address);
  const finding = page.locator(".finding[data-fp]").first();
  if (await finding.count()) {
    await page.keyboard.press("j");
    await page.keyboard.press("2");
    await page.keyboard.press("n");
    await page.keyboard.insertText("why");
    await page.keyboard.press("Escape");
    await settled(page);
    const values = await finding.locator("button[aria-pressed=true]").evaluateAll((all) => all.map((b) => b.value));
    report.check("a browser that keeps nothing loses nothing while the page is open",
      values.join() === "false-alarm" && (await page.locator("#download").isEnabled()) &&
      (await page.locator("#live").textContent()).startsWith("This browser keeps nothing"));
  }
  await page.context().close();
}

/** Who downloads without a name is asked for it once. */
async function unsigned(report, page) {
  let given = 0;
  page.on("download", () => { given += 1; });
  await page.locator("#download").click();
  await settled(page);
  report.check("a download without a name asks for it",
    given === 0 && (await page.evaluate(() => document.activeElement.id)) === "who" &&
    (await page.locator("#progress").textContent()).includes("your name"));
}

async function download(report, page, first, note) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#download").click()]);
  const path = await file.path();
  const data = await first.evaluate((e) => ({ ...e.dataset }));
  const heading = await first.evaluate((e) => e.closest(".card").querySelector("h3")?.textContent ?? "");
  report.check("the download is reviews.toml", file.suggestedFilename() === "reviews.toml");
  const same = (value) => value.replaceAll("\r\n", "\n");
  const holds = (what, toml) => {
    let review = {};
    try {
      review = parsed(toml()).find((entry) => entry.fingerprint === data.fp) ?? {};
    } catch (error) {
      return report.check(what, false, error.message);
    }
    return report.check(what, review.verdict === "confirmed" && review.who === "A. Reader" &&
      same(review.notes ?? "") === note && review.code === data.code && (review.draft ?? "") === data.draft &&
      (review.quote ?? "") === data.quote && heading.includes((review.fact ?? "").slice(0, 100)) && /^\d{4}-\d\d-\d\d$/.test(review.when), JSON.stringify(review).slice(0, 200));
  };
  holds("it holds the review", () => readFileSync(path, "utf8"));
  const { binary } = report.limits;
  if (!binary) return report.skip("the download in the program", "no --binary");
  return holds("the program reads the review from it",
    () => execFileSync(binary, ["review", "list", path], { encoding: "utf8" }));
}

/** From one finding to the next, to the article, and to what is left. */
async function onwards(report, page, press, first) {
  await press("j", "k");
  report.check("k goes back", await first.evaluate((e) => e.matches(".here") && e === document.activeElement));
  await press("o");
  report.check("o opens the place in the article", /^#(t|s)/.test(new URL(page.url()).hash) || page.url().includes("at=t"), page.url().split("#")[1]);
  const left = page.locator(".finding[data-fp]:not([data-old])");
  if ((await left.count()) > 1) {
    await page.locator("#next").click();
    report.check("the next finding to review is another", await page.evaluate(() =>
      document.activeElement.matches(".finding[data-fp]:not([data-old])") &&
      !document.activeElement.querySelector("[aria-pressed=true]")));
  }
  await page.locator("[name=todo]").check();
  await page.waitForFunction(() => location.hash.includes("todo"));
  const alone = await first.evaluate((e) => {
    const card = e.closest("[data-v]");
    const others = Array.from(card.querySelectorAll(".finding[data-fp]:not([data-old])")).filter((other) => other !== e);
    return card.checkVisibility() === others.length > 0;
  });
  report.check("what is reviewed is not among what is left", alone);
}

async function keysOff(report, page, press) {
  await page.locator("h1").click();
  await press("?");
  report.check("? shows the keys", await page.locator("#help").evaluate((e) => e.open));
  await page.locator("#letters").uncheck();
  await press("Escape");
  report.check("Esc closes them", !(await page.locator("#help").evaluate((e) => e.open)));
  await press("?");
  report.check("keys can be turned off", !(await page.locator("#help").evaluate((e) => e.open)));
  await page.locator("#keys").click();
  await page.locator("#letters").check();
  await page.locator("#close").click();
  await page.locator("h1").click();
}

/** With the keyboard alone: the skip link comes first, and what has the focus can be seen. */
async function keyboard(report) {
  const page = await report.open();
  await page.keyboard.press("Tab");
  report.check("the first stop skips to the facts", (await page.evaluate(() => document.activeElement.className)) === "skip");
  await page.keyboard.press("Enter");
  await settled(page);
  report.check("the skip link moves the focus", (await page.evaluate(() => document.activeElement.id)) === "facts");
  let hidden = 0;
  for (let stop = 0; stop < 25; stop += 1) {
    await page.keyboard.press("Tab");
    hidden += await page.evaluate(() => {
      const e = document.activeElement;
      if (e === document.body) return 0;
      const box = e.getBoundingClientRect();
      const outline = getComputedStyle(e);
      const seen = outline.outlineStyle !== "none" || outline.boxShadow !== "none";
      const bar = document.querySelector("#bar");
      const top = !bar.checkVisibility() || bar.contains(e) || getComputedStyle(bar).position !== "sticky"
        ? innerHeight : bar.getBoundingClientRect().top;
      return seen && box.bottom > 0 && box.top < top ? 0 : 1;
    });
  }
  report.check("what has the focus can be seen", hidden === 0, hidden);
  await page.context().close();
}

async function attempt(part, report) {
  const start = performance.now();
  try {
    await part(report);
  } catch (error) {
    report.check(part.name, false, error.message.split("\n")[0]);
  }
  if (report.limits.verbose) console.log(`     ${report.name}: ${part.name} took ${Math.round(performance.now() - start)} ms`);
}

async function check(report) {
  const parts = [policy, widths, withoutScript, print, filters, links, review, unkept, keyboard, accessible];
  for (const part of parts) await attempt(part, report);
  report.check("no errors, dialogs or requests", report.wrongs.length === 0,
    [...new Set(report.wrongs)].join("; "));
  return report.close();
}

/** Checks all reports, some at a time; but what takes time is measured while nothing else runs. */
async function checked(browser, axe, limits) {
  const reports = limits.files.map((file) => new Report(browser, file, axe, limits));
  for (const report of reports) await attempt(speed, report);
  const waiting = [...reports];
  let failed = 0;
  const worker = async () => {
    while (waiting.length) {
      const more = await check(waiting.shift());
      failed += more;
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, worker));
  console.log(failed ? `${failed} checks failed` : "all checks hold");
  return failed;
}

/** The first screen of each report, in both themes: NAME-light.png, NAME-dark.png. */
async function shots(browser, { files, shots: folder, width, height }) {
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    for (const colorScheme of THEMES) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme });
      await page.goto(pathToFileURL(file).href);
      await settled(page);
      const path = join(folder, `${basename(file, ".html")}-${colorScheme}.png`);
      await page.screenshot({ path });
      console.log(path);
      await page.close();
    }
  }
}

const wanted = options(process.argv.slice(2));
const { browser, axe } = await launch(wanted.files);
const failed = wanted.shots ? await shots(browser, wanted) : await checked(browser, axe, wanted);
await browser.close();
process.exit(failed ? 1 : 0);
