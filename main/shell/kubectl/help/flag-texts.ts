// What help says of flags. Of many of them it says the same wherever they are.
import table from './flag-texts.json';

interface FlagTexts {
  /** By the name of the flag. */
  readonly usual: Readonly<Record<string, string>>;
  /** Of single commands, by path; the empty path is that of the flags that all commands have. */
  readonly ofCommand: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const texts: FlagTexts = table;

/** Of a flag of the command at `path`, `create deployment`; empty when nothing is known of it. */
export const flagText = (path: string, flag: string): string =>
  texts.ofCommand[path]?.[flag] ?? texts.usual[flag] ?? '';
