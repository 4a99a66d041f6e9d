// Writes stories to make reports of: what no newsroom has at hand, but a report must bear.
//
//     node stories.mjs FOLDER [NAME...]
//
// hostile.jsonl: markup, scripts and invisible characters wherever text comes from outside.
// empty.jsonl: an article without figures.
// large.jsonl, huge.jsonl: 300 facts of 8 articles, 5,000 facts of 3; one in four is disputed.
// disputed.jsonl: 300 facts of 8 articles, each with another figure in other words.
// The same every time.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PRIME = 71;
const VOWELS = ["a", "e", "i", "o", "u"];
const CONSONANTS = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z"];
const syllable = (n) => CONSONANTS[Math.floor(n / VOWELS.length)] + VOWELS[n % VOWELS.length];

/**
 * A town that is on no map, another for each number below 5,041. Two of them differ in three of
 * four syllables at least, so that none looks like a misspelling of another.
 */
function town(number) {
  const [a, b] = [number % PRIME, Math.floor(number / PRIME)];
  const name = [a, b, a + b, a + 2 * b].map((n) => syllable(n % PRIME)).join("n");
  return name[0].toUpperCase() + name.slice(1);
}

const grouped = (number) => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ",");

// What articles say of a town. No two towns share a figure: figures that agree are evidence.
const SENTENCES = [
  (place, n) => `The flood in ${place} killed ${grouped(100 + 31 * n)} people.`,
  (place, n) => `The hospital in ${place} has ${grouped(200 + 31 * n)} beds.`,
  (place, n) => `The new bridge in ${place} will cost $${grouped(20_000 + 3100 * n)}.`,
  (place, n) => `The tunnel in ${place} is ${grouped(900 + 31 * n)} metres long.`,
  (place, n) => `The population of ${place} is ${grouped(20_000 + 3100 * n)}.`,
  (place, n) => `The fire in ${place} injured ${grouped(100 + 31 * n)} people.`,
  (place, n) => `The tower in ${place} is ${grouped(900 + 31 * n)} feet high.`,
  (place, n) => `The forest in ${place} covers ${grouped(900 + 31 * n)} hectares.`,
];

function articles(facts, sources) {
  return Array.from({ length: sources }, (_, source) => {
    const sentences = Array.from({ length: facts }, (_, fact) => {
      // Every fourth fact is disputed, each by another article.
      const differs = fact % 4 === 0 && (fact / 4) % sources === source;
      return SENTENCES[fact % SENTENCES.length](town(fact), fact + (differs ? 0.5 : 0));
    });
    return {
      id: `paper-${source + 1}`, story: "towns", title: `The Paper of Town ${source + 1}`,
      published: `2026-11-${String(source + 1).padStart(2, "0")}`, text: paragraphs(sentences),
    };
  });
}

// How each article puts it: who says so, how exactly, and what else there is to say.
const WAYS = [
  ["", "", ", officials said"],
  ["According to the county, ", "about ", ""],
  ["", "more than ", ", a spokeswoman told this newspaper"],
  ["The council said that ", "nearly ", ""],
  ["", "some ", ", which is far from what was feared"],
  ["The ministry confirmed that ", "at least ", ""],
  ["", "around ", ", if the engineers are right"],
  ["In a statement the governor wrote that ", "over ", ""],
];

/** A sentence in the way of one article. */
function put(sentence, [before, hedge, after]) {
  const hedged = sentence.slice(0, -1).replace(/\$?\d[\d,]*/, (figure) => hedge + figure);
  const begun = before ? hedged[0].toLowerCase() + hedged.slice(1) : hedged;
  return `${before}${begun}${after}.`;
}

const disputed = (facts) => WAYS.map((way, source) => {
  const sentences = Array.from({ length: facts }, (_, fact) =>
    put(SENTENCES[fact % SENTENCES.length](town(fact), fact + 0.4 * source), way));
  return {
    id: `paper-${source + 1}`, story: "towns", title: `The Paper of Town ${source + 1}`,
    published: `2026-11-0${source + 1}`, text: paragraphs(sentences),
  };
});

const paragraphs = (sentences) =>
  sentences.map((s, n) => s + (n % 5 === 4 ? "\n\n" : " ")).join("").trim();

/* What somebody would write who wants more than to be read */

const MARKUP = "</template></textarea></style></script><script>alert(1)</script>" +
  "<img src=x onerror=alert(1)><svg onload=alert(1)>' onclick='alert(1) \" --> ]]> &lt; &#x3c;";
const BIDI = "\u202egnp.\u202c\u2066\u200b\u200f\ufeff";
const LONG = "Pneumonoultra".repeat(60);

function hostile() {
  const about = (toll, cost) => `${MARKUP} The flood in Marbury killed ${toll} people, ` +
    `\u202e${toll} people\u202c were found, said "${MARKUP}" of ${LONG}.\n` +
    `::error file=a.md,line=1::The report is wrong 11%0A\n` +
    `The new bridge in Marbury will cost ${cost}. <b>The hospital in ${LONG} has ${toll} beds.</b>\n` +
    `הגשר החדש יעלה 5 מיליון. The school ${BIDI} in Marbury opened in 19${toll}. {{constructor}} \${7*7} %s\u0000\u001b[31m\n`;
  const article = (id, toll, cost, more = {}) => ({
    id, story: "flood", title: `${MARKUP}${BIDI}${id}`, publisher: MARKUP, published: "2026-11-09",
    url: `https://a.example/'${MARKUP}`, text: about(toll, cost), ...more,
  });
  return [
    article("one", 41, "$5 million"),
    article(`two ${MARKUP}`, 47, "$5 billion", { url: "javascript:alert(1)" }),
    article(`draft-${LONG}`, 14, "about $5 million", { draft: false }),
  ];
}

const STORIES = {
  hostile,
  empty: () => [{ id: "only", text: "Nothing was counted here. Nobody said when." }],
  large: () => articles(300, 8),
  disputed: () => disputed(300),
  huge: () => articles(5000, 3),
};

const [folder, ...names] = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(STORIES, name));
if (!folder || unknown.length) {
  console.error(folder ? `no story: ${unknown.join(", ")}` : "name a folder");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
for (const name of names.length ? names : Object.keys(STORIES)) {
  const lines = STORIES[name]().map((document) => `${JSON.stringify(document)}\n`);
  writeFileSync(join(folder, `${name}.jsonl`), lines.join(""));
}
