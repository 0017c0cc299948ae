// The tokens as a terminal wants its colours: sixteen by the names of ANSI.
import { palettes, versionColours, type ThemeName } from './tokens.ts';

export type TerminalTheme = Readonly<Record<string, string>>;

const CYAN = 3;

export function terminalTheme(theme: ThemeName): TerminalTheme {
  const { panel, ink, dim, faint, accent, accentInk, failed, ready, starting, ending, lineStrong } = palettes[theme];
  const cyan = versionColours[theme][CYAN] ?? accent;
  return {
    background: panel,
    foreground: ink,
    cursor: accent,
    cursorAccent: panel,
    selectionBackground: accent,
    selectionForeground: accentInk,
    selectionInactiveBackground: accent,
    scrollbarSliderBackground: lineStrong,
    scrollbarSliderHoverBackground: faint,
    scrollbarSliderActiveBackground: faint,
    red: failed,
    green: ready,
    yellow: starting,
    blue: accent,
    magenta: ending,
    cyan,
    brightRed: failed,
    brightGreen: ready,
    brightYellow: starting,
    brightBlue: accent,
    brightMagenta: ending,
    brightCyan: cyan,
    black: theme === 'dark' ? panel : ink,
    white: theme === 'dark' ? ink : dim,
    brightBlack: dim,
    brightWhite: ink,
  };
}
