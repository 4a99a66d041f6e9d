// What the checks in a browser share: the browser itself, and the file that a page gives.

import { accessSync, constants, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, delimiter, join } from "node:path";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Ends the program with a code and why. */
export const end = (code) => (message) => {
  console.error(message);
  process.exit(code);
};

/** 3: nothing was checked. */
const skipped = (why, files) =>
  end(3)(`skipped: ${why}; not checked: ${files.map((file) => basename(file)).join(", ")}`);

/** The browser that CHROMIUM names, else the first in PATH. */
function browserPath(files) {
  const runs = (path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  const named = process.env.CHROMIUM;
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"].filter(Boolean);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const known = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = (named ? [named] : known).find(runs);
  return found ?? skipped(named ? `${named} can't be run` : "there is no chromium in PATH", files);
}

/** A browser for some files, and axe as a script. */
export async function launch(files) {
  const executablePath = browserPath(files);
  try {
    const { chromium } = await import("playwright-core");
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    return { browser: await chromium.launch({ executablePath, args: FLAGS }), axe };
  } catch (error) {
    return skipped(`run npm ci in tests/browser first (${error.message.split("\n")[0]})`, files);
  }
}

/** Everything that a page must not do goes to `wrong`, as a kind and a text. */
export function watch(page, address, wrong) {
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && wrong("console", m.text()));
  page.on("pageerror", (error) => wrong("error", error.message));
  page.on("dialog", (dialog) => { wrong("dialog", dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => {
    const own = request.url().split("#")[0] === address || request.url().startsWith("blob:");
    if (!own) wrong("request", request.url());
  });
}

/** Waits until what was done is shown. */
export const settled = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** The reviews of a reviews.toml, as a page writes it and `review list` prints it. */
export function parsed(toml) {
  const blocks = toml.split("\n\n[[review]]\n");
  if (blocks.shift().trim() !== "version = 1") throw new Error("no version");
  return blocks.map((block) => Object.fromEntries(block.trim().split("\n").map((line) => {
    const [, key, value] = /^([a-z]+) = (".*"|\d{4}-\d\d-\d\d)$/.exec(line) ?? [];
    if (!key) throw new Error(`not TOML: ${line}`);
    return [key, value.startsWith('"') ? JSON.parse(value) : value];
  })));
}
