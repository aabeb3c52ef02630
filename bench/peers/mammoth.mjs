// Reads a .docx with mammoth.js again and again in one process, and prints as
// JSON its version, the text, and the times in milliseconds of making text and
// of making HTML with comments. The first run of each does not count.
//
//   node mammoth.mjs FILE RUNS
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import mammoth from "mammoth";

const { version } = createRequire(import.meta.url)("mammoth/package.json");
const [file, runs] = process.argv.slice(2);
const buffer = await readFile(file);

async function measure(convert) {
  const times = [];
  let value = "";
  for (let i = 0; i <= Number(runs); i++) {
    const began = performance.now();
    value = (await convert()).value;
    if (i > 0) times.push(performance.now() - began);
  }
  return { times, value };
}

const text = await measure(() => mammoth.extractRawText({ buffer }));
const html = await measure(() =>
  mammoth.convertToHtml({ buffer }, { styleMap: ["comment-reference => sup"] }),
);
delete html.value;
process.stdout.write(JSON.stringify({ version, text, html }));
