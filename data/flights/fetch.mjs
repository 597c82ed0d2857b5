// Writes US flight arrivals as gzip-compressed CSV: all of them, or a slice of consecutive ones.
//
//   npm install
//   node fetch.mjs --out FILE.csv.gz [--slice FROM COUNT]
//
// FROM is the number of the first flight, counted from 0 in order of departure. README.md tells
// the columns and their units.

import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const SOURCE_SHA256 = 'dbeb920c90f59b6ccaff823dcc3d08f25a97fa1ce128d93f40be4e931f5900b0';
const COLUMNS = ['date', 'delay', 'distance', 'origin', 'destination'];
const HEADER = 'flight,departed,delay,distance,origin,destination\n';
const AIRPORT = /^[A-Z]{3}$/;

function usage(message) {
  console.error(`${message}\nusage: node fetch.mjs --out FILE.csv.gz [--slice FROM COUNT]`);
  process.exit(2);
}

function count(text, name, least) {
  if (!/^\d+$/.test(text ?? '') || Number(text) < least) {
    usage(`${name} must be a whole number, ${least} or more: ${name}=${text}`);
  }
  return Number(text);
}

function settings(words) {
  let out;
  let from = 0;
  let size = Infinity;
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--out') {
      out = words[++i];
    } else if (words[i] === '--slice') {
      from = count(words[++i], 'FROM', 0);
      size = count(words[++i], 'COUNT', 1);
    } else {
      usage(`unknown option: ${words[i]}`);
    }
  }
  return out ? { out, from, to: from + size } : usage('--out must name the file to write');
}

async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

// The file's own number of a flight is its place in it, so the order must be that of time.
function line(flight, row, previous) {
  const { date, delay, distance, origin, destination } = row;
  if (!(date instanceof Date) || date % 60_000 !== 0 || date < previous) {
    throw new Error(`departures must be whole minutes in order: flight=${flight}, date=${date}`);
  }
  if (typeof delay !== 'bigint' || typeof distance !== 'bigint' || distance < 1n) {
    throw new Error(`delay and distance must be known: flight=${flight}, delay=${delay}, distance=${distance}`);
  }
  if (!AIRPORT.test(origin) || !AIRPORT.test(destination)) {
    throw new Error(`airports must have three letters: flight=${flight}, ${origin} to ${destination}`);
  }
  return `${flight},${date.toISOString().slice(0, 16)},${delay},${distance},${origin},${destination}\n`;
}

async function* lines(file, from, to) {
  const metadata = await parquetMetadataAsync(file);
  yield HEADER;
  let first = 0;
  let previous = -Infinity;
  for (const group of metadata.row_groups) {
    const end = first + Number(group.num_rows);
    if (first < to && end > from) {
      const rowStart = Math.max(first, from);
      const rowEnd = Math.min(end, to);
      const rows = await parquetReadObjects({ file, metadata, compressors, columns: COLUMNS, rowStart, rowEnd });
      const text = [];
      rows.forEach((row, i) => {
        text.push(line(rowStart + i, row, previous));
        previous = row.date;
      });
      yield text.join('');
    }
    first = end;
  }
  if (from >= first) {
    throw new Error(`FROM must be below the number of flights: FROM=${from}, flights=${first}`);
  }
}

const { out, from, to } = settings(process.argv.slice(2));
const source = fileURLToPath(new URL('node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url));
const found = await sha256(source);
if (found !== SOURCE_SHA256) {
  throw new Error(`flights-3m.parquet must be that of vega-datasets 3.2.1: sha256=${found}`);
}
const text = createHash('sha256');
const partial = `${out}.part`;
await pipeline(
  Readable.from(lines(await asyncBufferFromFile(source), from, to)),
  async function* (chunks) {
    for await (const chunk of chunks) {
      text.update(chunk);
      yield chunk;
    }
  },
  createGzip({ level: 9, memLevel: 9 }),
  createWriteStream(partial),
);
await rename(partial, out);
console.log(`${await sha256(out)}  ${out}`);
console.log(`${text.digest('hex')}  the CSV in it`);
