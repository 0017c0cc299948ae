import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSettings, spokenLanguage } from './preferences.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubarium-settings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('keeps preferences and what is remembered', () => {
  const { preferences, remembered } = readSettings(folder);
  expect(preferences.value).toEqual({ theme: 'system', language: 'system' });
  preferences.set({ theme: 'dark', language: 'zh' });
  remembered.set({ ...remembered.value, session: '/a/b.kubarium' });
  const again = readSettings(folder);
  expect(again.preferences.value).toEqual({ theme: 'dark', language: 'zh' });
  expect(again.remembered.value.session).toBe('/a/b.kubarium');
  expect(readdirSync(folder).sort()).toEqual(['preferences.json', 'remembered.json']);
});

it.each(['', '{"theme": "dark"', '[]', '{"theme": "pink", "language": "zh"}'])('takes %j for nothing', (text) => {
  writeFileSync(join(folder, 'preferences.json'), text);
  expect(readSettings(folder).preferences.value).toEqual({ theme: 'system', language: 'system' });
  expect(readFileSync(join(folder, 'preferences.json'), 'utf8')).toBe(text);
});

it('keeps what is sound of what it remembers', () => {
  writeFileSync(join(folder, 'remembered.json'), '{"session": "/s.kubarium", "bounds": {"x": "left"}}');
  expect(readSettings(folder).remembered.value).toMatchObject({ session: '/s.kubarium', maximized: false });
});

it('speaks Chinese to those whose system does, unless they chose otherwise', () => {
  expect(spokenLanguage('system', 'zh-CN')).toBe('zh');
  expect(spokenLanguage('system', 'de')).toBe('en');
  expect(spokenLanguage('en', 'zh-CN')).toBe('en');
});
