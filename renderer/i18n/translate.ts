// Texts in both languages. `en` says which keys there are; `zh` must have the same, or it does not compile.
import { en } from './messages-en.ts';
import { zh } from './messages-zh.ts';

export type Language = 'en' | 'zh';
export type MessageKey = keyof typeof en;

/** The names between braces in a message. */
type Holes<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Holes<Rest> : never;
type Values<K extends MessageKey> = Readonly<Record<Holes<(typeof en)[K]>, string | number>>;

/** Says a message; what stands in braces in it must be given. */
export type Translate = <K extends MessageKey>(
  key: K,
  ...values: [Holes<(typeof en)[K]>] extends [never] ? [] : [Values<K>]
) => string;

const catalogues: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, zh };

export function translator(language: Language): Translate {
  const messages = catalogues[language];
  return (key, ...[values]) => fill(messages[key], values ?? {});
}

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key);
}

/** As `translate`, for a key that is known to exist but not at compile time: holes without a value stay empty. */
export function say(
  language: Language,
  key: MessageKey,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return fill(catalogues[language][key], values);
}

function fill(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
