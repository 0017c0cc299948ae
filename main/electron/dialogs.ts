// The system's own dialogs for choosing files.
import { type BrowserWindow, dialog } from 'electron';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Outcome, fail, succeed } from '../../preload/contract/problems.ts';
import { MANIFEST_CHARACTERS_MAX } from '../engine/api/manifest.ts';
import { SESSION_EXTENSION } from '../store/session-name.ts';
import type { Texts } from './texts.ts';

export interface ManifestText {
  readonly file: string;
  readonly text: string;
}

/** Asks for manifests and reads them; the list is empty when nothing was chosen. */
export async function openManifests(window: BrowserWindow, texts: Texts): Promise<Outcome<readonly ManifestText[]>> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: texts.manifests, extensions: ['yaml', 'yml', 'json'] }],
  });
  return readManifests(filePaths);
}

/** Reads all of the files or, if one is too large or unreadable, says so of that one. */
export async function readManifests(paths: readonly string[]): Promise<Outcome<readonly ManifestText[]>> {
  const manifests: ManifestText[] = [];
  for (const path of paths) {
    const read = await readManifest(path);
    if (!read.ok) return read;
    manifests.push(read.value);
  }
  return succeed(manifests);
}

/** Asks for dumps, which are files or one folder; empty when nothing was chosen. */
export async function chooseDumps(
  window: BrowserWindow,
  texts: Texts,
  what: 'files' | 'folder',
): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: texts.import,
    properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
    ...(what === 'files' && { filters: [{ name: texts.manifests, extensions: ['yaml', 'yml', 'json'] }] }),
  });
  return filePaths;
}

/** Asks where to write; undefined when nothing was chosen. */
export async function chooseTarget(window: BrowserWindow, texts: Texts, name: string): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title: texts.export, defaultPath: name });
  return canceled || filePath === '' ? undefined : filePath;
}

/** Asks for a session file; undefined when nothing was chosen. */
export async function chooseSession(window: BrowserWindow, texts: Texts): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [{ name: texts.sessions, extensions: [SESSION_EXTENSION.slice(1)] }],
  });
  return filePaths[0];
}

async function readManifest(path: string): Promise<Outcome<ManifestText>> {
  const file = basename(path);
  try {
    const { size } = await stat(path);
    // No character of UTF-8 takes more than four bytes: whatever is larger is too large in characters too.
    if (size > 4 * MANIFEST_CHARACTERS_MAX) return tooLarge(file, size);
    return succeed({ file, text: await readFile(path, 'utf8') });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('file-unreadable', `the file cannot be read: ${detail}.`, { where: path, params: { file, detail } });
  }
}

function tooLarge(file: string, size: number): Outcome<never> {
  const megabytes = Math.round(size / (1024 * 1024));
  const megabytesMax = MANIFEST_CHARACTERS_MAX / (1024 * 1024);
  return fail(
    'manifest-too-large',
    `the manifest is too large: ${String(megabytes)} MB, at most ${String(megabytesMax)} MB are read.`,
    { where: file, hint: 'Split it into several files.', params: { megabytes, megabytesMax } },
  );
}
