// The language in use, for everything Svelte draws: what calls `t` is drawn anew when it changes.
import { outcomeInChinese, reasonInChinese } from './phrases-zh.ts';
import { translator, type Language, type Translate } from './translate.ts';

let current = $state<Language>('en');
const currentTranslator = $derived(translator(current));

export const language = {
  get current(): Language {
    return current;
  },
  set current(next: Language) {
    current = next;
    document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
  },
};

export const t: Translate = (key, ...values) => currentTranslator(key, ...values);

/** How short phrases of the engine are said, for scenes as well. */
export function phrases(): (phrase: string) => string {
  return current === 'zh' ? (phrase) => outcomeInChinese(reasonInChinese(phrase)) : (phrase) => phrase;
}

/** The translator itself, for scenes, which know no Svelte. */
export function words(): Translate {
  return currentTranslator;
}
