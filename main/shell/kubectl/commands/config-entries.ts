// Models set_cluster.go, set_credentials.go, delete_cluster.go and delete_user.go of
// staging/src/k8s.io/kubectl/pkg/cmd/config (v1.35): the clusters and users of a kubeconfig.
import type { Command, CommandContext, FlagSpec } from '../command.ts';
import { PlainError, unexpectedArgs, usageError } from '../errors/errors.ts';

const embedFlag: FlagSpec = { name: 'embed-certs', type: 'boolean' };

export const configEntries: readonly Command[] = [
  {
    name: 'set-cluster',
    short: 'Set a cluster entry in kubeconfig',
    usage:
      'config set-cluster NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com]',
    flags: [
      embedFlag,
      { name: 'certificate-authority', type: 'string' },
      { name: 'insecure-skip-tls-verify', type: 'boolean' },
      { name: 'proxy-url', type: 'string' },
      { name: 'server', type: 'string' },
      { name: 'tls-server-name', type: 'string' },
    ],
    run: (context) => Promise.resolve(setCluster(context)),
  },
  {
    name: 'set-credentials',
    short: 'Set a user entry in kubeconfig',
    usage:
      'config set-credentials NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] [--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] [--exec-arg=arg] [--exec-env=key=value]',
    flags: [
      embedFlag,
      ...['client-certificate', 'client-key', 'password', 'token', 'username'].map((name): FlagSpec => ({
        name,
        type: 'string',
      })),
    ],
    run: (context) => Promise.resolve(setCredentials(context)),
  },
  {
    name: 'delete-cluster',
    short: 'Delete the specified cluster from the kubeconfig',
    usage: 'config delete-cluster NAME',
    flags: [],
    run: (context) => Promise.resolve(deleteCluster(context)),
  },
  {
    name: 'delete-user',
    short: 'Delete the specified user from the kubeconfig',
    usage: 'config delete-user NAME',
    flags: [],
    run: (context) => Promise.resolve(deleteUser(context)),
  },
];

/** Fields of an entry by the flags that set them. */
type Fields = Readonly<Record<string, string>>;

const clusterFields: Fields = {
  server: 'server',
  'certificate-authority': 'certificate-authority',
  'insecure-skip-tls-verify': 'insecure-skip-tls-verify',
  'tls-server-name': 'tls-server-name',
  'proxy-url': 'proxy-url',
};

const userFields: Fields = {
  'client-certificate': 'client-certificate',
  'client-key': 'client-key',
  token: 'token',
  username: 'username',
  password: 'password',
};

function given({ flags }: CommandContext, fields: Fields): Record<string, unknown> {
  const set = Object.entries(fields).filter(([flag]) => flags.given(flag));
  return Object.fromEntries(
    set.map(([flag, field]) => [field, flag === 'insecure-skip-tls-verify' ? flags.bool(flag) : flags.text(flag)]),
  );
}

interface Named {
  readonly name: string;
}

/** The entries with another one in the place of that of the same name, or at the end. */
function put<T extends Named>(entries: readonly T[], name: string, change: (before: T | undefined) => T): readonly T[] {
  const before = entries.find((one) => one.name === name);
  const after = change(before);
  return before ? entries.map((one) => (one === before ? after : one)) : [...entries, after];
}

function setCluster(context: CommandContext): number {
  const { kubeconfig, flags, out } = context;
  const name = nameFrom(context);
  if (flags.bool('insecure-skip-tls-verify') && flags.text('certificate-authority') !== '') {
    throw new PlainError('you cannot specify a certificate authority and insecure mode at the same time');
  }
  const changes = given(context, clusterFields);
  const { config } = kubeconfig;
  const clusters = put(config.clusters, name, (before) => ({ name, cluster: { ...before?.cluster, ...changes } }));
  kubeconfig.save({ ...config, clusters });
  out(`Cluster "${name}" set.\n`);
  return 0;
}

function setCredentials(context: CommandContext): number {
  const { kubeconfig, flags, out } = context;
  const name = nameFrom(context);
  const methods = [
    ...(flags.text('token') === '' ? [] : ['--token']),
    ...(flags.text('username') === '' && flags.text('password') === '' ? [] : ['--username/--password']),
  ];
  if (methods.length > 1) {
    throw new PlainError(
      `you cannot specify more than one authentication method at the same time: ${methods.join(', ')}`,
    );
  }
  const changes = given(context, userFields);
  const { config } = kubeconfig;
  kubeconfig.save({
    ...config,
    users: put(config.users, name, (before) => ({ name, user: { ...before?.user, ...changes } })),
  });
  out(`User "${name}" set.\n`);
  return 0;
}

function nameFrom(context: CommandContext): string {
  const [name, ...more] = context.args;
  if (name === undefined || more.length > 0) throw unexpectedArgs(context);
  return name;
}

function deleteCluster(context: CommandContext): number {
  const { args, help, kubeconfig, out } = context;
  const { config, path } = kubeconfig;
  const [name = ''] = args;
  if (args.length !== 1) {
    out(help());
    return 0;
  }
  if (!config.clusters.some((one) => one.name === name)) {
    throw new PlainError(`cannot delete cluster ${name}, not in ${path}`);
  }
  kubeconfig.save({ ...config, clusters: config.clusters.filter((one) => one.name !== name) });
  out(`deleted cluster ${name} from ${path}\n`);
  return 0;
}

function deleteUser(context: CommandContext): number {
  const { args, kubeconfig, out } = context;
  const { config, path } = kubeconfig;
  const [name, ...more] = args;
  if (name === undefined || more.length > 0) throw usageError('config delete-user', 'user to delete is required');
  if (!config.users.some((one) => one.name === name))
    throw new PlainError(`cannot delete user ${name}, not in ${path}`);
  kubeconfig.save({ ...config, users: config.users.filter((one) => one.name !== name) });
  out(`deleted user ${name} from ${path}\n`);
  return 0;
}
