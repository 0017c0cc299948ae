// No two Services have one cluster IP or one node port.
import type { Service } from '../../../api/generated/types.ts';
import type { ApiServer } from '../../../api/server.ts';
import { type Fault, fault } from '../fault.ts';
import { nameOf } from '../world.ts';
import { Holders } from './holders.ts';
import type { InstantRule, ObjectRecord } from './rule.ts';

export class ServiceAddresses implements InstantRule {
  readonly #holders = new Holders();

  constructor(server: ApiServer) {
    for (const service of server.store.all('services')) this.#holders.hold(nameOf(service), holdingsOf(service));
  }

  note(record: ObjectRecord): readonly Fault[] {
    if (record.resource !== 'services') return [];
    const service = record.object as Service;
    const holdings = record.type === 'object-deleted' ? [] : holdingsOf(service);
    const clashes = this.#holders.hold(nameOf(service), holdings);
    return clashes.map(([thing, other]) => fault('one-service-address', `${nameOf(service)} and ${other}: ${thing}`));
  }
}

function holdingsOf({ spec }: Service): readonly string[] {
  const { clusterIP = '', ports = [] } = spec ?? {};
  const nodePorts = ports.flatMap(({ nodePort, protocol = 'TCP' }) =>
    nodePort ? [`${protocol} ${String(nodePort)}`] : [],
  );
  return [...(clusterIP === '' || clusterIP === 'None' ? [] : [clusterIP]), ...nodePorts];
}
