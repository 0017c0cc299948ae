// Models pkg/kubelet/envvars/envvars.go and getServiceEnvVarMap (v1.35): the Services that a container learns of by its
// environment, as Docker's links had it.
import type { Service } from '../../api/generated/types.ts';
import type { EnvEntry } from '../../runtime/container.ts';

const MASTER_NAMESPACE = 'default';
const MASTER_SERVICES = ['kubernetes'];

/** The variables of Services that a Pod of `namespace` sees; without `links` only those of the API server's own. */
export function serviceLinks(services: Iterable<Service>, namespace: string, links: boolean): readonly EnvEntry[] {
  const visible = new Map<string, Service>();
  for (const service of services) {
    const { name = '', namespace: where = '' } = service.metadata ?? {};
    if (!hasClusterIp(service)) continue;
    const isMaster = where === MASTER_NAMESPACE && MASTER_SERVICES.includes(name);
    if (where === namespace ? links || isMaster : isMaster && !visible.has(name)) visible.set(name, service);
  }
  return together([...visible.values()]);
}

/** What was made for some Services, until one of them is replaced; by the last of them. */
const made = new WeakMap<Service, { readonly services: readonly Service[]; readonly links: readonly EnvEntry[] }>();

/** The variables of all these Services; of those of one name the last one's. Pods that see the same share them. */
function together(services: readonly Service[]): readonly EnvEntry[] {
  const last = services.at(-1);
  if (!last) return [];
  const known = made.get(last);
  if (known?.services.length === services.length && services.every((each, index) => each === known.services[index])) {
    return known.links;
  }
  const links = [...new Map(services.flatMap(variablesOf).map((entry) => [entry.name, entry])).values()];
  made.set(last, { services, links });
  return links;
}

function hasClusterIp({ spec }: Service): boolean {
  return spec?.clusterIP !== undefined && spec.clusterIP !== '' && spec.clusterIP !== 'None';
}

function variablesOf({ metadata, spec }: Service): readonly EnvEntry[] {
  const host = spec?.clusterIP ?? '';
  const prefix = variableName(metadata?.name ?? '');
  const ports = spec?.ports ?? [];
  const [first] = ports;
  if (!first) return [];
  const named = ports.flatMap(({ name, port }) =>
    name ? [{ name: `${prefix}_SERVICE_PORT_${variableName(name)}`, value: String(port) }] : [],
  );
  return [
    { name: `${prefix}_SERVICE_HOST`, value: host },
    { name: `${prefix}_SERVICE_PORT`, value: String(first.port) },
    ...named,
    ...ports.flatMap(({ port, protocol = 'TCP' }, index) => linkOf(prefix, host, port, protocol, index === 0)),
  ];
}

function linkOf(prefix: string, host: string, port: number, protocol: string, first: boolean): readonly EnvEntry[] {
  const lower = protocol.toLowerCase();
  const url = `${lower}://${host}:${String(port)}`;
  const link = `${prefix}_PORT_${String(port)}_${protocol.toUpperCase()}`;
  return [
    ...(first ? [{ name: `${prefix}_PORT`, value: url }] : []),
    { name: link, value: url },
    { name: `${link}_PROTO`, value: lower },
    { name: `${link}_PORT`, value: String(port) },
    { name: `${link}_ADDR`, value: host },
  ];
}

const variableName = (name: string) => name.replaceAll('-', '_').toUpperCase();
