// Models the `--from-…` flags of ConfigMaps and Secrets: staging/src/k8s.io/kubectl/pkg/util/util.go and
// pkg/cmd/util/env_file.go (v1.35).
import type { CommandContext, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { envNameFaults } from '../writing/env-names.ts';

export const dataFlags: readonly FlagSpec[] = [
  { name: 'from-file', type: 'strings' },
  { name: 'from-literal', type: 'array' },
  { name: 'from-env-file', type: 'strings' },
];

/** One key and its text. */
export type DataEntry = readonly [key: string, text: string];

/** What an env file that is a folder is called in the error: `config` or `secret`. */
export type DataOwner = 'config' | 'secret';

/** All entries that the flags name, in order. Throws PlainError for what cannot be read. */
export function dataEntries(context: CommandContext, owner: DataOwner): readonly DataEntry[] {
  const { flags } = context;
  const [files, literals, envFiles] = [
    flags.list('from-file'),
    flags.list('from-literal'),
    flags.list('from-env-file'),
  ];
  if (envFiles.length > 0 && (files.length > 0 || literals.length > 0)) {
    throw new PlainError('from-env-file cannot be combined with from-file or from-literal');
  }
  return [
    ...files.flatMap((source) => fileEntries(context, source)),
    ...literals.map(literalEntry),
    ...envFiles.flatMap((path) => envEntries(context, path, owner)),
  ];
}

function literalEntry(source: string): DataEntry {
  const at = source.indexOf('=');
  if (at <= 0) throw new PlainError(`invalid literal source ${source}, expected key=value`);
  return [source.slice(0, at), source.slice(at + 1)];
}

/** The entries of `path` or `key=path`; a folder gives one for each file in it. */
export function fileEntries({ files }: CommandContext, source: string): readonly DataEntry[] {
  const [key, path] = splitSource(source);
  const names = files.list(path);
  if (names === undefined) return [[key, readFile(files, path)]];
  if (source.includes('=')) throw new PlainError('cannot give a key name for a directory path');
  return names.flatMap((name): readonly DataEntry[] => {
    const text = files.read(`${path.replace(/\/$/, '')}/${name}`);
    return text === undefined ? [] : [[name, text]];
  });
}

function splitSource(source: string): readonly [key: string, path: string] {
  const [key = '', path = '', ...more] = source.split('=');
  if (more.length > 0) throw new PlainError("key names or file paths cannot contain '='");
  if (!source.includes('=')) return [source.replace(/\/+$/, '').split('/').at(-1) ?? source, source];
  if (key === '') throw new PlainError(`key name for file path ${path} missing`);
  if (path === '') throw new PlainError(`file path for key name ${key} missing`);
  return [key, path];
}

function readFile(files: CommandContext['files'], path: string): string {
  const text = files.read(path);
  if (text === undefined) throw new PlainError(`error reading ${path}: no such file or directory`);
  return text;
}

function envEntries({ files, env }: CommandContext, path: string, owner: DataOwner): readonly DataEntry[] {
  if (files.list(path) !== undefined) throw new PlainError(`env ${owner} file cannot be a directory`);
  const lines = readFile(files, path)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  return lines
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): DataEntry => {
      const [key = '', ...value] = line.split('=');
      const faults = envNameFaults(key);
      if (faults.length > 0)
        throw new PlainError(`${JSON.stringify(key)} is not a valid key name: ${faults.join(';')}`);
      return [key, line.includes('=') ? value.join('=') : (env[key] ?? '')];
    });
}

/** What is wrong with a key of a ConfigMap or a Secret; undefined when nothing is. */
export function dataKeyFault(key: string): string | undefined {
  if (key.length > 253) return 'must be no more than 253 characters';
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    return "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
  }
  if (key === '.' || key === '..') return `must not be '${key}'`;
  return key.startsWith('..') ? "must not start with '..'" : undefined;
}
