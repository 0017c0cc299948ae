// Models staging/src/k8s.io/kubectl/pkg/cmd/create/create_service.go (v1.35).
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import type { Command, CommandContext, FlagSpec } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { generatorCommand, metadataIn } from './generator.ts';

type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';

const tcpFlag: FlagSpec = {
  name: 'tcp',
  type: 'strings',
};

const serviceCommand = (type: ServiceType, usage: string, flags: readonly FlagSpec[]): Command =>
  generatorCommand({
    name: type.toLowerCase(),
    short: `Create ${/^[AEIO]/.test(type) ? 'an' : 'a'} ${type} service`,
    usage: `create service ${type.toLowerCase()} NAME ${usage}[--dry-run=server|client|none]`,
    flags: [tcpFlag, ...flags],
    failure: `failed to create ${type} service:`,
    make: (context, name) => serviceOf(context, name, type),
  });

const clusterIpFlag: FlagSpec = { name: 'clusterip', type: 'string' };
const nodePortFlag: FlagSpec = { name: 'node-port', type: 'int', default: 0 };
const externalNameFlag: FlagSpec = {
  name: 'external-name',
  type: 'string',
  required: true,
};

export const createServiceCommand: Command = {
  name: 'service',
  aliases: ['svc'],
  short: 'Create a service using a specified subcommand',
  usage: 'create service [flags]',
  flags: [],
  subcommands: [
    serviceCommand('ClusterIP', '[--tcp=<port>:<targetPort>] ', [clusterIpFlag]),
    serviceCommand('ExternalName', '--external-name external.name ', [externalNameFlag]),
    serviceCommand('LoadBalancer', '[--tcp=port:targetPort] ', []),
    serviceCommand('NodePort', '[--tcp=port:targetPort] ', [nodePortFlag]),
  ],
};

function serviceOf(context: CommandContext, name: string, type: ServiceType): KubeObject {
  const { flags } = context;
  const textOf = (flag: string) => (flags.has(flag) ? flags.text(flag) : '');
  const [clusterIP, externalName] = [textOf('clusterip'), textOf('external-name')];
  const pairs = flags.list('tcp');
  if (clusterIP !== 'None' && pairs.length === 0 && type !== 'ExternalName') {
    throw new PlainError('at least one tcp port specifier must be provided');
  }
  if (type === 'ExternalName' && !isSubdomain(externalName)) {
    throw new PlainError(`invalid service external name ${externalName}`);
  }
  const nodePort = flags.has('node-port') ? flags.int('node-port') : 0;
  const ports = pairs.map((pair) => ({ ...portOf(pair), ...(nodePort !== 0 && { nodePort }) }));
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataIn(context, { name, labels: { app: name } }),
    spec: {
      type,
      selector: { app: name },
      ...(ports.length > 0 && { ports }),
      ...(clusterIP !== '' && { clusterIP }),
      ...(externalName !== '' && { externalName }),
    },
    status: { loadBalancer: {} },
  };
  return service;
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const isSubdomain = (text: string): boolean => text.length <= 253 && SUBDOMAIN.test(text);

function portOf(pair: string): object {
  const [portText = '', targetText] = pair.split(':');
  const port = parsePort(portText);
  const targetPort = targetText === undefined ? port : targetOf(targetText);
  return { name: pair.replaceAll(':', '-'), port, protocol: 'TCP', targetPort };
}

const PORT_MAX = 65_535;

function parsePort(text: string): number {
  const quoted = JSON.stringify(text);
  if (!/^\d+$/.test(text)) throw new PlainError(`strconv.ParseUint: parsing ${quoted}: invalid syntax`);
  if (Number(text) > PORT_MAX) throw new PlainError(`strconv.ParseUint: parsing ${quoted}: value out of range`);
  return Number(text);
}

function targetOf(text: string): number | string {
  if (/^[-+]?\d+$/.test(text)) {
    const port = Number(text);
    if (port < 1 || port > PORT_MAX) throw new PlainError('must be between 1 and 65535, inclusive');
    return port;
  }
  const faults = portNameFaults(text);
  if (faults.length > 0) throw new PlainError(faults.join(','));
  return text;
}

function portNameFaults(name: string): readonly string[] {
  const faults: string[] = [];
  if (name.length > 15) faults.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]*$/.test(name)) faults.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  if (!/[a-z]/.test(name)) faults.push('must contain at least one letter (a-z)');
  if (name.includes('--')) faults.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) faults.push('must not begin or end with a hyphen');
  return faults;
}
