// The part of a stock Electron that the registry's runtime lacks: `electron PATH [arguments]` runs the app in PATH.
// It is copied into resources/app of that runtime, so one cached runtime serves every checkout.
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  console.error('usage: electron PATH [arguments], where PATH is a folder with a package.json');
  process.exit(64);
}
const path = resolve(given);
const { name, productName, version, main = 'index.js' } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(path);
// Awaited, because Electron counts as loading until this module is done: so the app may still do what must come before
// the `ready` event, such as registering privileged schemes.
await import(pathToFileURL(join(path, main)).href);
