import { expect, test } from 'vitest';
import { palettes, type Palette, type ThemeName } from './tokens.ts';

type Token = keyof Palette;

const surfaces: readonly Token[] = ['background', 'panel', 'raised', 'board', 'tile'];
const texts: readonly Token[] = ['ink', 'dim', 'ready', 'starting', 'ending', 'failed', 'waiting', 'accent'];
/** Text and what it stands on where that is no plain surface. */
const pairs: readonly (readonly [text: Token, on: Token])[] = [
  ['ready', 'readySoft'],
  ['starting', 'startingSoft'],
  ['ending', 'endingSoft'],
  ['failed', 'failedSoft'],
  ['accent', 'accentSoft'],
  ['ink', 'accentSoft'],
  ['dim', 'accentSoft'],
  ['accentInk', 'accent'],
  ['panel', 'failed'],
  ['panel', 'ink'],
];

for (const theme of ['light', 'dark'] as const) {
  test(`every text of the ${theme} theme can be read`, () => {
    for (const on of surfaces) for (const text of texts) expectContrast(theme, text, on, 4.5);
    for (const [text, on] of pairs) expectContrast(theme, text, on, 4.5);
  });

  test(`every mark of the ${theme} theme can be seen`, () => {
    for (const on of surfaces) expectContrast(theme, 'faint', on, 3);
  });
}

function expectContrast(theme: ThemeName, text: Token, on: Token, least: number): void {
  expect(contrast(palettes[theme][text], palettes[theme][on]), `${text} on ${on}`).toBeGreaterThanOrEqual(least);
}

/** As the Web Content Accessibility Guidelines define it, 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
