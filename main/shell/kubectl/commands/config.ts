// Models staging/src/k8s.io/kubectl/pkg/cmd/config (v1.35).
import { alignAtTabStops } from '../../../engine/kinds/tab-stops.ts';
import { toYaml } from '../../printing/yaml.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError, throwAll, usageError } from '../errors/errors.ts';
import { type Kubeconfig, kubeconfigObject } from '../kubeconfig.ts';
import { isObjectOutput, objectPrinter } from '../printers/object-printer.ts';
import { outputFlags, outputOf } from '../printers/output-format.ts';
import { TAB_STOPS } from '../printers/tab-stops.ts';
import { configChanges } from './config-changes.ts';
import { configEntries } from './config-entries.ts';
import { configProperties } from './config-property.ts';

export const configCommand: Command = {
  name: 'config',
  short: 'Modify kubeconfig files',
  usage: 'config SUBCOMMAND',
  flags: [],
  subcommands: [
    {
      name: 'view',
      short: 'Display merged kubeconfig settings or a specified kubeconfig file',
      usage: 'config view [flags]',
      flags: [
        ...outputFlags,
        { name: 'flatten', type: 'boolean' },
        { name: 'merge', type: 'boolean', default: true },
        { name: 'minify', type: 'boolean' },
        { name: 'raw', type: 'boolean' },
      ],
      run: (context) => Promise.resolve(view(context)),
    },
    {
      name: 'current-context',
      short: 'Display the current-context',
      usage: 'config current-context [flags]',
      flags: [],
      run: ({ kubeconfig: { config }, out }) => {
        if (config.currentContext === '') throw new PlainError('current-context is not set');
        out(`${config.currentContext}\n`);
        return Promise.resolve(0);
      },
    },
    {
      name: 'get-contexts',
      short: 'Describe one or many contexts',
      usage: 'config get-contexts [(-o|--output=)name)]',
      flags: [
        { name: 'no-headers', type: 'boolean' },
        { name: 'output', shorthand: 'o', type: 'string' },
      ],
      run: (context) => Promise.resolve(getContexts(context)),
    },
    {
      name: 'get-clusters',
      short: 'Display clusters defined in the kubeconfig',
      usage: 'config get-clusters [flags]',
      flags: [],
      run: ({ kubeconfig: { config }, out }) => {
        out(['NAME', ...config.clusters.map(({ name }) => name)].map((line) => `${line}\n`).join(''));
        return Promise.resolve(0);
      },
    },
    {
      name: 'get-users',
      short: 'Display users defined in the kubeconfig',
      usage: 'config get-users [flags]',
      flags: [],
      run: ({ kubeconfig: { config }, out }) => {
        out(['NAME', ...config.users.map(({ name }) => name)].map((line) => `${line}\n`).join(''));
        return Promise.resolve(0);
      },
    },
    ...configChanges,
    ...configEntries,
    ...configProperties,
  ],
};

function view(context: CommandContext): number {
  const { args, flags, kubeconfig, out } = context;
  if (args.length > 0) throw usageError('config view', `unexpected arguments: [${args.join(' ')}]`);
  const config = flags.bool('minify') ? minified(context, kubeconfig.config) : kubeconfig.config;
  const shown = kubeconfigObject(flags.bool('raw') ? config : withoutSecrets(config));
  const output = outputOf(flags, false);
  if (output.format === 'human' || output.format === 'yaml') out(toYaml(shown));
  else if (isObjectOutput(output)) out(objectPrinter(context, output, true)(shown));
  return 0;
}

/** The chosen context alone. Throws PlainError when there is none. */
function minified({ flags }: CommandContext, config: Kubeconfig): Kubeconfig {
  const name = flags.text('context') || config.currentContext;
  const chosen = config.contexts.find((one) => one.name === name);
  if (name === '') throw new PlainError('current-context must exist in order to minify');
  if (!chosen) throw new PlainError(`cannot locate context ${name}`);
  return {
    contexts: [chosen],
    clusters: config.clusters.filter((one) => one.name === chosen.context.cluster),
    users: config.users.filter((one) => one.name === chosen.context.user),
    currentContext: name,
  };
}

function withoutSecrets(config: Kubeconfig): Kubeconfig {
  return {
    ...config,
    clusters: config.clusters.map(({ name, cluster }) => ({ name, cluster: omitData(cluster) })),
    users: config.users.map(({ name, user }) => ({ name, user: omitData(user) })),
  };
}

function omitData<T extends Readonly<Record<string, unknown>>>(fields: T): T {
  const shown = Object.entries(fields).map(([key, value]) => {
    if (key.endsWith('-data')) return [key, 'DATA+OMITTED'];
    return [key, key === 'token' || key === 'password' ? 'REDACTED' : value];
  });
  return { ...fields, ...(Object.fromEntries(shown) as Partial<T>) };
}

function getContexts({ args, flags, kubeconfig: { config }, out }: CommandContext): number {
  const output = flags.text('output');
  if (output !== '' && output !== 'name') {
    throw new PlainError(
      `--output ${output} is not available in kubectl config get-contexts; resetting to default output format`,
    );
  }
  const missing = args.filter((name) => !config.contexts.some((one) => one.name === name));
  const chosen = config.contexts.filter(({ name }) => args.length === 0 || args.includes(name));
  const sorted = [...chosen].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (output === 'name') out(sorted.map(({ name }) => `${name}\n`).join(''));
  else {
    const headers = ['CURRENT', 'NAME', 'CLUSTER', 'AUTHINFO', 'NAMESPACE'];
    const rows = sorted.map(({ name, context: { cluster = '', user = '', namespace = '' } }) => [
      name === config.currentContext ? '*' : '',
      name,
      cluster,
      user,
      namespace,
    ]);
    const lines = alignAtTabStops(flags.bool('no-headers') ? rows : [headers, ...rows], TAB_STOPS);
    out(lines.map((line) => `${line}\n`).join(''));
  }
  throwAll(missing.map((name) => new PlainError(`context ${name} not found`)));
  return 0;
}
