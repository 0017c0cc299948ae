// The data that comes with the app: presets, images, scenarios. They lie beside the program, in the checkout as in an
// installed copy.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Outcome, fail } from '../../preload/contract/problems.ts';
import { type ImageCatalogue, type Preset, parseCatalogue, parsePreset } from '../engine/preset.ts';

const MARK = join('resources', 'presets');
const LEVELS_MAX = 5;

/** The folder `resources`, found by going up from this program. */
export function resourcesFolder(): string {
  let folder = import.meta.dirname;
  for (let level = 0; level < LEVELS_MAX; level++) {
    if (existsSync(join(folder, MARK))) return join(folder, 'resources');
    folder = dirname(folder);
  }
  throw new Error(`no folder "resources" above ${import.meta.dirname}: the installation is not complete`);
}

/** The preset called `name`. */
export function readPreset(name: string): Outcome<Preset> {
  const path = join(resourcesFolder(), 'presets', `${name}.json`);
  if (/^[a-z0-9-]+$/.test(name) && existsSync(path)) return parsePreset(readJson(path));
  return fail('nothing-there', `there is no preset "${name}".`, { params: { name } });
}

export function readCatalogue(): Outcome<ImageCatalogue> {
  return parseCatalogue(readJson(join(resourcesFolder(), 'images', 'catalogue.json')));
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
