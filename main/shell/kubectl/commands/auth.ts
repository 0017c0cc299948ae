// Models staging/src/k8s.io/kubectl/pkg/cmd/auth (v1.35).
import { alignAtTabStops } from '../../../engine/kinds/tab-stops.ts';
import type { Command, CommandContext } from '../command.ts';
import { usageError } from '../errors/errors.ts';
import { TAB_STOPS } from '../printers/tab-stops.ts';
import { findResource } from '../resources/mapper.ts';
import type { Attributes } from '../../../engine/api/authorization/attributes.ts';
import { admin, userNamed } from '../../../engine/api/authorization/user.ts';
import { askWhetherAllowed, rulesIn } from '../access-review.ts';

export const authCommand: Command = {
  name: 'auth',
  short: 'Inspect authorization',
  usage: 'auth',
  flags: [],
  subcommands: [
    {
      name: 'can-i',
      short: 'Check whether an action is allowed',
      usage: 'auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
      flags: [
        { name: 'all-namespaces', shorthand: 'A', type: 'boolean', about: 'Check the action in all namespaces.' },
        { name: 'list', type: 'boolean', about: 'Print all allowed actions.' },
        { name: 'no-headers', type: 'boolean', about: 'Print allowed actions without headers.' },
        { name: 'quiet', shorthand: 'q', type: 'boolean', about: 'Suppress output and just return the exit code.' },
        { name: 'subresource', type: 'string', about: 'SubResource such as pod/log or deployment/scale' },
      ],
      run: canI,
    },
    {
      name: 'whoami',
      short: 'Experimental: Check self subject attributes',
      usage: 'auth whoami',
      flags: [],
      run: whoami,
    },
  ],
};

/** Verbs that resources have. */
const VERBS = [
  ...['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'use', 'bind', 'impersonate'],
  ...['*', 'approve', 'sign', 'escalate', 'attest'],
];
/** Verbs of paths that are no resources. */
const URL_VERBS = ['get', 'put', 'post', 'head', 'options', 'delete', 'patch', '*'];

async function canI(context: CommandContext): Promise<number> {
  const { args, flags, out } = context;
  const [verb = '', what = '', name] = args;
  if (flags.bool('list')) return await listRules(context);
  if (args.length < 2 || args.length > 3) {
    throw usageError(
      'auth can-i',
      'you must specify two or three arguments: verb, resource, and optional resourceName',
    );
  }
  const attributes = what.startsWith('/')
    ? urlAttributes(context, verb, what)
    : resourceAttributes(context, verb, what, name);
  const { allowed, reason } = await askWhetherAllowed(context, attributes);
  if (!flags.bool('quiet')) out(allowed ? 'yes\n' : `no${reason === '' ? '' : ` - ${reason}`}\n`);
  return allowed ? 0 : 1;
}

async function listRules(context: CommandContext): Promise<number> {
  const { flags, out } = context;
  const { resourceRules, nonResourceRules } = await rulesIn(context, context.namespace);
  const resources = resourceRules.flatMap(({ apiGroups = [], resources: names = [], resourceNames = [], verbs }) =>
    apiGroups.flatMap((group) =>
      names.map((name) => ({
        key: `${group} ${name}`,
        row: [group === '' ? name : `${name}.${group}`, '[]', `[${resourceNames.join(' ')}]`, `[${verbs.join(' ')}]`],
      })),
    ),
  );
  const paths = nonResourceRules.flatMap(({ nonResourceURLs = [], verbs }) =>
    nonResourceURLs.map((path) => ({ key: `[${path}]`, row: ['', `[${path}]`, '[]', `[${verbs.join(' ')}]`] })),
  );
  const rows = [resources, paths].flatMap((part) =>
    part.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row),
  );
  const headers = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  const lines = alignAtTabStops(flags.bool('no-headers') ? rows : [headers, ...rows], TAB_STOPS);
  out(lines.map((line) => `${line}\n`).join(''));
  return 0;
}

function urlAttributes({ warn }: CommandContext, verb: string, path: string): Attributes {
  if (!URL_VERBS.includes(verb)) warn(`verb '${verb}' is not a known verb`);
  return { verb, path };
}

function resourceAttributes(
  context: CommandContext,
  verb: string,
  what: string,
  named: string | undefined,
): Attributes {
  const { client, flags, warn } = context;
  const [type = '', inName] = what.split('/');
  const resource = type === '*' ? undefined : findResource(client, type);
  if (!VERBS.includes(verb)) warn(`verb '${verb}' is not a known verb\n`);
  if (type !== '*' && !resource) warn(unknownText(type));
  if (resource && !resource.namespaced && !flags.bool('all-namespaces')) {
    const group = resource.group === '' ? '' : ` in group '${resource.group}'`;
    warn(`resource '${resource.resource}' is not namespace scoped${group}\n`);
  }
  const isWide = flags.bool('all-namespaces') || (resource !== undefined && !resource.namespaced);
  return {
    verb,
    resource: resource?.resource ?? type.split('.')[0] ?? '',
    group: type === '*' ? '*' : (resource?.group ?? type.split('.').slice(1).join('.')),
    subresource: flags.text('subresource'),
    name: named ?? inName ?? '',
    namespace: isWide ? '' : context.namespace,
  };
}

function unknownText(type: string): string {
  const [name = '', ...group] = type.split('.');
  const where = group.length > 0 ? ` in group '${group.join('.')}'` : '';
  return `the server doesn't have a resource type '${name}'${where}\n`;
}

function whoami(context: CommandContext): Promise<number> {
  const { flags, out } = context;
  const name = flags.text('as');
  const user = name === '' ? admin : userNamed(name, flags.list('as-group'));
  const rows = [
    ['ATTRIBUTE', 'VALUE'],
    ['Username', user.name],
    ['Groups', `[${user.groups.join(' ')}]`],
    ...(name === '' ? [['Extra: authentication.kubernetes.io/credential-id', `[X509SHA256=${CREDENTIAL}]`]] : []),
  ];
  out(
    alignAtTabStops(rows, TAB_STOPS)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return Promise.resolve(0);
}

/** The fingerprint of the administrator's certificate, which no cluster here really has. */
const CREDENTIAL = '0'.repeat(64);
