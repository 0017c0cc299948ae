// Protocols other than HTTP: what a client says to a database, and what comes back.
import type { Json } from '../../../kernel/json.ts';
import type { HttpRequest } from '../../interfaces.ts';

/** What a server makes of words in its own language; undefined when it does not understand them. `kept` is its data. */
export type Tongue = (request: HttpRequest, kept: Json) => { readonly reply: string; readonly kept: Json } | undefined;
