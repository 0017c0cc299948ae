// Files and folders that a person names as objects: manifests, kustomizations, and what `kubectl get -o yaml` or
// `-o json` prints of a cluster.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type Outcome, fail, succeed } from '../../../preload/contract/problems.ts';
import { MANIFEST_CHARACTERS_MAX, parseManifest } from '../../engine/api/manifest.ts';
import { buildKustomization } from '../../shell/kubectl/kustomize/build.ts';
import { FILE_NAMES } from '../../shell/kubectl/kustomize/kustomization.ts';
import { asFailure } from '../../shell/kubectl/errors/errors.ts';
import { withFile } from '../file-problems.ts';
import { diskFiles } from './disk-files.ts';
import { type ListMember, openLists } from './list-members.ts';

/** JSON is read so far, YAML only as far as manifests are. */
const MEGABYTES_MAX = 256;
const MEGABYTE = 1024 * 1024;
const DEPTH_MAX = 16;
const IN_FOLDERS = /\.(?:ya?ml|json)$/i;
const STANDARD_INPUT = '-';

/** An object and where it was read, for messages. */
export interface SourcedObject {
  readonly object: KubeObject;
  /** `dump.yaml, item 12` */
  readonly where: string;
}

export interface ReadDump {
  readonly objects: readonly SourcedObject[];
  readonly files: number;
}

export interface DumpReading {
  /** What `-` stands for. */
  readonly readInput: () => Uint8Array;
  /** Told before each file: how many are read, of how many. */
  readonly onFile?: (done: number, total: number) => void;
}

/** All objects at `paths`, in order; the first problem when there is one. */
export function readDump(paths: readonly string[], { readInput, onFile }: DumpReading): Outcome<ReadDump> {
  const sources: string[] = [];
  for (const path of paths) {
    const found = sourcesAt(path, DEPTH_MAX);
    if (!found.ok) return found;
    sources.push(...found.value);
  }
  const objects: SourcedObject[] = [];
  for (const [index, source] of sources.entries()) {
    onFile?.(index, sources.length);
    const read = readSource(source, readInput);
    if (!read.ok) return read;
    objects.push(...read.value);
  }
  onFile?.(sources.length, sources.length);
  if (objects.length > 0) return succeed({ objects, files: sources.length });
  return fail('manifest-empty', 'there is no object in these files.', { where: paths.join(', ') });
}

/** The file itself, a folder with a kustomization, or all manifests in a folder and the folders in it. */
function sourcesAt(path: string, depth: number): Outcome<string[]> {
  if (path === STANDARD_INPUT) return succeed([path]);
  return withFile(path, () => {
    if (!statSync(path).isDirectory() || isKustomization(path)) return [path];
    const below = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const sources: string[] = [];
    for (const entry of below) {
      const inside = join(path, entry.name);
      if (!entry.isDirectory()) sources.push(...(IN_FOLDERS.test(entry.name) ? [inside] : []));
      else if (depth > 0 && !entry.name.startsWith('.')) {
        const more = sourcesAt(inside, depth - 1);
        if (more.ok) sources.push(...more.value);
      }
    }
    return sources;
  });
}

const isKustomization = (folder: string): boolean => FILE_NAMES.some((name) => existsSync(join(folder, name)));

function readSource(source: string, readInput: () => Uint8Array): Outcome<readonly SourcedObject[]> {
  if (source !== STANDARD_INPUT && statSync(source, { throwIfNoEntry: false })?.isDirectory()) return build(source);
  const name = source === STANDARD_INPUT ? 'standard input' : source;
  const bytes = withFile(name, () => (source === STANDARD_INPUT ? readInput() : readBounded(source)));
  if (!bytes.ok) return bytes;
  if (bytes.value === undefined) return tooLarge(name, MEGABYTES_MAX);
  return parseDump(new TextDecoder().decode(bytes.value), name);
}

function readBounded(path: string): Uint8Array | undefined {
  return statSync(path).size > MEGABYTES_MAX * MEGABYTE ? undefined : readFileSync(path);
}

/** The objects in a text, lists opened. */
function parseDump(text: string, name: string): Outcome<readonly SourcedObject[]> {
  const json = text.trimStart().startsWith('{') ? parseJson(text) : undefined;
  if (json !== undefined) return sourced(openLists([json]), name);
  if (text.length > MANIFEST_CHARACTERS_MAX) return tooLarge(name, MANIFEST_CHARACTERS_MAX / MEGABYTE);
  const parsed = parseManifest(text, name);
  return parsed.ok ? sourced(openLists(parsed.value), name) : parsed;
}

/** Undefined when it is no JSON; then it is read as YAML, whose messages tell the line. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function sourced(members: readonly ListMember[], name: string): Outcome<readonly SourcedObject[]> {
  const objects: SourcedObject[] = [];
  for (const { object, place } of members) {
    const where = `${name}, ${place}`;
    if (typeof object === 'string') {
      const hint = 'An object is a map with apiVersion, kind and metadata.name.';
      return fail('manifest-not-an-object', `this ${object}.`, { where, hint, params: { fault: object } });
    }
    objects.push({ object, where });
  }
  return succeed(objects);
}

function build(folder: string): Outcome<readonly SourcedObject[]> {
  try {
    const objects = buildKustomization(
      { files: diskFiles, env: { PWD: process.cwd() }, err: () => undefined },
      folder,
      'legacy',
    );
    return sourced(openLists(objects), folder);
  } catch (caught) {
    const { message } = asFailure(caught);
    return fail('manifest-refused', `this kustomization cannot be built: ${message}.`, { where: folder });
  }
}

function tooLarge(where: string, megabytesMax: number): Outcome<never> {
  return fail(
    'manifest-too-large',
    `this file is too large: at most ${String(megabytesMax)} MB of its kind are read.`,
    {
      where,
      hint: 'Dump as JSON (kubectl get -o json), or each namespace into a file of its own.',
      params: { megabytesMax },
    },
  );
}
