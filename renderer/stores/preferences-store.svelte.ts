import type { AppInfo, Preferences } from '../../preload/contract/calls.ts';
import { language } from '../i18n/language.svelte.ts';
import type { Language } from '../i18n/translate.ts';
import { applyTheme } from '../theme/apply-theme.ts';
import type { ThemeName } from '../theme/tokens.ts';
import type { Caller } from './caller.ts';

const themes: readonly Preferences['theme'][] = ['system', 'light', 'dark'];

/** Theme and language: as the person chose, else as the system says. */
export class PreferencesStore {
  chosen = $state.raw<Preferences>({ theme: 'system', language: 'system' });
  theme = $state<ThemeName>('light');
  info = $state.raw<AppInfo | undefined>(undefined);
  private readonly caller: Caller;
  private readonly systemDark = window.matchMedia('(prefers-color-scheme: dark)');

  constructor(caller: Caller) {
    this.caller = caller;
    this.systemDark.addEventListener('change', () => this.apply());
    this.apply();
  }

  async load(): Promise<void> {
    const info = await this.caller.call('app:get-info', {});
    if (!info) return;
    this.info = info;
    this.chosen = info.preferences;
    this.apply();
  }

  nextTheme(): void {
    this.change({ theme: themes[(themes.indexOf(this.chosen.theme) + 1) % themes.length] ?? 'system' });
  }

  toggleLanguage(): void {
    this.change({ language: language.current === 'en' ? 'zh' : 'en' });
  }

  private change(change: Partial<Preferences>): void {
    this.chosen = { ...this.chosen, ...change };
    this.apply();
    void this.caller.call('app:set-preferences', this.chosen);
  }

  private apply(): void {
    const { theme, language: wanted } = this.chosen;
    this.theme = theme === 'system' ? (this.systemDark.matches ? 'dark' : 'light') : theme;
    applyTheme(this.theme);
    language.current = wanted === 'system' ? systemLanguage(this.info?.systemLanguage ?? navigator.language) : wanted;
  }
}

function systemLanguage(tag: string): Language {
  return tag.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
