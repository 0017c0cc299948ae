// Models apiserver's pkg/storage/continue.go (v1.35): where a list that was answered in part goes on.
import { decodeBase64Url, encodeBase64Url } from '../kernel/base64.ts';
import { isJsonObject } from '../kernel/json.ts';
import { readJson } from './go-json.ts';

export interface Continuation {
  /** The state that is listed; -1 for whatever it is now. */
  readonly revision: number;
  /** The key of the last object that was answered. */
  readonly after: string;
}

const VERSION = 'meta.k8s.io/v1';

/** The text by which clients ask for the rest; `root` is the part of keys that the request itself says. */
export function encodeContinuation({ revision, after }: Continuation, root: string): string {
  return encodeBase64Url(JSON.stringify({ v: VERSION, rv: revision, start: `${after.slice(root.length)}\0` }));
}

/** What such a text says, or why it says nothing. */
export function decodeContinuation(
  text: string,
  root: string,
): { readonly ok: true; readonly continuation: Continuation } | { readonly ok: false; readonly message: string } {
  const refuse = (why: string) =>
    ({ ok: false, message: `invalid continue token: continue key is not valid${why}` }) as const;
  const misplaced = text.search(/[^A-Za-z0-9_-]/);
  if (misplaced >= 0) return refuse(`: illegal base64 data at input byte ${String(misplaced)}`);
  const read = readJson(decodeBase64Url(text));
  if ('fault' in read) return refuse(`: ${read.fault}`);
  const token: Token = isJsonObject(read.value) ? read.value : {};
  const { v, rv, start } = token;
  if (v !== VERSION)
    return refuse(`: server does not recognize this encoded version ${typeof v === 'string' ? v : ''}`);
  if (typeof rv !== 'number' || rv === 0) {
    return refuse(`: incorrect encoded start resourceVersion (version ${VERSION})`);
  }
  if (typeof start !== 'string' || start === '') return refuse(`: encoded start key empty (version ${VERSION})`);
  return { ok: true, continuation: { revision: rv, after: root + start.replace(/\0$/, '') } };
}

interface Token {
  readonly v?: unknown;
  readonly rv?: unknown;
  readonly start?: unknown;
}
