// Models the layer 2 mode of MetalLB: the address of a load balancer belongs to no machine, so one of them says to the
// network outside that it is its own. If that one fails, another does.
import type { Service } from '../api/generated/types.ts';
import type { ObjectStore } from '../api/store.ts';
import { hashText } from '../kernel/random.ts';

const SERVICE_NAME = 'kubernetes.io/service-name';

export class AnnouncedAddresses {
  readonly #store: ObjectStore;
  readonly #isAble: (node: string) => boolean;

  /** `isAble` tells whether packets reach a machine that has rules for them. */
  constructor(store: ObjectStore, isAble: (node: string) => boolean) {
    this.#store = store;
    this.#isAble = isAble;
  }

  /** The machine to which packets for a load balancer's address come from outside; undefined when it is none's. */
  nodeFor(address: string): string | undefined {
    const service = [...this.#store.all('services')].find(({ status }) =>
      status?.loadBalancer?.ingress?.some(({ ip }) => ip === address),
    );
    if (!service) return undefined;
    const rank = (node: string) => hashText(`${node}#${address}`) >>> 0;
    const [first] = this.#speakers(service).sort((a, b) => rank(a) - rank(b));
    return first;
  }

  /** With the policy Local only machines with an endpoint of the Service speak for it. */
  #speakers(service: Service): string[] {
    const all = [...this.#store.all('nodes')].map(({ metadata }) => metadata?.name ?? '').filter(this.#isAble);
    if (service.spec?.externalTrafficPolicy !== 'Local') return all;
    const local = this.#nodesWithEndpoints(service);
    return all.filter((node) => local.has(node));
  }

  #nodesWithEndpoints({ metadata }: Service): ReadonlySet<string | undefined> {
    const slices = [...this.#store.all('endpointslices')].filter(
      (slice) =>
        slice.metadata?.namespace === metadata?.namespace && slice.metadata?.labels?.[SERVICE_NAME] === metadata?.name,
    );
    const ready = slices
      .flatMap(({ endpoints }) => endpoints ?? [])
      .filter(({ conditions }) => conditions?.ready !== false);
    return new Set(ready.map(({ nodeName }) => nodeName));
  }
}
