// Models set.go, unset.go and navigation_step_parser.go of staging/src/k8s.io/kubectl/pkg/cmd/config (v1.35): one property
// of a kubeconfig by its path, as in `contexts.dev.namespace`.
import type { Command, CommandContext } from '../command.ts';
import { PlainError, unexpectedArgs } from '../errors/errors.ts';
import type { Kubeconfig } from '../kubeconfig.ts';

export const configProperties: readonly Command[] = [
  {
    name: 'set',
    short: 'Set an individual value in a kubeconfig file',
    usage: 'config set PROPERTY_NAME PROPERTY_VALUE',
    flags: [{ name: 'set-raw-bytes', type: 'boolean' }],
    run: (context) => Promise.resolve(setProperty(context)),
  },
  {
    name: 'unset',
    short: 'Unset an individual value in a kubeconfig file',
    usage: 'config unset PROPERTY_NAME',
    flags: [],
    run: (context) => Promise.resolve(unsetProperty(context)),
  },
];

function setProperty(context: CommandContext): number {
  const { args, kubeconfig, out } = context;
  const [path, value, ...more] = args;
  if (path === undefined || value === undefined || more.length > 0) {
    throw unexpectedArgs(context);
  }
  if (value === '') throw new PlainError('you cannot use set to unset a property');
  if (path === '') throw new PlainError('you must specify a property');
  kubeconfig.save(changed(kubeconfig.config, path, value));
  out(`Property "${path}" set.\n`);
  return 0;
}

function unsetProperty(context: CommandContext): number {
  const { args, kubeconfig, out } = context;
  const [path, ...more] = args;
  if (path === undefined || more.length > 0) throw unexpectedArgs(context);
  if (path === '') throw new PlainError('you must specify a property');
  kubeconfig.save(changed(kubeconfig.config, path, undefined));
  out(`Property "${path}" unset.\n`);
  return 0;
}

/** The kubeconfig with a property set or, without a value, taken away. Throws PlainError for paths that lead nowhere. */
function changed(config: Kubeconfig, path: string, value: string | undefined): Kubeconfig {
  const [list = '', ...rest] = path.split('.');
  const change = { path: rest, value };
  switch (list) {
    case 'clusters': {
      const fields = new Map(config.clusters.map(({ name, cluster }) => [name, cluster]));
      return { ...config, clusters: changedFields(fields, change).map(([name, cluster]) => ({ name, cluster })) };
    }
    case 'contexts': {
      const fields = new Map(config.contexts.map(({ name, context }) => [name, context]));
      return { ...config, contexts: changedFields(fields, change).map(([name, context]) => ({ name, context })) };
    }
    case 'users': {
      const fields = new Map(config.users.map(({ name, user }) => [name, user]));
      return { ...config, users: changedFields(fields, change).map(([name, user]) => ({ name, user })) };
    }
    case 'current-context':
      return { ...config, currentContext: value ?? '' };
    default:
      throw new PlainError(`unable to parse ${path} after [] at api.Config`);
  }
}

type Fields = Readonly<Record<string, unknown>>;

interface Change {
  /** The name of an entry, in which there may be dots, and one of its fields. */
  readonly path: readonly string[];
  readonly value: string | undefined;
}

function changedFields(entries: ReadonlyMap<string, Fields>, { path, value }: Change): [string, Fields][] {
  const whole = path.join('.');
  if (value === undefined && entries.has(whole)) return [...entries].filter(([name]) => name !== whole);
  const [name, field] = [path.slice(0, -1).join('.'), path.at(-1) ?? ''];
  if (name === '' && value === undefined) return [...entries];
  if (name === '') throw new PlainError("can't set a map to a value: map[]");
  if (value === undefined && !entries.has(name)) throw new PlainError(`current map key \`${name}\` is invalid`);
  const others = Object.entries(entries.get(name) ?? {}).filter(([one]) => one !== field);
  const fields = Object.fromEntries(value === undefined ? others : [...others, [field, value]]);
  return [...new Map([...entries, [name, fields]])];
}
