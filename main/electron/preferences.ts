// What people have chosen and where they left off.
import { join } from 'node:path';
import * as v from 'valibot';
import { type Preferences, appCalls } from '../../preload/contract/calls.ts';
import { JsonFile } from './json-file.ts';

const defaults: Preferences = { theme: 'system', language: 'system' };
const preferences = v.fallback(appCalls['app:set-preferences'].takes, defaults);

const bounds = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() });
const remembered = v.object({
  session: v.fallback(v.optional(v.string()), undefined),
  bounds: v.fallback(v.optional(bounds), undefined),
  maximized: v.fallback(v.boolean(), false),
});

export type Remembered = v.InferOutput<typeof remembered>;

export interface Settings {
  readonly preferences: JsonFile<Preferences>;
  readonly remembered: JsonFile<Remembered>;
}

/** Reads both files from the app's own folder. */
export function readSettings(userData: string): Settings {
  return {
    preferences: new JsonFile(join(userData, 'preferences.json'), preferences),
    remembered: new JsonFile(join(userData, 'remembered.json'), remembered),
  };
}

/** The language to speak, for somebody whose system speaks `systemLanguage`. */
export function spokenLanguage(chosen: Preferences['language'], systemLanguage: string): 'en' | 'zh' {
  if (chosen !== 'system') return chosen;
  return systemLanguage.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
