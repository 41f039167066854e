// Weighs what a first visit receives, compressed as the server does it: `npm run measure -- page.html`.

import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const LIMIT = 120_000;
const built = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "liamm", "ui", "static", "built");
const always = [
  "house.css",
  "boot.js",
  "htmx.js",
  "icons.svg",
  "fonts/atkinson.woff2",
  "fonts/bricolage.woff2",
];

function weigh(name, bytes) {
  if (name.endsWith(".woff2")) return { name, gzip: bytes.length, brotli: bytes.length };
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length;
  return { name, gzip: gzipSync(bytes, { level: 9 }).length, brotli };
}

const files = always.map((name) => [name, join(built, name)]);
for (const page of process.argv.slice(2)) files.push([page, page]);
const rows = await Promise.all(files.map(async ([name, path]) => weigh(name, await readFile(path))));
const total = (kind) => rows.reduce((sum, row) => sum + row[kind], 0);
const islands = (await readdir(built)).filter((name) => name.startsWith("island-"));

for (const { name, gzip, brotli } of rows) {
  process.stdout.write(
    `${name.padEnd(28)} gzip ${String(gzip).padStart(7)}  brotli ${String(brotli).padStart(7)}\n`,
  );
}
process.stdout.write(
  `${"total".padEnd(28)} gzip ${String(total("gzip")).padStart(7)}  brotli ${String(total("brotli")).padStart(7)}\n`,
);
process.stdout.write(`${islands.length} islands wait until a page holds them\n`);
process.exitCode = total("gzip") <= LIMIT ? 0 : 1;
