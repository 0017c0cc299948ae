// Redis: keys with texts, lists and hashes, by the commands that examples use. Replies are as `redis-cli` writes them when
// nobody looks at a terminal.
import type { Json } from '../../../kernel/json.ts';
import type { Tongue } from './tongue.ts';

type List = readonly string[];
type Value = string | List | { readonly [field: string]: string };
type Data = { readonly [key: string]: Value };

interface Outcome {
  readonly reply: string;
  readonly data: Data;
}

const WRONG_TYPE = 'WRONGTYPE Operation against a key holding the wrong kind of value';
const NOT_A_NUMBER = 'ERR value is not an integer or out of range';

export const redis: Tongue = ({ method, path }, kept) => {
  if (method !== 'REDIS') return undefined;
  const data = isData(kept) ? kept : {};
  const words = JSON.parse(path) as readonly string[];
  const outcome = execute(words, data);
  return { reply: outcome.reply, kept: outcome.data };
};

function isData(kept: Json): kept is Data {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept);
}

function execute([name = '', ...args]: readonly string[], data: Data): Outcome {
  const command = COMMANDS[name.toLowerCase()];
  if (!command) return { reply: unknown(name, args), data };
  const { least, run } = command;
  if (args.length < least) {
    return { reply: `ERR wrong number of arguments for '${name.toLowerCase()}' command`, data };
  }
  return run(args, data);
}

function unknown(name: string, args: readonly string[]): string {
  const shown = args.map((arg) => `'${arg}' `).join('');
  return `ERR unknown command '${name}', with args beginning with: ${shown}`;
}

interface Command {
  /** The fewest arguments it takes. */
  readonly least: number;
  readonly run: (args: readonly string[], data: Data) => Outcome;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  ping: { least: 0, run: ([text = 'PONG'], data) => ({ reply: text, data }) },
  echo: { least: 1, run: ([text = ''], data) => ({ reply: text, data }) },
  set: { least: 2, run: ([key = '', value = ''], data) => ({ reply: 'OK', data: { ...data, [key]: value } }) },
  get: { least: 1, run: ([key = ''], data) => ({ reply: textIn(data, key), data }) },
  del: { least: 1, run: remove },
  exists: { least: 1, run: (keys, data) => count(keys.filter((key) => key in data).length, data) },
  keys: { least: 1, run: ([pattern = '*'], data) => ({ reply: keysLike(pattern, data), data }) },
  dbsize: { least: 0, run: (_, data) => count(Object.keys(data).length, data) },
  flushall: { least: 0, run: () => ({ reply: 'OK', data: {} }) },
  incr: { least: 1, run: ([key = ''], data) => add(key, 1, data) },
  decr: { least: 1, run: ([key = ''], data) => add(key, -1, data) },
  incrby: { least: 2, run: ([key = '', by = ''], data) => add(key, Number(by), data) },
  rpush: { least: 2, run: ([key = '', ...items], data) => push(key, data, (list) => [...list, ...items]) },
  lpush: { least: 2, run: ([key = '', ...items], data) => push(key, data, (list) => [...items.toReversed(), ...list]) },
  llen: { least: 1, run: ([key = ''], data) => count(listIn(data, key).length, data) },
  lrange: { least: 3, run: range },
  hset: { least: 3, run: setFields },
  hget: { least: 2, run: ([key = '', field = ''], data) => ({ reply: hashIn(data, key)[field] ?? '', data }) },
  hgetall: {
    least: 1,
    run: ([key = ''], data) => ({ reply: Object.entries(hashIn(data, key)).flat().join('\n'), data }),
  },
};

const count = (value: number, data: Data): Outcome => ({ reply: String(value), data });

function textIn(data: Data, key: string): string {
  const value = data[key] ?? '';
  return typeof value === 'string' ? value : WRONG_TYPE;
}

function listIn(data: Data, key: string): readonly string[] {
  const value = data[key];
  return isList(value) ? value : [];
}

const isList = (value: Value | undefined): value is List => Array.isArray(value);

function hashIn(data: Data, key: string): { readonly [field: string]: string } {
  const value = data[key];
  return typeof value === 'object' && !isList(value) ? value : {};
}

function remove(keys: readonly string[], data: Data): Outcome {
  const left = Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key)));
  return count(Object.keys(data).length - Object.keys(left).length, left);
}

function keysLike(pattern: string, data: Data): string {
  const escaped = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`^${escaped.replace(/[[\]]/g, '\\$&')}$`);
  return Object.keys(data)
    .filter((key) => expression.test(key))
    .join('\n');
}

function add(key: string, by: number, data: Data): Outcome {
  const value = Number(data[key] ?? '0') + by;
  if (!Number.isInteger(value)) return { reply: NOT_A_NUMBER, data };
  return count(value, { ...data, [key]: String(value) });
}

function push(key: string, data: Data, change: (list: readonly string[]) => readonly string[]): Outcome {
  const list = change(listIn(data, key));
  return count(list.length, { ...data, [key]: list });
}

function range([key = '', from = '0', to = '-1']: readonly string[], data: Data): Outcome {
  const list = listIn(data, key);
  const place = (text: string) => (Number(text) < 0 ? list.length + Number(text) : Number(text));
  return { reply: list.slice(Math.max(0, place(from)), place(to) + 1).join('\n'), data };
}

function setFields([key = '', ...pairs]: readonly string[], data: Data): Outcome {
  const before = hashIn(data, key);
  const fields: Record<string, string> = { ...before };
  for (let at = 0; at + 1 < pairs.length; at += 2) fields[pairs[at] ?? ''] = pairs[at + 1] ?? '';
  return count(Object.keys(fields).length - Object.keys(before).length, { ...data, [key]: fields });
}
