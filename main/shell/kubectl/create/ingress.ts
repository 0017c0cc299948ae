// Models staging/src/k8s.io/kubectl/pkg/cmd/create/create_ingress.go (v1.35).
import type { CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { generatorCommand, metadataIn } from './generator.ts';

export const createIngressCommand = generatorCommand({
  name: 'ingress',
  aliases: ['ing'],
  short: 'Create an ingress with the specified name',
  usage: 'create ingress NAME --rule=host/path=service:port[,tls[=secret]] ',
  flags: [
    { name: 'class', type: 'string' },
    { name: 'rule', type: 'array' },
    { name: 'default-backend', type: 'string' },
    { name: 'annotation', type: 'array' },
  ],
  failure: 'failed to create ingress:',
  make: (context, name) => {
    const { flags } = context;
    const rules = rulesOf(context);
    const annotations = flags.list('annotation').map(annotationOf);
    const [className, backend] = [flags.text('class'), flags.text('default-backend')];
    const tls = tlsOf(rules);
    const hosts = byHost(rules);
    const metadata = { name, ...(annotations.length > 0 && { annotations: Object.fromEntries(annotations) }) };
    const spec = {
      ...(className !== '' && { ingressClassName: className }),
      ...(backend !== '' && { defaultBackend: backendOf(backend) }),
      ...(hosts.length > 0 && { rules: hosts }),
      ...(tls.length > 0 && { tls }),
    };
    const ingress = { metadata: metadataIn(context, metadata), spec, status: { loadBalancer: {} } };
    return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', ...ingress };
  },
});

interface Rule {
  readonly host: string;
  readonly path: string;
  readonly service: string;
  /** The secret of `,tls=secret`; empty for `,tls` alone, undefined without. */
  readonly secret: string | undefined;
}

const RULE = /^[\w*\-.]*\/.*=[\w-]+:[\w-]+(,tls=?([\w-]+)?)?/;

function rulesOf({ flags }: CommandContext): readonly Rule[] {
  const texts = flags.list('rule');
  const backend = flags.text('default-backend');
  if (texts.length === 0 && backend === '') {
    throw new PlainError(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    );
  }
  const wrong = texts.find((text) => !RULE.test(text));
  if (wrong !== undefined) {
    throw new PlainError(`rule ${wrong} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
  }
  if (backend !== '' && backend.split(':').length !== 2) {
    throw new PlainError('default-backend should be in format servicename:serviceport');
  }
  return texts.map(ruleOf);
}

function ruleOf(text: string): Rule {
  const [target = '', tls] = text.split(',');
  const slash = target.indexOf('/');
  const [path = '', service = ''] = target.slice(slash + 1).split('=');
  return {
    host: target.slice(0, slash),
    path: `/${path}`,
    service,
    secret: tls === undefined ? undefined : (tls.split('=')[1] ?? ''),
  };
}

function annotationOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 0) throw new PlainError(`annotation ${text} is invalid and should be in format key=[value]`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function backendOf(text: string): object {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function byHost(rules: readonly Rule[]): readonly object[] {
  const hosts = [...new Set(rules.map(({ host }) => host))];
  return hosts.map((host) => {
    const paths = rules.filter((rule) => rule.host === host).map(pathOf);
    return { ...(host !== '' && { host }), http: { paths } };
  });
}

function pathOf({ path, service }: Rule): object {
  const isPrefix = path.endsWith('*');
  return {
    backend: backendOf(service),
    path: isPrefix ? path.slice(0, -1) : path,
    pathType: isPrefix ? 'Prefix' : 'Exact',
  };
}

/** Hosts that share a secret stand together; of a host only the first rule counts. */
function tlsOf(rules: readonly Rule[]): readonly object[] {
  const secrets = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { host, secret } of rules) {
    if (secret === undefined || seen.has(host)) continue;
    seen.add(host);
    secrets.set(secret, [...(secrets.get(secret) ?? []), ...(host === '' ? [] : [host])]);
  }
  return [...secrets]
    .filter(([secret, hosts]) => secret !== '' || hosts.length > 0)
    .map(([secretName, hosts]) => ({ ...(hosts.length > 0 && { hosts }), ...(secretName !== '' && { secretName }) }));
}
