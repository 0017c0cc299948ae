// Runs kubectl in tests, and keeps what it prints.
import { kubectl } from '../kubectl/kubectl.ts';
import type { ShellFiles, Surroundings } from '../kubectl/command.ts';
import type { ApiClient } from '../api-client.ts';

export interface RunResult {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  /** Texts of files by path; written files are added. */
  readonly files?: Map<string, string>;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Answers the exit code of other programs; without it there are none. */
  readonly spawn?: Surroundings['spawn'];
}

/** Runs a command line, split at spaces where no quotes keep it together. */
export async function runKubectl(client: ApiClient, line: string, options: RunOptions = {}): Promise<RunResult> {
  let [out, err] = ['', ''];
  const surroundings: Surroundings = {
    stdin: () => options.stdin ?? '',
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: options.env ?? {},
    files: filesOf(options.files ?? new Map<string, string>()),
    spawn: options.spawn ?? (() => Promise.resolve(127)),
    signal: options.signal ?? new AbortController().signal,
  };
  const exit = await kubectl(wordsOf(line), surroundings, client);
  return { exit, out, err };
}

/** Splits at spaces; single and double quotes keep words together. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(
      /'([^']*)'|"([^"]*)"/g,
      (_, single: string | undefined, double: string | undefined) => single ?? double ?? '',
    ),
  );
}

function filesOf(texts: Map<string, string>): ShellFiles {
  return {
    read: (path) => texts.get(path),
    write: (path, text) => texts.set(path, text),
    remove: (path) => texts.delete(path),
    list: (folder) => {
      const start = `${folder.replace(/\/$/, '')}/`;
      const below = [...texts.keys()].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
      if (below.length === 0) return undefined;
      return [...new Set(below.map((path) => path.split('/')[0] ?? ''))].sort();
    },
  };
}
