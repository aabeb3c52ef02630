// Reads a .docx with mammoth.js again and again in one process, and prints as
// JSON its version, the times in milliseconds without the first, and the text.
//
//   node mammoth.mjs FILE RUNS
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import mammoth from "mammoth";

const { version } = createRequire(import.meta.url)("mammoth/package.json");
const [file, runs] = process.argv.slice(2);
const buffer = await readFile(file);
const times = [];
let text = "";
for (let i = 0; i <= Number(runs); i++) {
  const began = performance.now();
  text = (await mammoth.extractRawText({ buffer })).value;
  if (i > 0) times.push(performance.now() - began);
}
process.stdout.write(JSON.stringify({ version, times, text }));
