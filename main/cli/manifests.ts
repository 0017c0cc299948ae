// The manifests named on the command line: files, folders of them, and `-` for standard input.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../preload/contract/objects.ts';
import { fail, succeed, type Outcome } from '../../preload/contract/problems.ts';
import { parseManifest } from '../engine/api/manifest.ts';
import { withFile } from '../host/file-problems.ts';
import type { Terminal } from './terminal.ts';

/** Larger files are not even read. */
const FILE_MEGABYTES_MAX = 64;
const MEGABYTE = 1024 * 1024;
const IN_FOLDERS = /\.(?:ya?ml|json)$/i;

/** A document and where it came from, for messages. */
export interface SourcedDocument {
  readonly document: KubeObject;
  /** `site.yaml, document 2` */
  readonly where: string;
}

/** All documents of `paths`, in order; the first problem when there is one. */
export function readManifests(paths: readonly string[], terminal: Terminal): Outcome<SourcedDocument[]> {
  const documents: SourcedDocument[] = [];
  for (const path of paths) {
    const files = path === '-' ? succeed([path]) : filesAt(path);
    if (!files.ok) return files;
    for (const file of files.value) {
      const read = readManifest(file, terminal);
      if (!read.ok) return read;
      documents.push(...read.value);
    }
  }
  return succeed(documents);
}

function readManifest(file: string, terminal: Terminal): Outcome<SourcedDocument[]> {
  const name = file === '-' ? 'standard input' : file;
  const bytes = withFile(name, () => (file === '-' ? terminal.readInput() : readFileSync(file)));
  if (!bytes.ok) return bytes;
  const parsed = parseManifest(new TextDecoder().decode(bytes.value), name);
  if (!parsed.ok) return parsed;
  return succeed(
    parsed.value.map((document, index) => ({ document, where: `${name}, document ${String(index + 1)}` })),
  );
}

/** The file itself, or the manifests in a folder in the order of their names, as kubectl takes them. */
function filesAt(path: string): Outcome<string[]> {
  const found = withFile(path, () => statSync(path));
  if (!found.ok) return found;
  if (!found.value.isDirectory())
    return found.value.size > FILE_MEGABYTES_MAX * MEGABYTE ? tooLarge(path, found.value.size) : succeed([path]);
  const names = withFile(path, () => readdirSync(path));
  if (!names.ok) return names;
  const manifests = names.value.filter((name) => IN_FOLDERS.test(name)).sort();
  if (manifests.length > 0) return succeed(manifests.map((name) => join(path, name)));
  return fail('nothing-there', 'there is no manifest in this folder.', {
    where: path,
    hint: 'Manifests end in .yaml, .yml or .json.',
  });
}

function tooLarge(path: string, bytes: number): Outcome<never> {
  const megabytes = Math.round(bytes / MEGABYTE);
  return fail('manifest-too-large', `the manifest is too large: ${String(megabytes)} MB.`, {
    where: path,
    hint: 'Split it into several files.',
    params: { megabytes },
  });
}
