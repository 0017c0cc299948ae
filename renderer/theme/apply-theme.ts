import { faces, palettes, type ThemeName } from './tokens.ts';

/** Gives the tokens to CSS. Through the object model, so that the content security policy needs no inline styles. */
export function applyTheme(theme: ThemeName, root: HTMLElement = document.documentElement): void {
  root.dataset['theme'] = theme;
  root.style.colorScheme = theme;
  for (const [name, value] of Object.entries(palettes[theme])) root.style.setProperty(variableName(name), value);
  root.style.setProperty('--face-text', faces.text);
  root.style.setProperty('--face-mono', faces.mono);
}

function variableName(token: string): string {
  return `--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
