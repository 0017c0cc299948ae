// Models apiserver's pkg/cel/url.go and pkg/cel/library/urls.go (v1.35): addresses of the web as values of rules.
import { EvaluationError } from '@marcbachmann/cel-js';

const ABSOLUTE = /^([a-z][a-z0-9+.-]*):\/\/(?:[^\s/?@]*@)?([^\s/?]*)([^\s?]*)(?:\?(\S*))?$/i;
const PATH = /^()()(\/[^\s?]*)(?:\?(\S*))?$/;

export class CelUrl {
  readonly scheme: string;
  /** With the port, where there is one. */
  readonly host: string;
  readonly path: string;
  readonly query: string;

  constructor(scheme: string, host: string, path: string, query: string) {
    this.scheme = scheme;
    this.host = host;
    this.path = path;
    this.query = query;
  }

  /** Undefined when the text is neither an absolute address nor an absolute path. */
  static parse(text: string): CelUrl | undefined {
    const found = ABSOLUTE.exec(text) ?? PATH.exec(text);
    if (!found) return undefined;
    const [, scheme = '', host = '', path = '', query = ''] = found;
    return new CelUrl(scheme.toLowerCase(), host, path, query);
  }

  /** Throws EvaluationError where `parse` finds none. */
  static of(text: string): CelUrl {
    const url = CelUrl.parse(text);
    if (url) return url;
    throw new EvaluationError(`URL parse error during conversion from string: ${refusal(text)}`);
  }

  hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  }

  port(): string {
    return /:(\d*)$/.exec(this.host)?.[1] ?? '';
  }

  /** Every key with all its values in their order. */
  queryValues(): Map<string, string[]> {
    const values = new Map<string, string[]>();
    for (const pair of this.query.split('&').filter((part) => part !== '')) {
      const [key = '', ...rest] = pair.split('=');
      const name = unescaped(key);
      values.set(name, [...(values.get(name) ?? []), unescaped(rest.join('='))]);
    }
    return values;
  }
}

const unescaped = (text: string): string =>
  decodeURIComponent(text.replaceAll('+', ' ').replace(/%(?![\da-f]{2})/gi, '%25'));

/** What is wrong with a text as the address of a request, in Go's words; undefined when nothing is. */
export const uriFault = (text: string): string | undefined => (CelUrl.parse(text) ? undefined : refusal(text));

const refusal = (text: string): string =>
  `parse ${JSON.stringify(text)}: ${text === '' ? 'empty url' : 'invalid URI for request'}`;
