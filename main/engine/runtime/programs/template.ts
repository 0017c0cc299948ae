// Texts of the image catalogue with gaps: what a program logs and answers.
import type { HttpRequest } from '../interfaces.ts';
import { formatDate } from './dates.ts';
import type { Process } from './program.ts';

/**
 * Fills the gaps of a text: `{%H:%M}` with the present time in the letters of `strftime`, `{hostname}`, `{ip}`, `{pid}`,
 * `{version}`, `{env:NAME}`, `{option:NAME}` with the value of an option of the command line, and in answers
 * `{method}`, `{path}` and `{host}`. What is not known is empty.
 */
export function fillIn(text: string, process: Process, version: string, request?: HttpRequest): string {
  return text.replace(/\{(%[^}]*|[a-z]+(?::[^}]*)?)\}/g, (_all, gap: string) => {
    if (gap.startsWith('%')) return formatDate(process.now, gap);
    const [name = '', of = ''] = gap.split(':');
    switch (name) {
      case 'hostname':
      case 'ip':
        return process[name];
      case 'pid':
        return String(process.pid);
      case 'version':
        return version;
      case 'env':
        return process.env[of] ?? '';
      case 'option':
        return optionOf(process.argv, of) ?? '';
      case 'method':
      case 'path':
      case 'host':
        return request?.[name] ?? '';
      default:
        return '';
    }
  });
}

/** The value of an option, written `-name=value`, `--name value`, …. */
export function optionOf(argv: readonly string[], name: string): string | undefined {
  for (const [index, arg] of argv.entries()) {
    const [, given, value] = /^--?([^=]+)(?:=([^]*))?$/.exec(arg) ?? [];
    if (given === name) return value ?? argv[index + 1];
  }
  return undefined;
}

/** A port that an option names, also as an address: `:5678`. */
export function portOption(argv: readonly string[], name: string | undefined): number | undefined {
  const value = name === undefined ? undefined : optionOf(argv, name);
  const port = Number(/(\d+)$/.exec(value ?? '')?.[1]);
  return Number.isNaN(port) ? undefined : port;
}
