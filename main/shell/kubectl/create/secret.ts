// Models staging/src/k8s.io/kubectl/pkg/cmd/create/{create_secret,create_secret_docker,create_secret_tls}.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Command, CommandContext, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { contentHash } from './content-hash.ts';
import { type DataEntry, dataEntries, dataFlags, dataKeyFault, fileEntries } from './data-sources.ts';
import { generatorCommand, metadataIn } from './generator.ts';

const FAILURE = 'failed to create secret';
const appendHashFlag: FlagSpec = {
  name: 'append-hash',
  type: 'boolean',
};

const genericCommand = generatorCommand({
  name: 'generic',
  short: 'Create a secret from a local file, directory, or literal value',
  usage:
    'create secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
  flags: [...dataFlags, appendHashFlag, { name: 'type', type: 'string' }],
  failure: FAILURE,
  make: (context, name) => secretOf(context, name, context.flags.text('type'), dataEntries(context, 'secret')),
});

const DOCKER_KEY = '.dockerconfigjson';

const dockerRegistryCommand = generatorCommand({
  name: 'docker-registry',
  short: 'Create a secret for use with a Docker registry',
  usage:
    'create secret docker-registry NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none]',
  flags: [
    appendHashFlag,
    { name: 'docker-username', type: 'string' },
    { name: 'docker-password', type: 'string' },
    { name: 'docker-email', type: 'string' },
    {
      name: 'docker-server',
      type: 'string',
      default: 'https://index.docker.io/v1/',
    },
    { name: 'from-file', type: 'strings' },
  ],
  failure: FAILURE,
  make: (context, name) => secretOf(context, name, 'kubernetes.io/dockerconfigjson', dockerEntries(context)),
});

function dockerEntries(context: CommandContext): readonly DataEntry[] {
  const { flags } = context;
  const sources = flags.list('from-file').map((source) => (source.includes('=') ? source : `${DOCKER_KEY}=${source}`));
  if (sources.length > 0) return sources.flatMap((source) => fileEntries(context, source));
  const [username, password, email, server] = ['username', 'password', 'email', 'server'].map((name) =>
    flags.text(`docker-${name}`),
  );
  if (!username || !password || !server) {
    throw new PlainError(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    );
  }
  const auth = base64(`${username}:${password}`);
  const entry = { username, password, ...(email && { email }), auth };
  return [[DOCKER_KEY, JSON.stringify({ auths: { [server]: entry } })]];
}

const tlsCommand = generatorCommand({
  name: 'tls',
  short: 'Create a TLS secret',
  usage: 'create secret tls NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
  flags: [appendHashFlag, { name: 'cert', type: 'string' }, { name: 'key', type: 'string' }],
  failure: FAILURE,
  make: (context, name) => secretOf(context, name, 'kubernetes.io/tls', tlsEntries(context)),
});

function tlsEntries({ flags, files }: CommandContext): readonly DataEntry[] {
  const [cert, key] = [flags.text('cert'), flags.text('key')];
  if (cert === '' || key === '') throw new PlainError('key and cert must be specified');
  const [certText, keyText] = [cert, key].map((path) => {
    const text = files.read(path);
    if (text === undefined) {
      throw new PlainError(`Cannot read file ${path}, open ${path}: no such file or directory`);
    }
    return text;
  });
  requirePem(certText ?? '', 'CERTIFICATE', 'certificate');
  requirePem(keyText ?? '', 'PRIVATE KEY', 'key');
  return [
    ['tls.crt', certText ?? ''],
    ['tls.key', keyText ?? ''],
  ];
}

function requirePem(text: string, marker: string, what: string): void {
  if (text.includes(`${marker}-----`)) return;
  throw new PlainError(`tls: failed to find any PEM data in ${what} input`);
}

function secretOf(context: CommandContext, name: string, type: string, entries: readonly DataEntry[]): KubeObject {
  const data: Record<string, string> = {};
  for (const [key, text] of entries) {
    const fault = dataKeyFault(key);
    if (fault !== undefined) throw new PlainError(`${JSON.stringify(key)} is not valid key name for a Secret ${fault}`);
    if (Object.hasOwn(data, key))
      throw new PlainError(`cannot add key ${key}, another key by that name already exists`);
    data[key] = base64(text);
  }
  const hash = () => contentHash({ kind: 'Secret', type, name, data });
  const ownName = context.flags.bool('append-hash') ? `${name}-${hash()}` : name;
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadataIn(context, { name: ownName }),
    ...(type !== '' && { type }),
    ...(entries.length > 0 && { data }),
  };
  return secret;
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

export const createSecretCommand: Command = {
  name: 'secret',
  short: 'Create a secret using a specified subcommand',
  usage: 'create secret (docker-registry | generic | tls)',
  flags: [],
  subcommands: [dockerRegistryCommand, genericCommand, tlsCommand],
};
