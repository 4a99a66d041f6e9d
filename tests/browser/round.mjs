// A reviewer's round at the example newsroom: the page, verdicts in the browser, reviews.toml, a
// second check that honours them, and a changed sentence that voids one.
//
//     node round.mjs BINARY NEWSROOM
//
// It works on a copy of the folder NEWSROOM. One line for each check that does not hold, and one for
// all. 0: all hold; 1: one does not; 2: wrong arguments; 3: nothing was checked.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { end, launch, parsed, settled, watch } from "./browser.mjs";

const DAY = "2026-11-24";
const WHO = "A. Reader";
const REVIEWS = ".corroborate/reviews.toml";
// What the reviewer says of which words of the drafts, and how: with keys or with the mouse.
const VERDICTS = [
  { quote: "$2.4 million", verdict: "confirmed", key: "1", note: "The release says billion." },
  { quote: "3,510", verdict: "false-alarm", button: "False alarm", note: "It counts \"Tarnwick\" too; see C:\\staff." },
  { quote: "over $8 billion", verdict: "fix-draft", key: "3", note: "Say $13 billion." },
  { quote: "450", verdict: "needs-source", button: "Needs a source", note: "" },
  { quote: "11", verdict: "false-alarm", key: "2", note: "The toll of the first day, and said so." },
];
// How a finding tells that it has a verdict and still counts.
const PHRASES = {
  confirmed: "confirmed", "fix-draft": "marked for a change of the draft", "needs-source": "marked for another source",
};
const DRAFT = "drafts/quillhaven-flood.md";

let held = 0;
let failed = 0;
function check(what, holds, detail = "") {
  if (holds) held += 1;
  else failed += 1;
  if (!holds) console.log(`FAIL round: ${what}${detail === "" ? "" : ` (${detail})`}`);
}

/** Runs the program in the desk's folder. */
function run(desk, ...args) {
  const { status, stdout, stderr } = spawnSync(desk.binary, args, { cwd: desk.folder, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** A check of all drafts, as records and as a page. */
function checked(desk, name) {
  const ran = run(desk, "check", "--today", DAY, "--output", `json=${name}.json`, "--output", `html=${name}.html`);
  check(`the ${name} check finds something`, ran.status === 1, `exit code ${ran.status}: ${ran.stderr}`);
  const results = JSON.parse(readFileSync(join(desk.folder, `${name}.json`), "utf8"));
  const finding = (quote) => results.findings.find((f) => f.quote === quote && f.code.startsWith("C"));
  return { ...ran, ...results, finding, page: join(desk.folder, `${name}.html`) };
}

async function opened(desk, report) {
  const context = await desk.browser.newContext({ acceptDownloads: true, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const address = pathToFileURL(report.page).href;
  watch(page, address, (kind, text) => desk.wrongs.push(`${kind}: ${text.slice(0, 200)}`));
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  return page;
}

const cardOf = (page, print) => page.locator(`.card:has(.finding[data-fp='${print}'])`);
const squeezed = async (locator) => (await locator.textContent()).replace(/\s+/g, " ");

/** Goes to a finding with `j`, as somebody does who reads from the top. */
async function walkTo(page, print) {
  const here = () => page.evaluate(() => document.querySelector(".here")?.dataset.fp);
  await page.locator("h1").click();
  for (let step = 0; step < 100 && (await here()) !== print; step += 1) {
    const before = await page.locator("#live").textContent();
    await page.keyboard.press("j");
    const last = (await page.locator("#live").textContent()) === "This is the last one.";
    if (last && before === "This is the last one.") break;
  }
  return (await here()) === print;
}

/** One verdict with its note. */
async function judge(page, print, { key, button, note }) {
  const finding = page.locator(`.finding[data-fp='${print}']`);
  if (key) {
    check(`j leads to ${print}`, await walkTo(page, print));
    await page.keyboard.press(key);
    await page.keyboard.press("n");
    await page.keyboard.insertText(note);
    await page.keyboard.press("Escape");
  } else {
    await finding.scrollIntoViewIfNeeded();
    await finding.getByRole("button", { name: button }).click();
    if (note) await finding.getByRole("textbox", { name: "Note" }).fill(note);
    await page.evaluate(() => document.querySelector(".here")?.classList.remove("here"));
  }
  await settled(page);
}

/** The reviewer's part: verdicts, the name, the file. */
async function reviewed(desk, report) {
  const page = await opened(desk, report);
  const total = report.findings.filter((f) => f.state === "new" && !/^[BSV]/.test(f.code)).length;
  const progress = () => page.locator("#progress").textContent();
  check("nothing is reviewed at first", (await progress()) === `0 of ${total} reviewed`, await progress());
  check("what a decision of the desk brings up takes no verdict",
    (await page.locator(".finding:not([data-fp])").count()) === report.findings.filter((f) => /^[BSV]/.test(f.code)).length);
  for (const verdict of VERDICTS) await judge(page, report.finding(verdict.quote).fingerprint, verdict);
  check("the verdicts are counted", (await progress()) === `${VERDICTS.length} of ${total} reviewed`, await progress());
  await page.locator("#who").fill(WHO);
  await page.locator("#who").blur();
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("#download").click()]);
  const path = join(desk.folder, "downloaded.toml");
  await file.saveAs(path);
  await page.context().close();
  return path;
}

/** What is in a file of verdicts is what the reviewer gave. */
function holds(what, toml, report) {
  const reviews = parsed(toml);
  check(`${what} has one review a verdict`, reviews.length === VERDICTS.length, reviews.length);
  for (const { quote, verdict, note } of VERDICTS) {
    const { fingerprint, code, fact } = report.finding(quote);
    const label = report.facts.find((f) => f.id === fact).label;
    const review = reviews.find((r) => r.fingerprint === fingerprint);
    check(`${what} has the verdict on ${quote}`, review?.verdict === verdict && review.who === WHO &&
      (review.notes ?? "") === note && review.quote === quote && review.code === code && review.fact === label,
      JSON.stringify(review));
  }
}

/** Each verdict does in a later check what it is for. */
function honoured(before, after) {
  for (const { quote, verdict, note } of VERDICTS) {
    const finding = after.finding(quote);
    const { state, silenced, help } = finding ?? {};
    if (verdict === "false-alarm") {
      check(`the false alarm ${quote} is silenced by its reviewer`, state === "reviewed" && silenced?.who === WHO &&
        (silenced.reason ?? "") === note && silenced.place === REVIEWS, JSON.stringify(finding));
    } else {
      const said = `${PHRASES[verdict]} by ${WHO} on `;
      check(`${quote} counts, and says that it is ${verdict}`, state === "new" && help?.includes(said) &&
        help.endsWith(note), JSON.stringify(finding));
    }
  }
  const errors = (report) => report.findings.filter((f) => f.state === "new" && f.level === "error").length;
  check("two errors fewer count", errors(after) === errors(before) - 2, `${errors(before)}, ${errors(after)}`);
  check("the last line tells what is silenced", after.stderr.includes("2 silenced by a verdict"), after.stderr);
  for (const [quote, phrase] of [["$2.4 million", "confirmed"], ["over $8 billion", PHRASES["fix-draft"]], ["450", PHRASES["needs-source"]]]) {
    check(`the terminal shows the verdict on ${quote}`, after.stdout.replace(/\s+/g, " ").replaceAll(" | ", " ").includes(`${phrase} by ${WHO}`));
  }
}

async function shown(desk, report) {
  const page = await opened(desk, report);
  for (const { quote, verdict, note } of VERDICTS) {
    const { fingerprint } = report.finding(quote);
    const text = await squeezed(cardOf(page, fingerprint));
    const said = verdict === "false-alarm"
      ? `Reviewed, does not count: ${note.replace(/\.$/, "")}, by ${WHO}, in ${REVIEWS}`
      : `${PHRASES[verdict]} by ${WHO} on `;
    check(`the page shows the verdict on ${quote}`, text.includes(said), text.slice(0, 400));
  }
  const alarm = await cardOf(page, report.finding("3,510").fingerprint).getAttribute("id");
  const row = page.locator(`tbody tr:has(a[href='#${alarm}'])`);
  check("the overview says what is reviewed", (await row.textContent()).includes("reviewed"));
  check("a false alarm is not among what is left",
    await page.locator(`.finding[data-fp='${report.finding("3,510").fingerprint}']`).evaluate((e) => "old" in e.dataset));
  await page.context().close();
}

/** A verdict whose words have changed says so, beside what is there now. */
async function voided(desk, report) {
  const notice = report.findings.find((f) => f.code === "V001");
  check("the verdict on the changed sentence is void", notice?.message.includes("`11` (false-alarm by A. Reader on ") &&
    notice.message.endsWith("judged words that have changed"), JSON.stringify(notice));
  const { state, fingerprint } = report.finding("12") ?? {};
  check("what is there now counts", state === "new", state);
  const quotes = ["$2.4 million", "3,510", "over $8 billion", "450"];
  const kept = quotes.filter((quote) => report.finding(quote)?.state === (quote === "3,510" ? "reviewed" : "new"));
  check("the other verdicts hold", kept.length === quotes.length, kept.join(", "));
  const page = await opened(desk, report);
  const card = cardOf(page, fingerprint);
  const text = await squeezed(card);
  check("the page says so beside the finding", text.includes("V001") && text.includes("judged words that have changed"), text.slice(0, 400));
  check("it can be judged anew", await walkTo(page, fingerprint) &&
    await card.locator(`.finding[data-fp='${fingerprint}'] button`).first().isVisible());
  await page.context().close();
}

async function round(desk) {
  rmSync(join(desk.folder, REVIEWS), { force: true });
  const first = checked(desk, "first");
  check("every verdict has its finding", VERDICTS.every(({ quote }) => first.finding(quote)?.state === "new"));
  const file = await reviewed(desk, first);
  holds("the download", readFileSync(file, "utf8"), first);
  const imported = run(desk, "review", "import", file);
  check("the desk takes it in", imported.status === 0 && existsSync(join(desk.folder, REVIEWS)), imported.stderr);
  holds("the desk's file", run(desk, "review", "list", REVIEWS).stdout, first);
  const second = checked(desk, "second");
  honoured(first, second);
  await shown(desk, second);
  const path = join(desk.folder, DRAFT);
  const text = readFileSync(path, "utf8");
  check("the sentence to change is there", text.includes("killed 11 people"));
  writeFileSync(path, text.replace("killed 11 people", "killed 12 people"));
  await voided(desk, checked(desk, "third"));
}

const [binary, newsroom] = process.argv.slice(2);
if (!binary || !newsroom || !existsSync(binary) || !existsSync(newsroom)) end(2)("usage: node round.mjs BINARY NEWSROOM");
const { browser } = await launch(["the newsroom's round"]);
const folder = mkdtempSync(join(tmpdir(), "round-"));
const desk = { binary: resolve(binary), folder, browser, wrongs: [] };
cpSync(newsroom, folder, { recursive: true });
try {
  await round(desk);
} catch (error) {
  check("the round comes to its end", false, error.message.split("\n")[0]);
}
check("no errors, dialogs or requests", desk.wrongs.length === 0, [...new Set(desk.wrongs)].join("; "));
await browser.close();
rmSync(folder, { recursive: true, force: true });
console.log(`${failed ? "FAIL" : "ok  "} a reviewer's round: ${held} checks hold, ${failed} fail`);
process.exit(failed ? 1 : 0);
