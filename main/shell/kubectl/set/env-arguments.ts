// Models staging/src/k8s.io/kubectl/pkg/cmd/set/env/env_parse.go (v1.35): arguments such as `deploy/web A=1 B-`.
import type { EnvVar } from '../../../engine/api/generated/types.ts';
import { PlainError } from '../errors/errors.ts';
import { envNameFaults } from '../writing/env-names.ts';

export interface EnvArguments {
  readonly resources: readonly string[];
  readonly settings: readonly string[];
}

/** Parts resources from what is set. Throws PlainError when a resource follows. */
export function splitEnvArguments(args: readonly string[]): EnvArguments {
  const isSetting = (arg: string) => arg.indexOf('=') > 0 || arg.endsWith('-');
  const first = args.findIndex(isSetting);
  const [resources, settings] = first < 0 ? [args, []] : [args.slice(0, first), args.slice(first)];
  if (settings.every(isSetting)) return { resources, settings };
  throw new PlainError(`all resources must be specified before environment changes: ${args.join(' ')}`);
}

export interface EnvChange {
  readonly set: readonly EnvVar[];
  readonly removed: readonly string[];
}

/** Reads `A=1` and `B-`; `-` stands for the lines of standard input. Throws PlainError for what is neither. */
export function parseEnv(settings: readonly string[], stdin: () => string): EnvChange {
  const [set, removed]: [EnvVar[], string[]] = [[], []];
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    if (setting === '-') set.push(...linesOf(stdin()));
    else if (equals >= 0) set.push(assignment(setting, equals));
    else if (setting.endsWith('-')) removed.push(setting.slice(0, -1));
    else throw new PlainError(`unknown environment variable: ${setting}`);
  }
  const given = settings.filter((setting) => setting.includes('=')).map((setting) => setting.split('=')[0]);
  if (removed.some((name) => given.includes(name))) {
    throw new PlainError('can not both modify and remove the same environment variable in the same command');
  }
  return { set, removed };
}

function assignment(setting: string, equals: number): EnvVar {
  const name = setting.slice(0, equals);
  const faults = envNameFaults(name);
  if (faults.length > 0) throw new PlainError(`${JSON.stringify(name)} is not a valid key name: ${faults.join(';')}`);
  return { name, value: setting.slice(equals + 1) };
}

const linesOf = (text: string): readonly EnvVar[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\r$/, '').replace(/#.*$/, ''))
    .filter((line) => line.includes('='))
    .map((line) => ({ name: line.slice(0, line.indexOf('=')), value: line.slice(line.indexOf('=') + 1) }));

/** The variables of a container after a change; a removal wins, a new value takes the place of the old. */
export function changedEnv(existing: readonly EnvVar[], { set, removed }: EnvChange): readonly EnvVar[] {
  const covered = new Set(removed);
  const result: EnvVar[] = [];
  for (const variable of [...existing, ...set]) {
    if (covered.has(variable.name)) continue;
    const newer = set.find(({ name }) => name === variable.name);
    if (newer) covered.add(variable.name);
    result.push(newer ?? variable);
  }
  return result;
}
