// Models staging/src/k8s.io/kubectl/pkg/cmd/config (v1.35): the commands that change the kubeconfig.
import type { Command, CommandContext } from '../command.ts';
import { PlainError, unexpectedArgs } from '../errors/errors.ts';
import type { Kubeconfig } from '../kubeconfig.ts';

export const configChanges: readonly Command[] = [
  {
    name: 'use-context',
    aliases: ['use'],
    short: 'Set the current-context in a kubeconfig file',
    usage: 'config use-context CONTEXT_NAME',
    flags: [],
    run: (context) => Promise.resolve(useContext(context)),
  },
  {
    name: 'set-context',
    short: 'Set a context entry in kubeconfig',
    usage:
      'config set-context [NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]',
    flags: [
      { name: 'cluster', type: 'string' },
      { name: 'current', type: 'boolean' },
      { name: 'namespace', type: 'string' },
      { name: 'user', type: 'string' },
    ],
    run: (context) => Promise.resolve(setContext(context)),
  },
  {
    name: 'rename-context',
    short: 'Rename a context from the kubeconfig file',
    usage: 'config rename-context CONTEXT_NAME NEW_NAME',
    flags: [],
    run: (context) => Promise.resolve(renameContext(context)),
  },
  {
    name: 'delete-context',
    short: 'Delete the specified context from the kubeconfig',
    usage: 'config delete-context NAME',
    flags: [],
    run: (context) => Promise.resolve(deleteContext(context)),
  },
];

const has = (config: Kubeconfig, name: string): boolean => config.contexts.some((one) => one.name === name);

function useContext(context: CommandContext): number {
  const { args, kubeconfig, out } = context;
  const [name] = args;
  if (name === undefined || args.length > 1) throw unexpectedArgs(context);
  if (name === '') throw new PlainError('empty context names are not allowed');
  if (!has(kubeconfig.config, name)) throw new PlainError(`no context exists with the name: "${name}"`);
  kubeconfig.save({ ...kubeconfig.config, currentContext: name });
  out(`Switched to context "${name}".\n`);
  return 0;
}

function setContext(context: CommandContext): number {
  const { args, flags, kubeconfig, out } = context;
  const { config } = kubeconfig;
  if (args.length > 1) throw unexpectedArgs(context);
  const [named = ''] = args;
  const isCurrent = flags.bool('current');
  if (named === '' && !isCurrent) throw new PlainError('you must specify a non-empty context name or --current');
  if (named !== '' && isCurrent) throw new PlainError('you cannot specify both a context name and --current');
  const name = isCurrent ? config.currentContext : named;
  if (name === '') throw new PlainError('no current context is set');
  const given = ['cluster', 'user', 'namespace'].filter((flag) => flags.given(flag));
  const changes = Object.fromEntries(given.map((flag) => [flag, flags.text(flag)]));
  const existed = has(config, name);
  const contexts = existed
    ? config.contexts.map((one) => (one.name === name ? { name, context: { ...one.context, ...changes } } : one))
    : [...config.contexts, { name, context: changes }];
  kubeconfig.save({ ...config, contexts });
  out(`Context "${name}" ${existed ? 'modified' : 'created'}.\n`);
  return 0;
}

function renameContext(context: CommandContext): number {
  const { args, kubeconfig, out } = context;
  const { config, path } = kubeconfig;
  const [from = '', to = ''] = args;
  if (args.length !== 2) throw unexpectedArgs(context);
  if (to === '') throw new PlainError('You must specify a new non-empty context name');
  if (!has(config, from)) throw new PlainError(`cannot rename the context "${from}", it's not in ${path}`);
  if (has(config, to))
    throw new PlainError(`cannot rename the context "${from}", the context "${to}" already exists in ${path}`);
  const contexts = config.contexts.map((one) => (one.name === from ? { ...one, name: to } : one));
  const currentContext = config.currentContext === from ? to : config.currentContext;
  kubeconfig.save({ ...config, contexts, currentContext });
  out(`Context "${from}" renamed to "${to}".\n`);
  return 0;
}

function deleteContext({ args, help, kubeconfig, out, warn }: CommandContext): number {
  const { config, path } = kubeconfig;
  const [name = ''] = args;
  if (args.length !== 1) {
    out(help());
    return 0;
  }
  if (!has(config, name)) throw new PlainError(`cannot delete context ${name}, not in ${path}`);
  if (config.currentContext === name) {
    warn('this removed your active context, use "kubectl config use-context" to select a different one');
  }
  kubeconfig.save({ ...config, contexts: config.contexts.filter((one) => one.name !== name) });
  out(`deleted context ${name} from ${path}\n`);
  return 0;
}
